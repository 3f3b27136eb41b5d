"""A freelancer takes what is hers."""

from datetime import datetime
from uuid import UUID

from billing.payments import actions as payments
from billing.payments.models import Payout
from kernel.actors import Actor
from kernel.money import Money
from marketplace.members.models import Member


def withdraw(*, member: Member, amount: Money, named: UUID | None = None, actor: Actor, at: datetime) -> Payout:
    """Send `amount` of the available money to the member's payout method. Never more than is available: the database
    refuses it. The payout that is `named` already is not made again. Raises Refused."""
    return payments.request_payout(member_id=member.pk, amount=amount, named=named, actor=actor, at=at)
