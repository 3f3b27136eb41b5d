"""No page of a marketplace names who runs the platform: what the libraries and Wagtail show, errors, and everything as
its owner sees it. The addresses of our own table are asked as everybody else in tests/isolation/test_urls.py.
"""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import Resolver404, resolve

from tests import make
from tests.isolation.urls import CASES

OPEN = [
    "/",
    "/jobs/",
    "/talent/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/theme/icon.svg",
    "/theme/manifest.webmanifest",
    "/art/cover/seed.svg",
    "/art/avatar/seed.svg",
    "/art/illustration/seed.svg",
    "/robots.txt",
    "/sitemap.xml",
    "/help/",
    "/terms/",
]
MEMBERS = ["/jobs/new/", "/jobs/mine/", "/proposals/", "/offers/", "/contracts/", "/messages/", "/notifications/"]
MEMBERS += ["/earnings/", "/payouts/", "/payouts/methods/", "/settings/", "/settings/profile/", "/settings/skills/"]
MEMBERS += ["/settings/notices/", "/settings/security/", "/accounts/email/", "/accounts/2fa/"]
CONSOLE = [
    "/manage/",
    "/manage/fees/",
    "/manage/member/",
    "/manage/job/",
    "/manage/ledger/",
    "/manage/pages/",
    "/manage/images/",
    "/manage/brand/",
    "/manage/texts/",
]
ERRORS = [
    "/nothing/",
    "/media/nothing",
    "/hooks/stripe/nothing/",
    "/accounts/handover/nothing/",
    "/jobs/?" + "a=1&" * 2000,
]


@pytest.fixture(scope="module")
def people(module_db):
    """Clara and Felix have a profile each; Olga may do everything."""
    users = {
        "Clara": make.client("Clara").user,
        "Felix": make.freelancer("Felix").user,
        "Olga": make.user("Olga", is_staff=True, is_superuser=True),
    }
    found = {name: Client(HTTP_HOST="atelier.localhost") for name in ("visitor", *users)}
    for name, user in users.items():
        make.sign_in(found[name], user)
    return found


def _in_the_table(path: str) -> bool:
    try:
        return resolve(path.partition("?")[0], "guildhall.urls_tenant").view_name in CASES
    except Resolver404:
        return False


@pytest.mark.parametrize("path", [*OPEN, *MEMBERS, *CONSOLE, *ERRORS])
def test_no_page_of_a_marketplace_names_the_operator(people, rolled_back, path):
    for person, browser in people.items():
        if person != "Olga" and _in_the_table(path):
            continue
        answer = browser.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        told = f"{body.decode(errors='replace')} {answer.headers} {answer.cookies}".lower()
        assert answer.status_code < 500, person
        assert settings.PUBLIC_NAME.lower() not in told and "guildhall" not in told, f"{person} {path}"
