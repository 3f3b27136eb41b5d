"""One month's bill: the plan, and a share of what was released, every payment once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from billing.stripe_gateway import client
from billing.stripe_gateway.fake import clock, conservation, sessions
from billing.subscriptions import actions, queries, states
from billing.subscriptions.errors import UnableToBill
from billing.subscriptions.models import Bill, BillLine
from billing.subscriptions.months import share
from kernel import history
from kernel.actors import GATEWAY, SYSTEM
from kernel.money import Money
from tenants.scope import public_scope
from tests.billing.racing import race_once_free
from tests.billing.subscriptions.conftest import CONTRACT, MARCH, hear, release, world

pytestmark = pytest.mark.django_db
IN_FEBRUARY = datetime(2026, 2, 10, 12, tzinfo=UTC)


@pytest.fixture
def bill_february(atelier):
    return lambda: actions.issue_bill(tenant=atelier, period="2026-02", actor=SYSTEM, at=MARCH)


def invoices() -> list[dict]:
    with world() as found:
        assert conservation.faults(found) == []
        return found.all("invoice")


def test_a_bill_is_the_plan_and_a_share_of_what_was_released(subscription, released, bill_february, atelier):
    released += [release(1, "600.00", IN_FEBRUARY), release(2, "1234.56", IN_FEBRUARY + timedelta(days=1))]
    bill = bill_february()
    assert [str(x) for x in (bill.plan_price, bill.volume, bill.usage, bill.total)] == [
        "99.00 USD",
        "1834.56 USD",
        "18.35 USD",
        "117.35 USD",
    ]
    assert [(line.tenant_id, line.contract, line.transfer_id, str(line.volume)) for line in queries.lines(bill)] == [
        (atelier.pk, CONTRACT, 1, "600.00 USD"),
        (atelier.pk, CONTRACT, 2, "1234.56 USD"),
    ]


def test_issuing_a_month_twice_is_one_bill(subscription, released, bill_february):
    released.append(release(1, "600.00", IN_FEBRUARY))
    assert bill_february().pk == bill_february().pk
    assert (Bill.objects.count(), BillLine.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_month_issued_by_two_at_once_is_one_bill_and_neither_stumbles(subscription, released, bill_february, atelier):
    def issue():
        with public_scope():
            return bill_february().pk

    first, second = race_once_free(subscription, issue, issue, tenant=atelier)
    assert first == second == Bill.objects.get().pk


def test_no_payment_is_billed_twice_and_a_late_one_goes_on_the_next_bill(subscription, released, atelier):
    released.append(release(1, "600.00", IN_FEBRUARY))
    first = actions.issue_bill(tenant=atelier, period="2026-02", actor=SYSTEM, at=IN_FEBRUARY + timedelta(days=1))
    released += [release(2, "100.00", IN_FEBRUARY + timedelta(days=5)), release(3, "50.00", MARCH)]
    april = datetime(2026, 4, 1, tzinfo=UTC)
    second = actions.issue_bill(tenant=atelier, period="2026-03", actor=SYSTEM, at=april)
    assert (str(first.volume), str(second.volume)) == ("600.00 USD", "150.00 USD")


@pytest.mark.parametrize("moment, counts", [(MARCH - timedelta(seconds=1), True), (MARCH, False)])
def test_a_month_ends_at_its_last_second(subscription, released, bill_february, moment, counts):
    released.append(release(1, "600.00", moment))
    assert bool(bill_february().volume) is counts


@pytest.mark.parametrize("period", ["2026-13", "2026-00", "26-02", "february", "2026-2", ""])
def test_a_month_that_is_none_is_refused(subscription, atelier, period):
    with pytest.raises(UnableToBill, match="written like"):
        actions.issue_bill(tenant=atelier, period=period, actor=SYSTEM, at=MARCH)


def test_a_month_that_has_not_begun_is_refused(subscription, atelier):
    with pytest.raises(UnableToBill, match="not begun"):
        actions.issue_bill(tenant=atelier, period="2026-04", actor=SYSTEM, at=MARCH)


def test_a_month_within_the_trial_costs_no_plan(subscription, released, atelier):
    released.append(release(1, "600.00", datetime(2026, 1, 5, tzinfo=UTC)))
    type(subscription).objects.update(trial_ends_at=datetime(2026, 2, 1, tzinfo=UTC))
    bill = actions.issue_bill(tenant=atelier, period="2026-01", actor=SYSTEM, at=MARCH)
    assert (str(bill.plan_price), str(bill.total)) == ("0.00 USD", "6.00 USD")


@pytest.mark.parametrize(
    "volume, bps, fee",
    [
        (Money(312_345, "KWD"), 200, "6.250 KWD"),
        (Money(250, "KWD"), 200, "0.010 KWD"),
        (Money(249, "KWD"), 200, "0.000 KWD"),
        (Money(12_345, "JPY"), 100, "123 JPY"),
        (Money(150, "USD"), 100, "0.02 USD"),
    ],
)
def test_the_share_is_rounded_once_to_what_a_card_can_be_charged(volume, bps, fee):
    assert str(share(volume, bps)) == fee


def test_a_bill_goes_out_as_one_invoice_and_is_paid_by_webhook(subscription, card, released, bill_february):
    released.append(release(1, "600.00", IN_FEBRUARY))
    card("pm_card_visa")
    assert subscription.state == states.ACTIVE
    before = len(invoices())
    bill = bill_february()
    actions.send_due(actor=GATEWAY, at=MARCH)
    (invoice, *_), after = invoices(), len(invoices())
    assert after == before + 1
    assert sorted(line["amount"] for line in invoice["lines"]["data"]) == [600, 9900]
    hear()
    bill.refresh_from_db()
    assert (bill.state, bill.stripe_invoice) == (states.PAID, invoice["id"])
    assert [entry.verb for entry in history.of(bill)] == ["issue", "send", "pay"]


def test_a_bill_that_was_sent_is_not_sent_again_when_stripe_has_forgotten_its_key(
    subscription, card, released, bill_february
):
    released.append(release(1, "600.00", IN_FEBRUARY))
    card("pm_card_visa")
    bill = bill_february()
    actions.send_due(actor=GATEWAY, at=MARCH)
    bill.refresh_from_db()
    before = len(invoices())
    with world() as found:
        found.state["requests"].clear()  # Stripe keeps a key for a day
        lines = len(found.all("invoiceitem"))
    actions.send_bill(bill=bill, actor=GATEWAY, at=MARCH + timedelta(days=2))
    with world() as found:
        assert (len(invoices()), len(found.all("invoiceitem"))) == (before, lines)
    assert [entry.verb for entry in history.of(bill)].count("send") == 1


def test_a_bill_of_nothing_is_settled_without_stripe(subscription, atelier):
    type(subscription).objects.update(trial_ends_at=MARCH)
    bill = actions.issue_bill(tenant=atelier, period="2026-02", actor=SYSTEM, at=MARCH)
    assert str(bill.total) == "0.00 USD"
    actions.send_due(actor=GATEWAY, at=MARCH)
    bill.refresh_from_db()
    assert (bill.state, bill.stripe_invoice, invoices()) == (states.PAID, "", [])


def test_a_card_that_fails_fails_the_bill_and_a_new_card_pays_it(subscription, card, released, bill_february, atelier):
    released.append(release(1, "600.00", IN_FEBRUARY))
    card("pm_card_visa")
    with world() as found:
        portal = sessions.create_portal(found, {"customer": subscription.stripe_customer})
        sessions.change_card(found, portal["id"], "pm_card_chargeCustomerFail")
    bill = bill_february()
    actions.send_due(actor=GATEWAY, at=MARCH)
    hear()
    bill.refresh_from_db()
    subscription.refresh_from_db()
    atelier.refresh_from_db()
    assert (bill.state, subscription.state, atelier.state) == (states.FAILED, states.PAST_DUE, states.PAST_DUE)
    with world() as found:
        sessions.change_card(found, portal["id"], "pm_card_visa")
    hear()
    bill.refresh_from_db()
    subscription.refresh_from_db()
    atelier.refresh_from_db()
    assert (bill.state, subscription.state, atelier.state) == (states.PAID, states.ACTIVE, states.ACTIVE)


def test_without_a_card_the_bill_is_an_invoice_of_its_own_and_fails(subscription, released, bill_february):
    released.append(release(1, "600.00", IN_FEBRUARY))
    bill = bill_february()
    actions.send_due(actor=GATEWAY, at=MARCH)
    hear()
    bill.refresh_from_db()
    assert (bill.state, [i["total"] for i in invoices()]) == (states.FAILED, [10500])


@pytest.mark.parametrize("lost", ["post /v1/invoiceitems", "post /v1/invoices", "post /v1/customers"])
def test_an_answer_that_gets_lost_makes_no_second_invoice(subscription, released, bill_february, lost):
    released.append(release(1, "600.00", IN_FEBRUARY))
    bill = bill_february()
    with world() as found:
        found.state["drop"].append(lost)
    actions.send_due(actor=GATEWAY, at=MARCH)
    bill.refresh_from_db()
    assert bill.state == states.DRAFTED
    actions.send_due(actor=GATEWAY, at=MARCH + timedelta(minutes=5))
    bill.refresh_from_db()
    assert (bill.state, [i["total"] for i in invoices()]) == (states.FAILED, [10500])


def test_the_renewals_draft_takes_the_share_of_last_month(subscription, card, released):
    card("pm_card_visa")
    with world() as found:
        start = found.state["now"]
        renewal = found.all("subscription")[0]["items"]["data"][0]["current_period_end"]
    moment = datetime.fromtimestamp(renewal, UTC)
    released.append(release(1, "600.00", moment.replace(day=1) - timedelta(days=3)))
    hear(moment)
    with world() as found:
        clock.catch_up(found, renewal + 3600)
    hear(moment + timedelta(hours=1))
    bill = Bill.objects.get()
    assert start < renewal
    assert (bill.state, bill.period) == (states.PAID, (moment.replace(day=1) - timedelta(days=3)).strftime("%Y-%m"))
    (invoice, *_) = [i for i in invoices() if i["id"] == bill.stripe_invoice]
    assert sorted(line["amount"] for line in invoice["lines"]["data"]) == [600, 9900]


def test_a_forged_webhook_at_the_operators_address_is_refused(at_public):
    answer = at_public.post(
        "/hooks/stripe/", b"{}", content_type="application/json", headers={"Stripe-Signature": "t=1,v1=0"}
    )
    assert answer.status_code == 400
    assert settings.STRIPE_API_KEY == ""
    assert client.operator().is_fake
