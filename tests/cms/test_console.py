"""The owner's console: its groups, the fee editor, the brand, who is suspended."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from billing.fees import queries as fees
from cms.console import roles
from kernel import clock
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make
from theming.models import Brand

pytestmark = pytest.mark.django_db


def test_making_the_groups_twice_changes_nothing_and_takes_away_what_was_added_by_hand():
    roles.ensure_groups()
    before = {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()}
    finance, owner = Group.objects.get(name="finance"), Group.objects.get(name="owner")
    finance.permissions.set(owner.permissions.all())
    roles.ensure_groups()
    assert {group.name: set(group.permissions.values_list("pk", flat=True)) for group in Group.objects.all()} == before


LADDER = {
    "basis": "pair",
    "rounding": "half_up",
    "upto_1": "500",
    "rate_1": "20",
    "upto_2": "10,000",
    "rate_2": "10",
    "rate_3": "5",
    "client_bps": "5",
    "tax_bps": "0",
}


def test_the_example_beside_the_editor_is_worked_by_the_code_that_charges(staff):
    words = staff("owner").post("/manage/fees/example/", LADDER).content.decode()
    # 2,000.00 as the first payment of a pair under 20/10/5: 100.00 + 150.00
    for amount in ("$2,000.00", "$250.00", "$1,750.00", "$2,100.00"):
        assert amount in words


def test_a_page_asks_once_what_its_reader_may_and_which_fees_are_in_force(staff):
    owner = staff("owner")
    with CaptureQueriesContext(connection) as seen:
        owner.get("/manage/fees/")
    asked = [query["sql"] for query in seen]
    assert len([sql for sql in asked if sql.startswith('SELECT "auth_group"."name"')]) == 1
    assert len([sql for sql in asked if '"effective_from" <=' in sql]) == 1


def test_an_owner_publishes_a_ladder_and_it_is_in_force(staff):
    answer = staff("owner").post("/manage/fees/", LADDER | {"publish": "1"})
    assert answer.status_code == 302, answer.content.decode()
    terms = fees.current(clock.now())
    assert [(band.since, band.upto, band.bps) for band in terms.ladder.bands] == [
        (0, 50_000, 2000),
        (50_000, 1_000_000, 1000),
        (1_000_000, None, 500),
    ]
    assert terms.client_bps == 500


@pytest.mark.parametrize(("role", "state", "told"), [("owner", "past_due", True), ("owner", "trialing", False),
                                                    ("finance", "past_due", False)])  # fmt: skip
def test_an_owner_whose_card_was_refused_reads_it_first(staff, atelier, role, state, told):
    with public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(state=state)
    words = staff(role).get("/manage/").content.decode()
    assert ("A bill of yours could not be collected." in words) is told


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"rate_1": "101"}, "more than 100 percent"),
        ({"rate_1": "-5"}, "cannot be negative"),
        ({"upto_2": "400"}, "which is not above its start"),
        ({"upto_1": "", "rate_1": "20"}, "Only the last step may be without an end"),
        ({"rate_3": ""}, "The last step must have no upper end"),
        ({"rate_1": "twenty"}, "Write the percentage in digits"),
        ({"upto_1": "a lot"}, "Write the amount in digits"),
        ({"client_bps": "250"}, "between 0 and 100 percent"),
    ],
)
def test_an_unfit_ladder_is_refused_in_words_and_nothing_typed_is_lost(staff, wrong, said):
    before = fees.versions().count()
    answer = staff("owner").post("/manage/fees/", LADDER | wrong | {"publish": "1"})
    words = answer.content.decode()
    assert answer.status_code == 200
    assert said in words
    for name, typed in (LADDER | wrong).items():
        if name not in ("basis", "rounding") and typed:
            assert f'name="{name}" value="{typed}"' in words
    assert fees.versions().count() == before


def test_finance_reads_the_fees_but_does_not_change_them(staff):
    before = fees.versions().count()
    answer = staff("finance").post("/manage/fees/", LADDER | {"publish": "1"})
    assert "Only the owner may change fees." in answer.content.decode()
    assert fees.versions().count() == before


def _look(**chosen):
    from theming import tokens

    return tokens.DEFAULTS | chosen


def test_an_owner_changes_her_brand_and_the_next_page_wears_it(staff, atelier, client_for):
    answer = staff("owner").post("/manage/brand/", _look(primary="#0b6e4f", radius="pill") | {"save": "1"})
    assert answer.status_code == 302
    row = Brand.objects.get()
    assert (row.tokens["primary"], row.tokens["radius"]) == ("#0b6e4f", "pill")


def test_an_unreadable_colour_is_answered_with_the_nearest_that_can_be_read(staff):
    words = staff("owner").post("/manage/brand/", _look(primary="#ffe94a") | {"look": "1"}).content.decode()
    assert "is hard to read on white" in words
    assert 'value="#ffe94a"' in words


@pytest.mark.parametrize("primary", ["red", "#12", "javascript:alert(1)", "#0000000"])
def test_what_is_not_a_colour_is_refused_and_the_brand_stays(staff, primary):
    before = list(Brand.objects.values_list("tokens", flat=True))
    answer = staff("owner").post("/manage/brand/", _look(primary=primary) | {"save": "1"})
    assert answer.status_code == 200
    assert list(Brand.objects.values_list("tokens", flat=True)) == before


def test_a_logo_that_is_a_program_is_refused_beside_its_field(staff):
    script = SimpleUploadedFile("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    words = staff("owner").post("/manage/brand/", _look() | {"save": "1", "logo": script}).content.decode()
    assert "SVG files can carry programs" in words


def test_a_moderator_suspends_a_member_who_reads_why_and_lets_her_in_again(staff):
    felix = make.freelancer()
    page, browser = f"/manage/member/{felix.pk}/standing/", staff("moderator")
    assert page in browser.get("/manage/member/").content.decode()
    empty = browser.post(page, {"reason": " "})
    assert empty.status_code == 422 and "This field is required." in empty.content.decode()
    assert browser.post(page, {"reason": "Spam in three proposals"}).status_code == 302
    felix.refresh_from_db()
    assert felix.state == "suspended"
    assert browser.post(page).status_code == 302
    felix.refresh_from_db()
    assert felix.state == "active"


def test_finance_and_editors_do_not_suspend_anybody(staff):
    felix = make.freelancer()
    for role in ("finance", "editor"):
        assert staff(role).post(f"/manage/member/{felix.pk}/standing/", {"reason": "x"}).status_code in (302, 403)
    felix.refresh_from_db()
    assert felix.state == "active"


def test_the_way_into_the_console_stands_on_every_page_for_its_owner_alone(atelier, client_for):
    owner = make.user("Olga", is_staff=True)
    assert 'href="/manage/"' in client_for(atelier, owner).get("/jobs/").content.decode()
    assert 'href="/manage/"' not in client_for(atelier, make.client().user).get("/jobs/").content.decode()
