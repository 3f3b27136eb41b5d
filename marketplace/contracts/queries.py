"""Who may see which contract, and what a page needs to know of it."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Max, Prefetch, Q, QuerySet

from accounts.models import User
from billing.payments.models import Collection
from kernel.history.models import Entry
from kernel.moves import Role
from marketplace.contracts import states
from marketplace.contracts.models import Bonus, CancelRequest, Contract, Milestone, Submission, SubmissionFile

Person = User | AnonymousUser


def visible_to(user: Person) -> QuerySet[Contract]:
    """The contracts in which this person is the client or the freelancer."""
    rows = Contract.objects.select_related("client", "freelancer")
    if not user.is_authenticated:
        return rows.none()
    return rows.filter(Q(client__user=user) | Q(freelancer__user=user))


def milestones_visible_to(user: Person) -> QuerySet[Milestone]:
    """The milestones of those contracts, with contract and both people loaded."""
    return Milestone.objects.filter(contract__in=visible_to(user)).select_related(
        "contract__client", "contract__freelancer"
    )


def files_visible_to(user: Person) -> QuerySet[SubmissionFile]:
    return SubmissionFile.objects.filter(submission__milestone__contract__in=visible_to(user))


def role_of(contract: Contract, user: Person) -> Role:
    """The person's role on a contract that she may see."""
    return Role.CLIENT if contract.client.user_id == user.pk else Role.FREELANCER


def milestones_of(contract: Contract) -> list[Milestone]:
    """In their order, each with its deliveries, files and cancel requests. Four queries for any number."""
    deliveries = Submission.objects.order_by("number").prefetch_related("files")
    rows = contract.milestones.order_by("number").prefetch_related(
        Prefetch("submissions", deliveries), "cancel_requests"
    )
    found = list(rows)
    for milestone in found:
        milestone.contract = contract
    return found


def history_of(contract: Contract, *, most: int = 200) -> list[Entry]:
    """The timeline: what happened to the contract, its milestones and its bonuses, newest first. Three queries."""
    milestones = list(contract.milestones.values_list("pk", flat=True))
    bonuses = list(contract.bonuses.values_list("pk", flat=True))
    about = (
        Q(subject_type="contract", subject_id=contract.pk)
        | Q(subject_type="milestone", subject_id__in=milestones)
        | Q(subject_type="bonus", subject_id__in=bonuses)
    )
    return list(Entry.objects.filter(about).order_by("-id")[:most])


def next_number(contract: Contract) -> int:
    """The number after the last milestone's; the contract is locked by whoever uses it."""
    return (contract.milestones.aggregate(last=Max("number"))["last"] or 0) + 1


def in_review(member_id: int, currency: str) -> list[int]:
    """The milestones that a freelancer has delivered and nobody has answered yet."""
    rows = Milestone.objects.filter(contract__freelancer_id=member_id, currency=currency, state=states.SUBMITTED)
    return list(rows.values_list("pk", flat=True))


def funds_expected() -> dict[tuple[int, str], tuple[int, int]]:
    """What the ledger must hold: (milestone, currency) → (project funds, client fee with tax), in minor units, for
    every milestone that was ever funded; zero once it is released or given back."""
    rows = Milestone.objects.filter(funded_at__isnull=False).values_list(
        "pk", "currency", "state", "amount_minor", F("client_fee_minor") + F("client_tax_minor")
    )
    return {
        (pk, currency): (amount, on_top) if state in states.HOLDS_FUNDS else (0, 0)
        for pk, currency, state, amount, on_top in rows
    }


def titles(contract_ids: Iterable[int]) -> dict[int, Contract]:
    """Contracts by id, for lists that only keep ids."""
    return Contract.objects.select_related("client", "freelancer").in_bulk(set(contract_ids))


def open_bonuses(contract: Contract) -> QuerySet[Bonus]:
    return contract.bonuses.filter(state=states.CHARGING)


def bonus_possible(contract: Contract, at: datetime) -> bool:
    if contract.state == states.PENDING_FUNDING:
        return False
    return contract.bonus_until is None or at <= contract.bonus_until


def last_submission(milestone: Milestone) -> Submission | None:
    """The latest delivery, with its files."""
    return milestone.submissions.order_by("-number").prefetch_related("files").first()


def open_cancel_request(milestone: Milestone) -> CancelRequest | None:
    return milestone.cancel_requests.filter(answered_at=None).first()


def checkout_of(milestone: Milestone) -> Collection | None:
    """The payment that a milestone in funding waits for."""
    if milestone.state != states.FUNDING or milestone.collection is None:
        return None
    return Collection.objects.filter(uuid=milestone.collection).first()


def figures(member_ids: Iterable[int]) -> dict[int, dict[str, int]]:
    """For a list of members: `jobs_done`, the contracts that have ended. One query."""
    ids = set(member_ids)
    ended = Contract.objects.filter(state=states.ENDED)
    rows = ended.filter(Q(client__in=ids) | Q(freelancer__in=ids)).values_list("client_id", "freelancer_id")
    done = dict.fromkeys(ids, 0)
    for pair in rows:
        for member in ids.intersection(pair):
            done[member] += 1
    return {member: {"jobs_done": number} for member, number in done.items()}


def of_offer(user: Person, offer_id: int) -> Contract | None:
    """The contract that came of an offer, for one of its two."""
    return visible_to(user).filter(offer=offer_id).first()
