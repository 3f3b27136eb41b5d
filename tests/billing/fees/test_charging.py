"""Fees of real payments: the pair is locked and advanced, receipts and refunds are kept, versions are snapshotted."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from billing.fees import actions, errors, queries
from billing.fees.ladder import CONTRACT, Ladder
from billing.fees.models import ContractTotal, FeeReceipt, FeeRefund, FeeTerms, PairTotal
from billing.fees.terms import Terms
from billing.ledger.errors import KeyReused
from kernel.actors import SYSTEM
from kernel.history import OutsideTransaction
from kernel.history.models import Entry
from kernel.money import Money
from tenants import wall

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
TWENTY = Ladder.steps("USD", (500_00, 2000), (10_000_00, 1000), (None, 500))
CLARA, FELIX = 11, 12


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def assess(key: str, payment: str, *, terms=None, contract_id=1, at=AT):
    return actions.assess(
        key=key,
        terms=terms or Terms(1, TWENTY),
        client_id=CLARA,
        freelancer_id=FELIX,
        contract_id=contract_id,
        payment=usd(payment),
        actor=SYSTEM,
        at=at,
    )


def refund(key: str, receipt, amount: str, at=AT):
    return actions.refund_fee(key=key, receipt=receipt, amount=usd(amount), actor=SYSTEM, at=at)


def test_a_payment_advances_the_pair_and_leaves_a_receipt():
    receipt = assess("release:1:1", "600.00")
    receipt.refresh_from_db()
    assert (receipt.before, receipt.payment, receipt.fee, receipt.net) == (
        usd("0"),
        usd("600.00"),
        usd("110.00"),
        usd("490.00"),
    )
    assert [(line.base, line.bps, line.fee) for line in receipt.lines] == [
        (usd("500.00"), 2000, usd("100.00")),
        (usd("100.00"), 1000, usd("10.00")),
    ]
    assert (receipt.version, receipt.rounding) == (1, "half_up")
    assert queries.billed(CLARA, FELIX, "USD") == usd("600.00")
    assert assess("release:2:1", "100.00").before == usd("600.00")


def test_pay_400_pay_300_refund_the_first_gives_80_back():
    first, second = assess("release:1:1", "400.00"), assess("release:2:1", "300.00")
    assert (first.fee, second.fee) == (usd("80.00"), usd("40.00"))
    back = refund("refund:1", first, "400.00")
    assert (back.fee, back.net) == (usd("80.00"), usd("320.00"))
    assert queries.billed(CLARA, FELIX, "USD") == usd("300.00")


def test_a_refund_in_parts_returns_fee_and_tax_to_the_cent():
    receipt = assess("release:1:1", "100.01", terms=Terms(1, TWENTY, tax_bps=1900, tax_region="DE"))
    parts = [refund(f"refund:{n}", receipt, part) for n, part in enumerate(("33.33", "33.33", "33.35"))]
    assert sum(part.fee_minor for part in parts) == receipt.fee_minor
    assert sum(part.tax_minor for part in parts) == receipt.tax_minor
    assert sum(part.net.minor for part in parts) == receipt.net.minor
    assert not queries.billed(CLARA, FELIX, "USD")


def test_no_more_is_refunded_than_was_paid_and_nothing_moves():
    receipt = assess("release:1:1", "400.00")
    refund("refund:1", receipt, "300.00")
    for amount in ("100.01", "0.00", "-1.00"):
        with pytest.raises(errors.UnableToRefund), transaction.atomic():
            refund("refund:2", receipt, amount)
    assert queries.billed(CLARA, FELIX, "USD") == usd("100.00")
    assert FeeRefund.objects.count() == 1


def test_after_180_days_no_fee_goes_back():
    receipt = assess("release:1:1", "400.00")
    last = AT + timedelta(days=180)
    with pytest.raises(errors.UnableToRefund):
        refund("refund:1", receipt, "10.00", at=last + timedelta(seconds=1))
    assert refund("refund:1", receipt, "10.00", at=last).fee == usd("2.00")


def test_the_same_key_counts_once_and_never_for_another_payment():
    receipt = assess("release:1:1", "400.00")
    assert assess("release:1:1", "400.00") == receipt
    assert queries.billed(CLARA, FELIX, "USD") == usd("400.00")
    with pytest.raises(KeyReused), transaction.atomic():
        assess("release:1:1", "401.00")
    back = refund("refund:1", receipt, "100.00")
    assert refund("refund:1", receipt, "100.00") == back
    with pytest.raises(KeyReused), transaction.atomic():
        refund("refund:1", receipt, "99.00")
    assert queries.billed(CLARA, FELIX, "USD") == usd("300.00")
    assert FeeReceipt.objects.count() == FeeRefund.objects.count() == 1


def test_by_contract_each_contract_starts_at_zero():
    terms = Terms(1, Ladder.steps("USD", (500_00, 2000), (None, 1000), basis=CONTRACT))
    assert assess("release:1:1", "600.00", terms=terms, contract_id=1).fee == usd("110.00")
    assert assess("release:2:1", "600.00", terms=terms, contract_id=2).fee == usd("110.00")
    assert assess("release:3:1", "100.00", terms=terms, contract_id=1).fee == usd("10.00")
    assert queries.billed(CLARA, FELIX, "USD") == usd("1300.00")
    assert queries.before(terms, client_id=CLARA, freelancer_id=FELIX, contract_id=2) == usd("600.00")


def test_by_age_the_rate_falls_with_the_days_a_pair_knows_each_other():
    terms = Terms(1, Ladder.steps("USD", (90, 2000), (None, 1000), basis="age"))
    assert assess("release:1:1", "100.00", terms=terms).fee == usd("20.00")
    later = AT + timedelta(days=90)
    assert assess("release:2:1", "100.00", terms=terms, at=later - timedelta(seconds=1)).fee == usd("20.00")
    assert assess("release:3:1", "100.00", terms=terms, at=later).fee == usd("10.00")


def test_by_contract_a_refund_lets_the_contracts_total_fall():
    terms = Terms(1, Ladder.steps("USD", (500_00, 2000), (None, 1000), basis=CONTRACT))
    refund("refund:1", assess("release:1:1", "600.00", terms=terms), "600.00")
    assert assess("release:2:1", "600.00", terms=terms).fee == usd("110.00")


SENSELESS = [
    (PairTotal, {"billed_minor": -1}, "fees_pair_billed"),
    (ContractTotal, {"billed_minor": -1}, "fees_contract_billed"),
    (FeeReceipt, {"key": "other", "fee_minor": -1}, "fees_receipt_within_payment"),
    (FeeReceipt, {"key": "other", "tax_minor": -1}, "fees_receipt_within_payment"),
    (FeeReceipt, {"key": "other", "tax_minor": 400_00}, "fees_receipt_within_payment"),
    (FeeRefund, {"key": "other", "amount_minor": 0}, "fees_refund_amounts"),
    (FeeTerms, {"version": 99, "minimum_minor": -1}, "fees_terms_amounts"),
    (FeeTerms, {"version": 99, "client_fixed_minor": -1}, "fees_terms_amounts"),
    (FeeTerms, {}, "fees_terms_version"),
]


@pytest.mark.parametrize(("model", "change", "rule"), SENSELESS)
def test_the_database_refuses_figures_that_make_no_sense(model, change, rule):
    actions.publish_terms(ladder=TWENTY, effective_from=AT, actor=SYSTEM, at=AT)
    terms = Terms(1, Ladder.steps("USD", (None, 1000), basis=CONTRACT))
    refund("refund:1", assess("release:1:1", "400.00", terms=terms), "100.00")
    row = model.objects.latest("pk")
    if model not in (PairTotal, ContractTotal):
        row.pk = None
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        row.save()


def test_nothing_is_charged_outside_a_transaction(transactional_db):
    with pytest.raises(OutsideTransaction):
        assess("release:1:1", "400.00")
    assert not PairTotal.objects.exists()


def test_terms_come_into_force_on_their_day():
    first = actions.publish_terms(ladder=TWENTY, effective_from=AT, actor=SYSTEM, at=AT)
    flat = Ladder.steps("USD", (None, 1000), basis="flat")
    second = actions.publish_terms(
        ladder=flat, effective_from=AT + timedelta(days=7), client_bps=500, actor=SYSTEM, at=AT
    )
    assert second.version == first.version + 1
    assert queries.current(AT, "USD") == first.terms
    assert queries.current(AT + timedelta(days=7), "USD") == second.terms
    assert queries.current(AT + timedelta(days=7), "USD").client_charge(usd("500.00")).fee == usd("25.00")
    assert Entry.objects.filter(verb="publish", subject_id=second.pk).count() == 1


def test_a_marketplace_without_terms_in_a_currency_says_so():
    with pytest.raises(errors.NoTerms):
        queries.current(AT, "ISK")


def test_unfit_terms_are_refused_with_every_sentence():
    crooked = Ladder.steps("USD", (500_00, 20_000), (400_00, 1000))
    with pytest.raises(errors.UnfitTerms) as refused:
        actions.publish_terms(ladder=crooked, effective_from=AT - timedelta(days=1), actor=SYSTEM, at=AT)
    assert len(refused.value.sentences) == 4
    assert not FeeTerms.objects.filter(bands__contains=[[0, 500_00, 20_000]]).exists()


def test_a_preview_says_what_the_receipt_will_say():
    terms = Terms(1, TWENTY, client_bps=500, tax_bps=2000)
    shown = queries.preview(terms.snapshot(), usd("400.00"), usd("300.00"))
    assess("release:1:1", "400.00", terms=terms)
    receipt = assess("release:2:1", "300.00", terms=terms)
    assert (shown.fee, shown.tax, shown.net, list(shown.lines)) == (
        receipt.fee,
        receipt.tax,
        receipt.net,
        receipt.lines,
    )
    assert queries.preview_client(terms.snapshot(), usd("500.00")).total == usd("530.00")


@pytest.mark.parametrize("model", [FeeTerms, FeeReceipt, FeeRefund])
def test_what_was_published_or_charged_only_grows(model):
    actions.publish_terms(ladder=TWENTY, effective_from=AT, actor=SYSTEM, at=AT)
    refund("refund:1", assess("release:1:1", "400.00"), "100.00")
    for change in ("UPDATE {} SET id = id", "DELETE FROM {}"):
        refused = pytest.raises(IntegrityError, match="append-only")
        with refused, transaction.atomic(), wall.as_owner(), connection.cursor() as cursor:
            cursor.execute(change.format(model._meta.db_table))
    assert model.objects.exists()


def test_an_assessment_costs_three_statements(django_assert_num_queries):
    assess("release:1:1", "1.00")
    with django_assert_num_queries(3):
        assess("release:2:1", "1.00")


def test_by_contract_it_costs_one_more(django_assert_num_queries):
    terms = Terms(1, Ladder.steps("USD", (None, 1000), basis=CONTRACT))
    assess("release:1:1", "1.00", terms=terms)
    with django_assert_num_queries(4):
        assess("release:2:1", "1.00", terms=terms)
    assert ContractTotal.objects.get().billed_minor == 200
