"""A ladder's flaws, said to the owner: one whole sentence each, naming the step."""

from django.utils.translation import gettext as _

from billing.fees import flaws
from billing.fees.flaws import Flaw
from kernel import amounts
from kernel.money import Money


def of(flaw: Flaw, currency: str) -> str:
    words = {"step": flaw.band, "low": _bound(flaw, flaw.low, currency), "high": _bound(flaw, flaw.high, currency)}
    return _sentences()[flaw.code] % words


def _bound(flaw: Flaw, value: int, currency: str) -> str:
    return str(value) if flaw.of_days else amounts.format_money(Money(value, currency))


def _sentences() -> dict[str, str]:
    return {
        flaws.EMPTY: _("Give at least one step."),
        flaws.START: _("The first step must start at zero, not at %(high)s."),
        flaws.GAP: _("There is a gap before step %(step)d: nothing says what applies from %(low)s to %(high)s."),
        flaws.OVERLAP: _(
            "Step %(step)d overlaps the step before it: it starts at %(low)s, but that one ends at %(high)s."
        ),
        flaws.UNSORTED: _("Step %(step)d ends at %(high)s, which is not above its start at %(low)s."),
        flaws.ENDLESS: _("Only the last step may be without an end, but step %(step)d has none."),
        flaws.NO_END: _("The last step must have no upper end, so that every amount has a rate."),
        flaws.NEGATIVE: _("A rate or a bound below zero makes no sense (step %(step)d)."),
        flaws.OVER: _("The rate of step %(step)d is more than 100 percent."),
        flaws.TAXED_OVER: _("With the tax on it, the highest fee would be more than the payment."),
        flaws.MINIMUM: _("A minimum fee is possible only with one rate for every payment."),
        flaws.MINIMUM_NEGATIVE: _("The minimum fee cannot be below zero."),
        flaws.FLAT_BANDS: _("One rate for every payment has exactly one step."),
        flaws.BASIS: _("Choose what the steps count."),
        flaws.ROUNDING: _("Choose how fees are rounded."),
        flaws.CLIENT: _("The client fee must lie between 0 and 100 percent, with a fixed part of zero or more."),
        flaws.TAX: _("The tax on fees must lie between 0 and 100 percent."),
    }
