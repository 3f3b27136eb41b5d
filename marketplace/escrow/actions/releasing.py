"""The freelancer is paid: by a release or a bonus; after the security hold the money may be withdrawn."""

from datetime import datetime

from django.db import transaction

from billing.fees import actions as fees
from billing.fees.models import FeeReceipt
from billing.ledger import posting
from kernel import transition
from kernel.actors import Actor
from kernel.money import Money
from kernel.moves import Role
from marketplace.escrow import recipes, states
from marketplace.escrow.deals import Deal
from marketplace.escrow.models import Kind, Release
from marketplace.windows import queries as windows


@transaction.atomic
def release(
    *,
    deal: Deal,
    milestone_id: int,
    title: str,
    gross: Money,
    on_top: tuple[Money, Money],
    role: Role,
    actor: Actor,
    at: datetime,
) -> Release:
    """Pay `gross` out of the milestone's project funds: net to the freelancer, fee and tax to the owner, and of what
    the client paid `on_top` (fee, tax) the part that belongs to `gross`. Once per milestone."""
    key = f"release:{milestone_id}:1"
    receipt = _assess(key, deal, gross, actor, at)
    parts = _parts(receipt, on_top)
    moves = recipes.released(milestone_id, deal.freelancer_id, parts)
    posting.post(key=key, kind="release", moves=moves, effective_at=at)
    return _paid(deal, Kind.MILESTONE, milestone_id, title, receipt, parts, role, actor, at)


@transaction.atomic
def pay_bonus(
    *,
    deal: Deal,
    bonus_id: int,
    title: str,
    gateway: str,
    gross: Money,
    on_top: tuple[Money, Money],
    actor: Actor,
    at: datetime,
) -> Release:
    """Pay a bonus that the client's payment has just covered; fees as for a release. Once per bonus."""
    key = f"bonus:{bonus_id}:1"
    receipt = _assess(key, deal, gross, actor, at)
    parts = _parts(receipt, on_top)
    moves = recipes.bonus(gateway, deal.freelancer_id, parts)
    posting.post(key=key, kind="bonus", moves=moves, effective_at=at)
    return _paid(deal, Kind.BONUS, bonus_id, title, receipt, parts, Role.GATEWAY, actor, at)


@transaction.atomic
def clear(*, release_id: int, actor: Actor, at: datetime) -> None:
    """Let the freelancer withdraw what has waited out the security hold, less what she gave back meanwhile."""
    rows = Release.objects.select_for_update(of=("self",), no_key=True).select_related("receipt")
    paid = rows.get(pk=release_id)
    transition.apply(states.RELEASE, paid, "clear", role=Role.CLOCK, actor=actor, at=at, data=_said(paid.kept_net))
    if paid.kept_net:
        posting.post(
            key=f"clear:{paid.pk}",
            kind="clear",
            moves=recipes.cleared(paid.freelancer_id, paid.kept_net),
            effective_at=at,
        )


def _assess(key: str, deal: Deal, gross: Money, actor: Actor, at: datetime) -> FeeReceipt:
    return fees.assess(
        key=key,
        terms=deal.terms,
        client_id=deal.client_id,
        freelancer_id=deal.freelancer_id,
        contract_id=deal.contract_id,
        payment=gross,
        actor=actor,
        at=at,
    )


def _parts(receipt: FeeReceipt, on_top: tuple[Money, Money]) -> recipes.Parts:
    return recipes.Parts(receipt.payment, receipt.fee, receipt.tax, *on_top, receipt.tax_region)


def _said(amount: Money) -> dict[str, object]:
    return {"amount_minor": amount.minor, "currency": amount.currency}


def _paid(
    deal: Deal,
    kind: Kind,
    subject_id: int,
    title: str,
    receipt: FeeReceipt,
    parts: recipes.Parts,
    role: Role,
    actor: Actor,
    at: datetime,
) -> Release:
    """The payment's own row, and the start of its security hold."""
    paid = Release.objects.create(
        client_id=deal.client_id,
        freelancer_id=deal.freelancer_id,
        kind=kind,
        contract_id=deal.contract_id,
        subject_id=subject_id,
        title=title,
        receipt=receipt,
        currency=deal.currency,
        gross_minor=parts.gross.minor,
        client_fee_minor=parts.client_fee.minor,
        client_tax_minor=parts.client_tax.minor,
        released_at=at,
        available_at=at + windows.current().of("hold"),
    )
    transition.begin(states.RELEASE, paid, "pay", role=role, actor=actor, at=at, data=_said(parts.net))
    return paid
