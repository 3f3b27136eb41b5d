"""What a freelancer has earned, and where it stands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from billing.ledger import accounts
from billing.ledger import queries as ledger
from kernel.money import Money
from marketplace.escrow.models import Release

# Filled by contracts, which alone know what was delivered and waits: in_review(member_id, currency) -> milestones.
_in_review: list[Callable[[int, str], Iterable[int]]] = []


class NotEmpty(AssertionError):
    """A contract would end while the ledger still holds money of it. Never shown: a fault of ours."""


@dataclass(frozen=True, slots=True)
class Earnings:
    in_review: Money
    pending: Money
    available: Money
    reviewed: tuple[int, ...]  # the milestones behind in_review


def count_in_review(source: Callable[[int, str], Iterable[int]]) -> None:
    """Register who knows which milestones are delivered and not yet answered."""
    if source not in _in_review:
        _in_review.append(source)


def earnings(member_id: int, currency: str) -> Earnings:
    """The three figures of the earnings page, straight from the ledger. Two statements."""
    pending, available = accounts.pending(member_id), accounts.available(member_id)
    held = ledger.balances([pending, available], currency)
    reviewed = tuple(milestone for source in _in_review for milestone in source(member_id, currency))
    return Earnings(project_funds(reviewed, currency), held[pending], held[available], reviewed)


def statement(
    member_id: int, account: str, currency: str, *, limit: int, offset: int = 0
) -> list[ledger.StatementLine]:
    """The lines of a freelancer's `pending` or `available` account, newest first, with running balance."""
    code = {"pending": accounts.pending, "available": accounts.available}[account](member_id)
    return ledger.statement(code, currency, limit=limit, offset=offset)


def project_funds(milestone_ids: Iterable[int], currency: str) -> Money:
    """What the ledger holds for these milestones, fees aside."""
    codes = [accounts.funds("milestone", pk) for pk in milestone_ids]
    return sum(ledger.balances(codes, currency).values(), start=Money.zero(currency)) if codes else Money.zero(currency)


def credit(member_id: int, currency: str) -> Money:
    """What is on its way back to a client."""
    return ledger.balance(accounts.credit(member_id), currency)


def must_be_empty(milestone_ids: Iterable[int], currency: str) -> None:
    """Raise NotEmpty unless every account of these milestones is at 0. One statement."""
    kinds = (accounts.funds, accounts.fee_hold)
    codes = [kind("milestone", pk) for pk in milestone_ids for kind in kinds]
    left = {code: held for code, held in ledger.balances(codes, currency).items() if held} if codes else {}
    if left:
        raise NotEmpty(f"The contract ends, but the ledger holds {left}.")


def visible_to(user: User | AnonymousUser) -> QuerySet[Release]:
    """Every payment that this person has earned, newest first."""
    rows = Release.objects.select_related("client", "freelancer", "receipt")
    return rows.filter(freelancer__user=user) if user.is_authenticated else rows.none()


def releases_of(contract_id: int) -> QuerySet[Release]:
    return Release.objects.filter(contract_id=contract_id).select_related("client", "freelancer", "receipt")


def net_of(contract_id: int) -> int:
    """What has gone to the freelancer in a contract, refunds taken off, in minor units: reviews need it above 0."""
    return sum(paid.kept_net.minor for paid in releases_of(contract_id))


def released_between(since: datetime, until: datetime) -> QuerySet[Release]:
    """Every payment released in [since, until), oldest first."""
    rows = Release.objects.filter(released_at__gte=since, released_at__lt=until).select_related("receipt")
    return rows.order_by("released_at", "pk")
