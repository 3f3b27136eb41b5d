"""The owner's side of the bill: her plan, her trial, her bills, the way to pay; hers alone."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from billing.stripe_gateway import client
from billing.stripe_gateway.fake import sessions
from billing.subscriptions import actions, states
from console import queries
from kernel import clock
from kernel.actors import SYSTEM
from tenants.scope import public_scope
from tests import make
from tests.billing.subscriptions.conftest import hear

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]


@pytest.fixture
def olga(client_for, atelier) -> Client:
    person = make.user("Olga", is_staff=True, is_superuser=True)
    return client_for(atelier, person)


def shown(browser) -> str:
    answer = browser.get("/manage/plan/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_she_sees_her_plan_her_trial_and_her_bills_and_no_operator(olga, subscribed, tenant_now, settings):
    with public_scope():
        now = clock.now()
        actions.issue_bill(tenant=tenant_now(), period=queries.month_of(now), actor=SYSTEM, at=now)
    page = shown(olga)
    assert "Growth" in page and "$99.00" in page and f"{now:%B %Y}" in page and "Trial ends" in page
    assert settings.PUBLIC_NAME not in page


def test_checkout_and_then_the_portal(olga, subscribed, settings):
    answer = olga.post("/manage/plan/")
    url = answer.context["url"]
    assert url.startswith(f"{settings.PUBLIC_SCHEME}://{settings.PUBLIC_HOST}") and "/pay/stripe-test/" in url
    with public_scope():
        with client.fake_transport().store.open() as world:
            sessions.complete_checkout(world, url.rstrip("/").split("/")[-1], "pm_card_visa")
        hear(clock.now())
    page = shown(olga)
    assert "Active" in page and "Change card or cancel" in page
    assert "/pay/stripe-test/bps_" in olga.post("/manage/plan/").context["url"]


def test_the_stand_in_leads_back_to_her_console_by_a_link_since_no_form_may(olga, subscribed, settings):
    url = urlsplit(olga.post("/manage/plan/").context["url"])
    sent = Client(HTTP_HOST=url.netloc).post(url.path, {"method": "pm_card_visa"})
    assert sent.status_code == 200 and 'href="http://atelier.' in sent.content.decode()
    assert '/manage/plan/"' in sent.content.decode() and "Change card or cancel" in shown(olga)


def test_an_owner_who_does_not_pay_reads_what_to_do_and_until_when(olga, subscribed):
    assert "your pages are shut" not in shown(olga)
    with public_scope():
        since = datetime(2026, 11, 2, 12, tzinfo=UTC)
        changed = {"state": states.PAST_DUE, "unpaid_since": since, "stripe_status": "past_due"}
        type(subscribed).objects.filter(pk=subscribed.pk).update(**changed)
    page = shown(olga)
    assert (
        "Change your card" in page
        and "Until Nov 9, 2026" in page
        and "from Nov 23, 2026 on your pages are shut" in page
    )


def test_a_marketplace_without_a_plan_says_so(olga):
    assert "has no plan yet" in shown(olga)
    assert olga.post("/manage/plan/").status_code == 200


@pytest.mark.parametrize("role", ["moderator", "finance", "editor"])
def test_her_staff_does_not_see_it(client_for, atelier, subscribed, role):
    mo = make.user("Mo", is_staff=True)
    mo.groups.add(Group.objects.get(name=role))
    browser = client_for(atelier, mo)
    assert browser.get("/manage/").status_code == 200
    assert browser.get("/manage/plan/").status_code == 404
    assert browser.post("/manage/plan/").status_code == 404
