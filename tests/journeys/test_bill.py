"""The operator bills an owner for two months on her console: one is paid, the next card is declined.

29.00 for the plan each month; in the second 600.00 were released, 2 % of it are 12.00.
"""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from billing.stripe_gateway import client
from billing.stripe_gateway.fake import deliver
from billing.subscriptions import actions, queries
from guildhall.demo import cast
from kernel import clock
from kernel.actors import SYSTEM
from tenants import scope
from tenants.models import Tenant
from tests.journeys import steps

SLUG = "vixen-row"
PAGE = f"/operator/marketplaces/{SLUG}/"


@contextmanager
def arranged(server):
    """What has no page yet is done here, in the public schema of the server's database: `with … as subscription`."""
    with server.backstage(), scope.public_scope():
        yield queries.subscription_of(Tenant.objects.get(slug=SLUG))


def checkout(server) -> str:
    """Where the owner leaves her card, her trial being long over."""
    now = clock.now()
    with arranged(server) as subscription:
        subscription.trial_ends_at = now - timedelta(days=70)
        subscription.save(update_fields=["trial_ends_at"])
        return actions.open_checkout(subscription=subscription, return_url="/pricing/", actor=SYSTEM, at=now)


def portal(server) -> str:
    """Where she changes it."""
    with arranged(server) as subscription:
        return actions.open_portal(subscription=subscription, return_url="/pricing/", actor=SYSTEM, at=clock.now())


def news_of_failure(server) -> tuple[bytes, str]:
    """What Stripe posts when an invoice could not be paid, and its signature."""
    with arranged(server), client.fake_transport().store.open() as world:
        failures = [one for one in world.all("event") if one["type"] == "invoice.payment_failed"]
        body = deliver.body_of(failures[-1])
        return body, deliver.signature(body, client.operator().secret)


def post(url: str, body: bytes, signature: str) -> int:
    try:
        with urlopen(Request(url, body, {"Stripe-Signature": signature})) as answer:
            return answer.status
    except HTTPError as refused:
        return refused.code


def months() -> tuple[str, str]:
    """The last month and this one."""
    now = datetime.now(UTC)
    before = (now.year, now.month - 1) if now.month > 1 else (now.year - 1, 12)
    return f"{before[0]}-{before[1]:02d}", f"{now.year}-{now.month:02d}"


def leave_card(server, page, url: str, card: str) -> None:
    """On the page that stands for Stripe's."""
    page.goto(server.url + url)
    steps.choose(page, card)
    steps.button(page.locator("main"), "Continue").click()
    page.wait_for_url(lambda at: "/pay/stripe-test/" not in at)


def bill(operator, month: str, *parts: str) -> None:
    """Issue a month's bill on the console, read it, send it, by the keyboard alone."""
    operator.go(PAGE)
    keys = steps.Keyboard(operator.page)
    keys.fill("period", month)
    keys.press("Issue the bill")
    operator.page.wait_for_url("**/operator/bills/*/")
    operator.sees(*parts)
    waits = steps.button(operator.page.locator("main"), "Send it now")
    try:
        keys.press("Send it now")
    except AssertionError:  # a worker may have been faster, also while she was on her way there
        expect(waits).to_have_count(0)


@pytest.fixture
def released(launched, pair_at, hired):
    """Vixen Row, where 600.00 were released this month and whose trial is long over."""
    clara, felix = pair_at(launched("Vixen Row"))
    room = hired(clara, felix, "A vixen that leaps", "600.00")
    steps.fund(clara, room)
    steps.deliver(felix, room, "All eight frames.")
    steps.approve(clara, room)


def test_a_months_bill_is_paid_and_the_next_one_fails(server, released, browser_of):
    owner, (last, this) = browser_of(), months()
    leave_card(server, owner, checkout(server), "succeeds")
    operator = steps.sign_in(browser_of(), server.url, "Operator", cast.OPERATOR, password=cast.PASSWORD, to=PAGE)
    bill(operator, last, "$29.00", "$0.00", "Nothing was released in this month.")
    expect(operator.page.locator("#standing .badge").first).to_have_text("Paid")

    leave_card(server, owner, portal(server), "is declined")
    bill(operator, this, "$29.00", "2% of $600.00 released", "$12.00", "$41.00")
    expect(operator.page.locator("#standing .badge").first).to_have_text("Payment failed")

    body, signature = news_of_failure(server)
    hook = f"{server.url}/hooks/stripe/"
    assert post(hook, body, "t=1,v1=forged") == 400
    assert [post(hook, body, signature) for _ in range(2)] == [200, 200]
    operator.go(PAGE)
    steps.until(operator.page, operator.page.locator("main .page-header .badge", has_text="Past due"))
    for month, state, total in ((last, "Paid", "$29.00"), (this, "Payment failed", "$41.00")):
        row = operator.page.locator("#bills tr", has_text=f"{date.fromisoformat(f'{month}-01'):%B %Y}")
        expect(row).to_contain_text(state)
        expect(row).to_contain_text(total)
