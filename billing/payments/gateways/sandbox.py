"""The sandbox plays an outside provider without keys: test cards, magic amounts, answers that come late.

Magic amounts, by their last four digits in minor units: 4002 declined, 4003 challenge, 4004 succeeds late, 4005
disputed, 4006 a payout fails, 4007 acts and then does not answer, 4008 a refund fails. Test cards do the same.
"""

import hashlib
import json
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from billing.payments.gateways import seam
from billing.payments.gateways.seam import News, Order, Outcome, Payee
from billing.payments.models import SandboxPiece
from kernel.money import Money

SUCCEEDS, DECLINED, CHALLENGE, LATE, DISPUTED = "succeeds", "declined", "challenge", "late", "disputed"
CARDS = (SUCCEEDS, DECLINED, CHALLENGE, LATE, DISPUTED)
MAGIC = {4002: DECLINED, 4003: CHALLENGE, 4004: LATE, 4005: DISPUTED}
PAYOUT_FAILS, SILENT, REFUND_FAILS = 4006, 4007, 4008
LATE_BY = timedelta(minutes=1)
REFUSED_ACCOUNT = "0000"


def magic(amount: Money) -> int:
    return amount.minor % 10_000


class Sandbox:
    name = "sandbox"
    needs_page = False

    def collect(self, order: Order, *, key: str, at: datetime) -> Outcome:
        return self._answer(order, self._piece(seam.COLLECT, order, key, status=seam.OPEN))

    def refund(self, order: Order, *, key: str, at: datetime) -> Outcome:
        with transaction.atomic():
            payment = SandboxPiece.objects.select_for_update().get(external_id=order.target)
            if SandboxPiece.objects.filter(key=key).exists():
                return self._answer(order, SandboxPiece.objects.get(key=key))
            earlier = SandboxPiece.objects.filter(parent=order.target, kind=seam.REFUND, status=seam.SUCCEEDED)
            taken = sum(piece.amount_minor for piece in earlier)
            if payment.status != seam.SUCCEEDED or taken + order.amount.minor > payment.amount_minor:
                raise seam.Declined("There is not that much left on the payment.")
            fails = magic(order.amount) == REFUND_FAILS
            status, failure = (seam.FAILED, "The card was closed.") if fails else (seam.SUCCEEDED, "")
            piece = self._piece(seam.REFUND, order, key, status=status, failure=failure)
        return self._answer(order, piece)

    def onboard(self, payee: Payee, *, key: str, at: datetime) -> Outcome:
        order = Order(reference=payee.reference, amount=Money.zero("USD"))
        refused = payee.account.endswith(REFUSED_ACCOUNT)
        piece = self._piece(seam.ONBOARD, order, key, status=seam.REFUSED if refused else seam.VERIFIED)
        return Outcome(piece.external_id, piece.status)

    def payee_status(self, external_id: str, *, at: datetime) -> str:
        return SandboxPiece.objects.get(external_id=external_id).status

    def pay_out(self, order: Order, *, key: str, at: datetime) -> Outcome:
        if self.payee_status(order.target, at=at) != seam.VERIFIED:
            raise seam.Declined("The payee is not verified.")
        fails = magic(order.amount) == PAYOUT_FAILS
        status, failure = (seam.FAILED, "The bank account was closed.") if fails else (seam.SUCCEEDED, "")
        return self._answer(order, self._piece(seam.PAY_OUT, order, key, status=status, failure=failure))

    def reverse(self, order: Order, *, key: str, at: datetime) -> Outcome:
        """Take a payout back: from then on it is returned."""
        with transaction.atomic():
            paid = SandboxPiece.objects.select_for_update().get(external_id=order.target)
            if paid.status not in (seam.SUCCEEDED, seam.RETURNED):
                raise seam.Declined("This payout was not paid.")
            piece = self._piece("reverse", order, key, status=seam.SUCCEEDED)
            SandboxPiece.objects.filter(pk=paid.pk).update(status=seam.RETURNED)
        return self._answer(order, piece)

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> list[News]:
        news = json.loads(body)
        return [News(kind=news["kind"], external_id=news["id"])]

    def fetch(self, kind: str, external_id: str, *, at: datetime) -> Outcome:
        ripe = SandboxPiece.objects.filter(external_id=external_id, status=seam.PROCESSING, settles_at__lte=at)
        ripe.update(status=seam.SUCCEEDED)
        found = SandboxPiece.objects.filter(external_id=external_id, kind=kind).first()
        if found is None:
            raise seam.Declined(f"The sandbox knows no {kind} {external_id}.")
        return outcome(found)

    def disputes(self, since: datetime) -> list[str]:
        return list(SandboxPiece.objects.filter(kind=seam.DISPUTE).order_by("pk").values_list("external_id", flat=True))

    def answers_since(self) -> datetime | None:
        return None

    def _piece(self, kind: str, order: Order, key: str, *, status: str, failure: str = "") -> SandboxPiece:
        text = json.dumps([kind, order.reference, order.amount.minor, order.amount.currency, order.target])
        digest = hashlib.sha256(text.encode()).hexdigest()
        facts = {
            "external_id": f"sb_{kind}_{uuid.uuid5(uuid.NAMESPACE_URL, key).hex}",
            "kind": kind,
            "digest": digest,
            "amount_minor": order.amount.minor,
            "currency": order.amount.currency,
            "status": status,
            "failure": failure,
            "parent": order.target,
        }
        piece, fresh = SandboxPiece.objects.get_or_create(key=key, defaults=facts)
        if piece.digest != digest:
            raise seam.Declined("This key was used for something else.")
        piece.fresh = fresh
        return piece

    def _answer(self, order: Order, piece: SandboxPiece) -> Outcome:
        """The answer to an order; for the magic amount it is lost once, after acting."""
        if magic(order.amount) == SILENT and piece.fresh:
            raise seam.Unsure("The sandbox acted and then did not answer.")
        return outcome(piece)


def outcome(piece: SandboxPiece) -> Outcome:
    amount = Money(piece.amount_minor, piece.currency) if piece.currency else None
    return Outcome(piece.external_id, piece.status, amount, failure=piece.failure, parent=piece.parent)


def pay(external_id: str, card: str, *, at: datetime) -> str:
    """A person pays on the sandbox's page with a test card; returns the payment's new status. A magic amount has its
    way whatever the card."""
    with transaction.atomic():
        piece = SandboxPiece.objects.select_for_update().get(external_id=external_id, kind=seam.COLLECT)
        if piece.status not in (seam.OPEN, seam.CHALLENGE):
            return piece.status
        card = MAGIC.get(magic(Money(piece.amount_minor, piece.currency)), card)
        piece.failure = ""
        if card == DECLINED:
            piece.status, piece.failure = seam.OPEN, "declined"
        elif card == CHALLENGE and piece.status == seam.OPEN:
            piece.status = seam.CHALLENGE
        elif card == LATE:
            piece.status, piece.settles_at = seam.PROCESSING, at + LATE_BY
        else:
            piece.status = seam.SUCCEEDED
        piece.save()
        if piece.status == seam.SUCCEEDED and card == DISPUTED:
            open_dispute(piece)
    return piece.status


def answer_challenge(external_id: str, *, passed: bool) -> str:
    """The payer answers her bank's question on the sandbox's page."""
    with transaction.atomic():
        piece = SandboxPiece.objects.select_for_update().get(external_id=external_id, kind=seam.COLLECT)
        if piece.status == seam.CHALLENGE:
            piece.status, piece.failure = (seam.SUCCEEDED, "") if passed else (seam.OPEN, "challenge")
            piece.save()
    return piece.status


def open_dispute(payment: SandboxPiece) -> SandboxPiece:
    """The payer's bank takes this payment back."""
    return SandboxPiece.objects.create(
        external_id=f"sb_dispute_{payment.pk}",
        kind=seam.DISPUTE,
        key=f"dispute:{payment.external_id}",
        digest="",
        amount_minor=payment.amount_minor,
        currency=payment.currency,
        status=seam.OPEN,
        parent=payment.external_id,
    )


def close_dispute(external_id: str, *, won: bool) -> None:
    rows = SandboxPiece.objects.filter(external_id=external_id, kind=seam.DISPUTE)
    rows.update(status=seam.SUCCEEDED if won else seam.LOST)


GATEWAY = Sandbox()
