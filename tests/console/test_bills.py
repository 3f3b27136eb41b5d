"""One month's bill from the operator's side: issued, sent, paid or failed by webhook, each line with its contract."""

import pytest

from billing.stripe_gateway import client
from billing.stripe_gateway.fake import sessions
from billing.subscriptions import actions, usage
from billing.subscriptions.models import Bill
from console import queries
from kernel import clock
from kernel.actors import SYSTEM
from kernel.money import Money
from tenants.scope import public_scope
from tests.billing.subscriptions.conftest import CONTRACT, hear

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.fixture
def released(subscribed):
    """Atelier released 600.00 this month."""
    row = usage.Release(CONTRACT, 1, Money(60000, "USD"), clock.now().replace(day=1, hour=0, minute=1))

    def provider(since, until):
        return [row] if since <= row.at < until else []

    usage.register(provider)
    yield row
    usage.unregister(provider)


@pytest.fixture
def issue(ada, released):
    """Ada issues this month's bill; gives back its page's address."""

    def send() -> str:
        month = {"period": queries.month_of(clock.now())}
        return ada.post("/operator/marketplaces/atelier/bills/", month)["Location"]

    return send


def shown(ada, page) -> str:
    return ada.get(page).content.decode()


def bill() -> Bill:
    with public_scope():
        return Bill.objects.get()


def test_a_bill_shows_its_parts_and_the_contract_behind_each_line(ada, issue, atelier):
    page = shown(ada, issue())
    assert "$99.00" in page and "$6.00" in page and "$105.00" in page and "$600.00" in page
    assert f"{atelier.host}/contracts/{CONTRACT}/" in page.replace("http://", "").replace("https://", "")
    assert "Waiting to be sent" in page
    assert f">Contract {str(CONTRACT)[:8].upper()}</a>" in page and f">{CONTRACT}<" not in page


def test_issuing_a_month_twice_leads_to_the_same_bill(issue):
    assert issue() == issue()


def test_a_bill_without_a_card_fails_by_webhook_and_the_marketplace_is_past_due(ada, issue, tenant_now):
    page = issue()
    assert ada.post(f"{page}sending/")["Location"] == page
    with public_scope():
        hear(clock.now())
    failed = shown(ada, page)
    assert "Payment failed" in failed and "The owner has to act" in failed and "takes no new work" in failed
    assert tenant_now().state == "past_due"
    assert "$105.00" in shown(ada, "/operator/")


def test_a_bill_with_a_card_is_paid_by_webhook(ada, issue, subscribed):
    with public_scope():
        url = actions.open_checkout(subscription=subscribed, return_url="/", actor=SYSTEM, at=clock.now())
        with client.fake_transport().store.open() as world:
            sessions.complete_checkout(world, url.rstrip("/").split("/")[-1], "pm_card_visa")
        hear(clock.now())
    page = issue()
    ada.post(f"{page}sending/")
    with public_scope():
        hear(clock.now())
    assert bill().state == "paid"
    standing = shown(ada, f"{page}standing/")
    assert "Bill paid" in standing and "The payment provider" in standing  # nobody of ours pays a bill
    assert "hx-trigger" not in shown(ada, f"{page}standing/")


@pytest.mark.parametrize("period", ["", "2026-13", "november", "2099-01", "2026-1' or 1=1"])
def test_a_month_that_cannot_be_billed_is_refused_beside_its_field(ada, released, period):
    answer = ada.post("/operator/marketplaces/atelier/bills/", {"period": period})
    assert answer.status_code == 422
    assert answer.context["bill"].errors["period"]
    with public_scope():
        assert not Bill.objects.exists()


def test_a_bill_nobody_has_is_404(ada):
    page = "/operator/bills/00000000-0000-4000-8000-000000000009/"
    assert ada.get(page).status_code == 404
    assert ada.post(f"{page}sending/").status_code == 404


def test_a_month_in_another_scripts_digits_is_not_billed_as_a_month_of_its_own(ada, issue):
    issue()
    month = queries.month_of(clock.now())
    again = "20" + "".join(chr(0x660 + int(digit)) for digit in month[2:4]) + month[4:]
    assert ada.post("/operator/marketplaces/atelier/bills/", {"period": again}).status_code == 422
    with public_scope():
        assert Bill.objects.count() == 1
