"""From the public site into one's own marketplace: once, for a minute, on that host alone."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal import auth as totp

from accounts import handover
from accounts.models import Handover, User
from kernel import clock
from tenants.scope import tenant_scope

pytestmark = pytest.mark.django_db


def who(browser) -> str:
    return browser.session.get("_auth_user_id", "")


def path_of(link: str) -> str:
    return urlsplit(link).path


def test_the_link_signs_the_owner_in_and_leads_where_it_says(visitor, atelier, confirmed):
    olga, browser = confirmed("Olga"), visitor(atelier)
    link = handover.issue(user=olga, at=clock.real(), next_path="/manage/")
    assert urlsplit(link).netloc.partition(":")[0] == atelier.host
    answer = browser.get(path_of(link))
    assert answer.status_code == 302 and answer["Location"] == "/manage/"
    assert who(browser) == str(olga.pk)
    assert answer["Referrer-Policy"] == "no-referrer" and "no-store" in answer["Cache-Control"]


def refused(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 410
    assert "has been used, has expired, or was made for another address" in answer.content.decode()
    assert not who(browser)


def test_a_link_used_twice_is_refused(visitor, atelier, confirmed):
    link = handover.issue(user=confirmed("Olga"), at=clock.real())
    visitor(atelier).get(path_of(link))
    refused(visitor(atelier), path_of(link))
    assert not Handover.objects.exists()


def test_a_link_is_good_for_a_minute_and_no_longer(visitor, atelier, confirmed):
    olga, at = confirmed("Olga"), clock.real()
    token = path_of(handover.issue(user=olga, at=at)).split("/")[-2]
    with pytest.raises(handover.LinkIsVoid):
        handover.redeem(token=token, at=at + timedelta(seconds=60))
    assert handover.redeem(token=token, at=at + timedelta(seconds=59)) == (olga, "/")
    refused(visitor(atelier), path_of(handover.issue(user=olga, at=clock.real() - timedelta(seconds=61))))


def test_a_demos_moved_clock_neither_kills_a_link_nor_keeps_it(visitor, atelier, confirmed):
    olga, at = confirmed("Olga"), clock.real()
    clock.shift(timedelta(days=14))
    try:
        path = path_of(handover.issue(user=olga, at=at))
        assert visitor(atelier).get(path).status_code == 302
        refused(visitor(atelier), path_of(handover.issue(user=olga, at=at - timedelta(seconds=61))))
    finally:
        clock.reset()


def test_a_link_of_one_marketplace_is_refused_on_the_other_even_with_its_row(visitor, brigade, confirmed):
    olga = confirmed("Olga")
    link = handover.issue(user=olga, at=clock.real())
    refused(visitor(brigade), path_of(link))
    row = Handover.objects.get()
    with tenant_scope(brigade):
        twin = User.objects.create(pk=olga.pk, email=olga.email)
        Handover.objects.create(digest=row.digest, user=twin, expires_at=row.expires_at)
    refused(visitor(brigade), path_of(link))


def test_a_link_that_was_tampered_with_is_refused(visitor, atelier, confirmed):
    path = path_of(handover.issue(user=confirmed("Olga"), at=clock.real()))
    refused(visitor(atelier), path[:-3] + ("AA/" if path[-3:-1] != "AA" else "BB/"))
    refused(visitor(atelier), "/accounts/handover/x/")
    assert Handover.objects.count() == 1


def test_who_may_not_sign_in_is_not_let_in_by_a_link(visitor, atelier, confirmed):
    olga, browser = confirmed("Olga"), visitor(atelier)
    User.objects.filter(pk=olga.pk).update(is_active=False)
    browser.get(path_of(handover.issue(user=olga, at=clock.real())))
    assert not who(browser)


def test_a_link_does_not_step_over_the_second_step(visitor, atelier, confirmed):
    olga, browser = confirmed("Olga"), visitor(atelier)
    totp.TOTP.activate(olga, totp.generate_totp_secret())
    answer = browser.get(path_of(handover.issue(user=olga, at=clock.real())))
    assert answer["Location"] == "/accounts/2fa/authenticate/" and not who(browser)


def test_old_links_are_swept_when_a_new_one_is_made(confirmed):
    olga = confirmed("Olga")
    handover.issue(user=olga, at=clock.real() - timedelta(hours=1))
    handover.issue(user=olga, at=clock.real())
    assert Handover.objects.count() == 1
