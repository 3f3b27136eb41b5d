"""A sign-up's mailed link in hands it was not meant for: other people's browsers, after the launch, after the end."""

import re
from functools import partial
from http.cookies import SimpleCookie

import pytest
from django.contrib.messages.storage import default_storage
from django.test import Client, RequestFactory, override_settings

from billing.subscriptions.models import Subscription
from launch import links
from launch.views import wizard
from tenants import states
from tenants.models import Tenant
from tenants.provisioning import sweep
from tenants.scope import public_scope
from tests.billing.racing import race
from tests.launch.conftest import ANSWERS

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(at_public, draft):
    def mailed():
        with public_scope():
            return f"/start/resume/{links.for_draft(draft())}/"

    return mailed


@pytest.fixture
def elsewhere(at_public):
    """Another browser."""
    return Client(HTTP_HOST=at_public.defaults["HTTP_HOST"])


@pytest.fixture
def launched(at_public, answer, upto, link):
    """Hive Counsel is open; the link to its sign-up was mailed before."""
    upto("account")
    mailed = link()
    answer("account")
    at_public.post("/start/building/")
    return mailed


def opens(browser) -> bool:
    """Whether this browser is let in as the owner."""
    return "/accounts/handover/" in browser.post("/start/enter/", follow=True).content.decode()


def test_after_the_launch_the_link_lets_nobody_in_as_the_owner(at_public, elsewhere, launched):
    page = elsewhere.get(launched, follow=True).content.decode()
    assert "Hive Counsel is open." in page and 'action="/start/enter/"' not in page
    assert 'href="/sign-in/"' in page and 'href="http://hive-counsel.localhost' in page
    assert not opens(elsewhere)
    assert opens(at_public), "who built it walks in"


def test_who_began_a_sign_up_that_somebody_else_finished_by_its_link_is_not_its_owner(
    at_public, elsewhere, answer, link
):
    for step in ("idea", "name", "brand"):
        answer(step)
    refused = answer("account", email="mallory@example.com", password="a trap for somebody")  # a step is missing
    assert refused["Location"] == "/start/"
    elsewhere.get(link())
    for step in ("money", "account"):
        assert elsewhere.post(f"/start/{step}/", ANSWERS[step]).status_code == 302
    elsewhere.post("/start/building/")
    assert "Hive Counsel is open." in at_public.get("/start/building/").content.decode()
    assert not opens(at_public)
    assert opens(elsewhere)


@pytest.mark.parametrize(("typed", "is_let_in"), [(ANSWERS["account"]["password"], True), ("another password", False)])
def test_a_second_click_on_the_last_step_knows_who_clicked_first(at_public, answer, upto, typed, is_let_in, draft):
    upto("account")
    answer("account")
    request = RequestFactory().post("/start/account/")
    with public_scope():
        session = request.session = at_public.session
        del session["sign_up_built"]  # what this click read was read before the other wrote
        request._messages = default_storage(request)
        with override_settings(ROOT_URLCONF="guildhall.urls_public"):
            wizard._accepted(request, draft(), "account", ANSWERS["account"] | {"password": typed})
        session.save()
    at_public.post("/start/building/")
    assert opens(at_public) == is_let_in


@pytest.mark.parametrize("end", ["deleted", "purged"])
def test_the_link_of_a_marketplace_that_is_no_more_says_so_and_leads_on(at_public, elsewhere, launched, end):
    with public_scope():
        made = Tenant.objects.filter(slug="hive-counsel")
        Subscription.objects.filter(tenant__in=made).delete()
        made.update(state=states.PURGED) if end == "purged" else made.get().delete()
    assert elsewhere.get(launched).status_code == 410
    for path in ("/start/", "/start/building/", "/start/name/"):
        landed = at_public.get(path, follow=True)
        assert landed.status_code == 200 and not re.search("Hive Counsel", landed.content.decode())
    assert at_public.post("/start/enter/").status_code in (302, 404)


@pytest.mark.django_db(transaction=True)
def test_the_last_step_and_the_building_pressed_in_two_tabs_at_once_make_one_marketplace(
    at_public, answer, upto, atelier
):
    upto("account")

    def press(path: str, typed: dict[str, str]) -> int:
        tab = Client(HTTP_HOST=at_public.defaults["HTTP_HOST"])
        tab.cookies = SimpleCookie({name: morsel.value for name, morsel in at_public.cookies.items()})
        return tab.post(path, typed).status_code

    for path, typed in (("/start/account/", ANSWERS["account"]), ("/start/building/", {})):
        assert race(*[partial(press, path, typed)] * 3, tenant=atelier) == [302] * 3
    with public_scope():
        assert Tenant.objects.get(slug="hive-counsel").state == states.TRIALING
        assert sweep.orphans() == []
    assert opens(at_public)
