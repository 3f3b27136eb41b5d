"""Bank transfer by hand: the payer uses a reference, the owner's finance staff say what came in and what went out.

There is nobody to call, so every call answers from our own rows: what a person confirmed is the truth.
"""

from collections.abc import Mapping
from datetime import datetime

from billing.payments import models, states
from billing.payments.gateways import seam
from billing.payments.gateways.seam import News, Order, Outcome, Payee

STATUS = {
    states.CONFIRMED: seam.SUCCEEDED,
    states.SENT: seam.PROCESSING,
    states.PAID: seam.SUCCEEDED,
    states.SUCCEEDED: seam.SUCCEEDED,
    states.FAILED: seam.FAILED,
    states.RETURNED: seam.RETURNED,
}
MODELS = {seam.COLLECT: models.Collection, seam.REFUND: models.Refund, seam.PAY_OUT: models.Payout}


class Manual:
    name = "manual"
    needs_page = False

    def collect(self, order: Order, *, key: str, at: datetime) -> Outcome:
        return Outcome(f"manual:{key}", seam.OPEN, order.amount)

    def refund(self, order: Order, *, key: str, at: datetime) -> Outcome:
        return Outcome(f"manual:{key}", seam.PROCESSING, order.amount, parent=order.target)

    def onboard(self, payee: Payee, *, key: str, at: datetime) -> Outcome:
        return Outcome(f"manual:{key}", seam.VERIFIED)

    def payee_status(self, external_id: str, *, at: datetime) -> str:
        return seam.VERIFIED

    def pay_out(self, order: Order, *, key: str, at: datetime) -> Outcome:
        """Nobody has sent it yet: it is sent when finance staff say so."""
        return Outcome(f"manual:{key}", seam.OPEN, order.amount, parent=order.target)

    def reverse(self, order: Order, *, key: str, at: datetime) -> Outcome:
        raise seam.Declined("A bank transfer cannot be called back; ask the payee to return it.")

    def parse_webhook(self, body: bytes, headers: Mapping[str, str]) -> list[News]:
        return []

    def fetch(self, kind: str, external_id: str, *, at: datetime) -> Outcome:
        row = MODELS[kind]._default_manager.get(gateway=self.name, external_id=external_id)
        waiting = seam.PROCESSING if kind == seam.REFUND else seam.OPEN
        moved = row.received if isinstance(row, models.Collection) and row.received > row.amount else row.amount
        return Outcome(external_id, STATUS.get(row.state, waiting), moved, failure=row.failure)

    def disputes(self, since: datetime) -> list[str]:
        """No bank takes a transfer back over its payee's head."""
        return []

    def answers_since(self) -> datetime | None:
        return None


GATEWAY = Manual()
