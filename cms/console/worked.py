"""What the fee editor shows beside its form: examples worked by the code that charges, and the versions so far."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from billing.fees import flaws, queries, sentences
from billing.fees.errors import NoTerms
from billing.fees.terms import Charge, Terms
from cms.console.forms import LadderForm
from kernel import clock, currencies
from kernel.money import Money
from tenants import current

PARTS = (1, 5, 20, 100)  # hundreds of whole units: 100, 500, 2,000 and 10,000 dollars


def form_for(typed: QueryDict | None) -> LadderForm:
    """The editor: what was typed, or the terms in force."""
    return LadderForm(typed, currency=current.get().currency, terms=_in_force())


def page(form: LadderForm, at: datetime) -> dict[str, Any]:
    versions = list(queries.versions(current.get().currency))
    return {
        "form": form,
        "versions": [(row, row.terms, row.effective_from > at) for row in versions],
        "in_force": form.in_force,
        **example(form),
    }


def example(form: LadderForm) -> dict[str, Any]:
    """Charges for a few payments under what the form says now, or the sentences that say why it can't be worked."""
    if not form.is_bound:
        return {"charges": _charges(form.in_force) if form.in_force else [], "problems": []}
    if not form.is_valid():
        return {"charges": [], "problems": [error for errors in form.errors.values() for error in errors]}
    terms = form.terms()
    problems = [sentences.of(flaw, terms.currency) for flaw in flaws.find(terms)]
    return {"charges": [] if problems else _charges(terms), "problems": problems}


def _charges(terms: Terms) -> list[tuple[Charge, Money]]:
    """Each example payment as the first between two people: the charge, and what the client pays in all."""
    facts = currencies.get(terms.currency)
    # A currency without decimals counts in what others call cents: 100 yen is about a dollar.
    hundred = 100 * facts.unit if facts.exponent else 10_000
    payments = [Money(part * hundred, terms.currency) for part in PARTS]
    zero = Money.zero(terms.currency)
    return [(terms.charge(zero, payment), terms.client_charge(payment).total) for payment in payments]


def _in_force() -> Terms | None:
    try:
        return queries.current(clock.now())
    except NoTerms:
        return None
