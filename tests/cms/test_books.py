"""The lists of money in the owner's console tell the work by its title and people by name; no key comes first."""

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils.html import strip_tags

from tests import make, scene


def _rows(answer):
    """The list's rows as their cells' texts."""
    listing = re.search(r'<table class="listing.*?</table>', answer.content.decode(), re.S)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", listing[0] if listing else "", re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in rows]
    return [[re.sub(r"\s+", " ", strip_tags(cell)).strip() for cell in row] for row in cells if row]


@pytest.fixture(scope="module")
def furnished(module_db):
    """One scene for all: nothing here changes anything."""
    scene.build("Brigademark")
    people = {role: make.user(f"Staff {role}") for role in ("finance", "owner")}
    for role, person in people.items():
        person.groups.add(Group.objects.get(name=role))
    return people


@pytest.fixture
def staff(furnished, rolled_back):
    def browser(role: str) -> Client:
        client = Client(HTTP_HOST="atelier.localhost")
        make.sign_in(client, furnished[role])
        return client

    return browser


@pytest.fixture
def told(staff):
    finance = staff("finance")
    return lambda page: _rows(finance.get(page))


def _about(rows, kind):
    return next(row for row in rows if row[0] == kind)


def test_a_payment_in_says_for_what_and_from_whom(told):
    rows = told("/manage/collection/")
    played = [row for row in rows if row[3] == "Play money"]
    assert played
    for row in played:
        assert row[:2] == ["Milestone 1 of “Brigademark film”", "Brigademark Clara"] and row[4] == "Paid"
        assert re.fullmatch(r"[0-9a-f-]{36}", row[-1])


def test_a_payout_says_to_whom_first(told):
    rows = told("/manage/payout/")
    assert rows and all(row[0] == "Brigademark Felix" for row in rows)
    assert all(re.fullmatch(r"[0-9a-f-]{36}", row[-1]) for row in rows)


def test_a_receipt_says_for_which_work(told):
    for row in told("/manage/feereceipt/"):
        assert re.match(r"(Milestone \d of|Bonus for) “Brigademark", row[0])
        assert row[-1].startswith(("release:", "bonus:"))


def test_a_transfer_says_what_happened_and_to_what(told):
    rows = told("/manage/transfer/")
    kinds = {row[0] for row in rows}
    assert {"Milestone funded", "Milestone released", "Withdrawal"} <= kinds
    assert not [kind for kind in kinds if "." in kind or "_" in kind]
    assert "“Brigademark" in _about(rows, "Milestone released")[1]
    assert _about(rows, "Withdrawal")[2] == "Brigademark Felix"


def test_an_account_says_what_it_holds_and_whose_it_is(told):
    names = [row[0] for row in told("/manage/ledger/")]
    assert any(name.startswith("Project funds · Milestone 1 of “Brigademark") for name in names)
    assert any(name == "Ready to withdraw · Brigademark Felix" for name in names)
    assert "Income from service fees" in names
    assert not [name for name in names if ":" in name.split(" · ")[0]]


@pytest.mark.parametrize("page", ["collection", "payout", "feereceipt", "transfer", "ledger"])
def test_a_row_opens_with_the_same_words_and_amounts_with_their_currency(staff, page):
    finance = staff("finance")
    listed = finance.get(f"/manage/{page}/").content.decode()
    shown = strip_tags(finance.get(re.search(rf'/manage/{page}/inspect/[^"]+', listed)[0]).content.decode())
    assert "$" in shown or page == "transfer"
    assert "object (" not in shown and "_minor" not in shown


def test_the_console_names_no_maker(staff):
    shown = staff("owner").get("/manage/").content.decode()
    assert (
        "Wagtail v" not in shown
        and re.search(r"<title>[^<]* - Atelier</title>", shown)
        and '"name": "settings"' in shown
    )


def test_every_icon_of_the_console_is_drawn(staff):
    owner = staff("owner")
    known = set(re.findall(r'id="icon-([\w-]+)"', owner.get("/manage/sprite/").content.decode()))
    used = set()
    for page in ("", "transfers/", "refunds/", "rules/", "transfer/", "payout/", "brand/"):
        used |= set(re.findall(r'href="#icon-([\w-]+)"', owner.get(f"/manage/{page}", follow=True).content.decode()))
    used |= set(re.findall(r'"icon_name": "([\w-]+)"', owner.get("/manage/", follow=True).content.decode()))
    assert used and used <= known, used - known
