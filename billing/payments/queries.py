"""What you may see of payments and payouts."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from billing.ledger import accounts
from billing.ledger import queries as ledger
from billing.payments import models, states
from billing.payments.errors import UnableToCollect
from billing.stripe_gateway import sealing
from kernel import amounts
from kernel.history import models as history
from kernel.money import Money, total

MAY_STILL_COME = timedelta(days=60)


def gateway_in_use() -> str:
    """The gateway new payments go through."""
    choice = models.GatewayChoice.objects.order_by("-id").first()
    return choice.gateway if choice else "sandbox"


def demand_payable(title: str, amount: Money) -> None:
    """Raise UnableToCollect where the gateway in use takes no payment of `amount`, which `title` costs with its fee.
    Asked when a price is quoted, so that nobody is bound to what cannot be paid (money.md §2). One query."""
    try:
        amounts.to_gateway(amount, gateway_in_use())
    except amounts.AmountError as flaw:
        said = {"title": title, "amount": amounts.format_money(amount), "flaw": flaw}
        raise UnableToCollect(_("With the fee “%(title)s” costs %(amount)s. %(flaw)s") % said) from flaw


def under_way() -> QuerySet[models.Collection]:
    """Payments that were asked for and may still arrive."""
    return models.Collection.objects.filter(state__in=(states.OPEN, states.CHALLENGED, states.PROCESSING))


def has_untold_news() -> bool:
    """Whether a payment has arrived that those who asked for it have not booked yet. Two queries."""
    confirmed = {"subject_type": models.Collection.history_name, "verb": "confirm"}
    waits = history.Entry.objects.filter(relayed_at=None, **confirmed).exists()
    return waits or history.Undelivered.objects.filter(entry__in=history.Entry.objects.filter(**confirmed)).exists()


def bank_details() -> str:
    """Where payers send a bank transfer to, in the owner's words."""
    choice = models.GatewayChoice.objects.filter(gateway="manual").order_by("-id").first()
    return choice.instructions if choice else ""


def visible_to(user: object) -> QuerySet[models.Collection]:
    """The payments this person has started. Finance staff see them through the console."""
    number = getattr(user, "pk", None)
    return models.Collection.objects.filter(opened_by=number) if number else models.Collection.objects.none()


def pending(member_id: int, currency: str) -> Money:
    """Earned, and still in the security hold."""
    return ledger.balance(accounts.pending(member_id), currency)


def available(member_id: int, currency: str) -> Money:
    """A freelancer's to withdraw."""
    return ledger.balance(accounts.available(member_id), currency)


def on_its_way(member_id: int, currency: str) -> Money:
    """Asked for and not yet at the freelancer's bank, as the ledger holds it."""
    return total(ledger.balances(moving(member_id, currency), currency).values(), currency)


def moving(member_id: int, currency: str) -> list[str]:
    """The accounts of the payouts that are on their way."""
    on_the_way = (states.REQUESTED, states.QUEUED, states.SENT)
    rows = models.Payout.objects.filter(member_id=member_id, currency=currency, state__in=on_the_way)
    return [accounts.payout(number) for number in rows.values_list("pk", flat=True)]


def payouts_of(member_id: int) -> QuerySet[models.Payout]:
    """A freelancer's payouts, newest first."""
    return models.Payout.objects.filter(member_id=member_id).select_related("method").order_by("-created_at", "-id")


def methods_of(member_id: int) -> QuerySet[models.PayoutMethod]:
    """The payout methods a freelancer has not removed, the one in use first."""
    return models.PayoutMethod.objects.filter(member_id=member_id, removed_at=None).order_by("-added_at", "-id")


def usable_method(member_id: int, at: datetime) -> models.PayoutMethod | None:
    """The newest method that is verified and has waited its three days."""
    return methods_of(member_id).filter(status=models.PayoutMethod.VERIFIED, usable_from__lte=at).first()


def refunds_of(collection: models.Collection) -> QuerySet[models.Refund]:
    return collection.refunds.order_by("id")


def transfers_awaited(at: datetime) -> QuerySet[models.Collection]:
    """Bank transfers that clients were asked for, those that wait first; then those given up of late, for money comes
    late too, unless the client was asked anew."""
    again = models.Collection.objects.filter(purpose=OuterRef("purpose"), reference=OuterRef("reference"))
    late = Q(state=states.FAILED, done_at__gte=at - MAY_STILL_COME) & ~Exists(again.exclude(state=states.FAILED))
    rows = models.Collection.objects.filter(Q(state=states.OPEN) | late, gateway="manual")
    return rows.order_by("-state", "created_at", "id")


def transfers_out(at: datetime) -> QuerySet[models.Payout]:
    """Payouts to send by bank transfer, those under way, and those paid of late: a bank may still send them back."""
    recent = Q(state=states.PAID, done_at__gte=at - MAY_STILL_COME)
    rows = models.Payout.objects.filter(Q(state__in=(states.QUEUED, states.SENT)) | recent, gateway="manual")
    return rows.select_related("method").order_by(F("done_at").asc(nulls_first=True), "created_at", "id")


def refunds_to_send() -> QuerySet[models.Refund]:
    """Refunds to send by bank transfer."""
    waiting = (states.REQUESTED, states.RETRIED, states.SUBMITTED)
    rows = models.Refund.objects.filter(gateway="manual", state__in=waiting)
    return rows.select_related("collection").order_by("created_at", "id")


def refunds_failed() -> QuerySet[models.Refund]:
    """Refunds that the gateway could not give back, the oldest first: somebody has to say what becomes of them."""
    rows = models.Refund.objects.filter(state=states.FAILED)
    return rows.select_related("collection").order_by("created_at", "id")


def account_of(method: models.PayoutMethod) -> str:
    """The whole account number, for whoever sends money there; only its label when the method was removed."""
    return str(sealing.unseal(method.sealed)["account"]) if method.sealed else method.label
