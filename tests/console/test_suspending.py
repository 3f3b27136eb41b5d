"""Shut by the operator: the storefront is closed, what members are owed goes on, and a payment does not open it."""

import pytest

from kernel import history
from tenants.scope import public_scope
from tests import make

pytestmark = pytest.mark.django_db
OWED = ["/contracts/", "/earnings/", "/payouts/", "/messages/", "/settings/", "/notifications/"]


@pytest.fixture
def shut(ada, subscribed):
    answer = ada.post("/operator/marketplaces/atelier/suspension/", {"reason": "Stolen logo."})
    assert answer["Location"] == "/operator/marketplaces/atelier/"
    return ada


def test_suspending_is_on_record_with_its_reason_and_who_did_it(shut, tenant_now):
    assert tenant_now().state == "suspended"
    with public_scope():
        entry = history.of(tenant_now()).get()
    assert (entry.verb, entry.actor_kind, entry.actor_label) == ("suspend", "operator", "Ada")
    page = shut.get("/operator/marketplaces/atelier/").content.decode()
    assert "Stolen logo." in page and "Restore" in page


@pytest.mark.parametrize("page", ["/", "/jobs/", "/talent/", "/jobs/new/", "/proposals/", "/offers/"])
def test_the_storefront_is_shut_in_its_own_brand(shut, client_for, atelier, settings, page):
    answer = client_for(atelier, make.client().user).get(page)
    html = answer.content.decode()
    assert answer.status_code == 503
    assert "/theme/now.css" in html and atelier.name in html
    assert settings.PUBLIC_NAME not in html + str(answer.headers)


@pytest.mark.parametrize("page", OWED)
def test_members_sign_in_and_reach_what_they_are_owed(shut, client_for, atelier, page):
    assert client_for(atelier, make.freelancer().user).get(page).status_code == 200
    assert client_for(atelier).get(page)["Location"].startswith("/accounts/login/")
    assert client_for(atelier).get("/accounts/login/").status_code == 200


def test_restoring_opens_it_as_it_stands_with_its_bills(shut, client_for, atelier, tenant_now):
    shut.post("/operator/marketplaces/atelier/restoration/")
    assert (tenant_now().state, tenant_now().held) == ("trialing", "")
    assert client_for(atelier).get("/jobs/").status_code == 200


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_happens(ada, subscribed, tenant_now, reason):
    answer = ada.post("/operator/marketplaces/atelier/suspension/", {"reason": reason})
    assert (answer.status_code, tenant_now().state) == (422, "trialing")


def test_twice_is_refused_in_words(shut):
    answer = shut.post("/operator/marketplaces/atelier/suspension/", {"reason": "Again."})
    assert answer.status_code == 422
    assert "not possible at the moment" in answer.content.decode()


def test_restoring_what_is_open_is_refused_in_words(ada, subscribed, tenant_now):
    answer = ada.post("/operator/marketplaces/atelier/restoration/", follow=True)
    assert "not possible at the moment" in answer.content.decode()
    assert tenant_now().state == "trialing"


def test_on_a_restricted_marketplace_posting_a_job_is_refused_beside_the_form(client_for, atelier):
    clara = make.client()
    job = make.draft_job(clara)
    with public_scope():
        type(atelier).objects.filter(pk=atelier.pk).update(state="restricted")
    answer = client_for(atelier, clara.user).post(f"/jobs/{job.uuid}/moves/post/", follow=True)
    assert "Nothing new can begin on this marketplace" in answer.content.decode()
    job.refresh_from_db()
    assert job.state == "draft"
