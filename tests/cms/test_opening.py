"""The owner's console: who may open which of its pages."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from tests import make

# page of the console → the roles of the owner's staff who may open it
PAGES = {
    "/manage/": {"owner", "moderator", "finance", "editor"},
    "/manage/member/": {"owner", "moderator", "finance"},
    "/manage/job/": {"owner", "moderator"},
    "/manage/proposal/": {"owner", "moderator"},
    "/manage/contract/": {"owner", "moderator", "finance"},
    "/manage/collection/": {"owner", "finance"},
    "/manage/payout/": {"owner", "finance"},
    "/manage/feereceipt/": {"owner", "finance"},
    "/manage/transfer/": {"owner", "finance"},
    "/manage/ledger/": {"owner", "finance"},
    "/manage/fees/": {"owner", "finance"},
    "/manage/brand/": {"owner"},
    "/manage/brand/preview/": {"owner"},
    "/manage/texts/": {"owner"},
    "/manage/category/": {"owner", "editor"},
    "/manage/skill/": {"owner", "editor"},
}
STAFF = ("owner", "moderator", "finance", "editor")


@pytest.fixture(scope="module")
def staff(module_db):
    """A browser of somebody with each role, and of Nils, who has none."""
    people = {role: make.user(f"Staff {role}") for role in STAFF}
    for role, person in people.items():
        person.groups.add(Group.objects.get(name=role))
    people["Nils"] = make.user("Nils")
    found = {name: Client(HTTP_HOST="atelier.localhost") for name in people}
    for name, person in people.items():
        make.sign_in(found[name], person)
    return found


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("page", PAGES)
def test_each_role_opens_exactly_its_pages(staff, rolled_back, page, role):
    answer = staff[role].get(page)
    if role in PAGES[page]:
        assert answer.status_code == 200
    else:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/manage/")


@pytest.mark.parametrize("page", PAGES)
def test_a_member_who_is_not_staff_gets_nowhere(staff, rolled_back, page):
    answer = staff["Nils"].get(page)
    assert answer.status_code in (302, 403)
