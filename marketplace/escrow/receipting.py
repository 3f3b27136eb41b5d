"""A receipt as people read it: lines with words and amounts, each from what was charged."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from billing.fees.ladder import Line as Band
from billing.ledger import marks
from kernel import locales
from kernel.amounts import format_money
from kernel.money import Money
from kernel.moves import Role
from kernel.templatetags.formats import percent
from marketplace.escrow import marking
from marketplace.escrow.models import Release


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    amount: Money
    note: str = ""
    total: bool = False
    ledger: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What `<c-receipt>` draws."""

    number: str
    title: str
    at: datetime
    lines: tuple[Line, ...]
    release: Release


def of(paid: Release, role: Role) -> Receipt:
    """The freelancer sees how her fee came about; the client what she paid. `paid` has its receipt loaded."""
    lines = _of_client(paid) if role == Role.CLIENT else _of_freelancer(paid)
    number = _("Receipt %(number)s") % {"number": locales.spoken(paid.receipt_id)}
    return Receipt(number, paid.title, paid.released_at, tuple(lines), paid)


def _of_freelancer(paid: Release) -> list[Line]:
    receipt = paid.receipt
    lines = [Line(_("Payment"), receipt.payment, ledger=marking.gross(paid))]
    share = marks.part(marks.minus(marking.service_fee(paid)))
    lines += [Line(_("Service fee"), -band.fee, _note(band), ledger=share) for band in receipt.lines]
    if receipt.tax:
        mark = marks.minus(marking.tax(paid))
        lines.append(Line(_("Tax on the fee"), -receipt.tax, percent(receipt.tax_bps), ledger=mark))
    lines.append(Line(_("You get"), receipt.net, total=True, ledger=marking.net(paid)))
    if paid.refunded_net:
        lines.append(Line(_("Given back"), -paid.refunded_net, ledger=marks.minus(marking.given_back(paid))))
    return lines


def _note(band: Band) -> str:
    if band.minimum:
        return _("Minimum fee")
    return _("%(rate)s of %(base)s") % {"rate": percent(band.bps), "base": format_money(band.base)}


def _of_client(paid: Release) -> list[Line]:
    lines = [Line(_("Released to the freelancer"), paid.gross, ledger=marking.gross(paid))]
    if paid.client_fee:
        lines.append(Line(_("Client fee"), paid.client_fee, ledger=marking.client_fee(paid)))
    if paid.client_tax:
        lines.append(Line(_("Tax on the fee"), paid.client_tax, ledger=marking.client_tax(paid)))
    whole = paid.gross + paid.client_fee + paid.client_tax
    lines.append(Line(_("You paid"), whole, total=True, ledger=marking.client_total(paid)))
    if paid.refunded:
        back = marks.minus(marking.given_back_to_client(paid))
        lines.append(Line(_("Given back to you"), -paid.refunded, ledger=back))
    return lines
