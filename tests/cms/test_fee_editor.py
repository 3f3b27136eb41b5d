"""The fee editor shows every kind of ladder, and what it shows, published again, is the same ladder."""

from dataclasses import replace
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group

from billing.fees import actions, queries
from billing.fees.ladder import AGE, CONTRACT, FLAT, PAIR, Ladder
from kernel import clock
from kernel.actors import SYSTEM
from kernel.money import TRUNCATE
from tests import make

pytestmark = pytest.mark.django_db
LADDERS = {
    "pair": Ladder.steps("USD", (500_00, 2000), (10_000_00, 1000), (None, 500), basis=PAIR),
    "contract, cut off": Ladder.steps(
        "USD", (1_000_00, 2000), (2_000_50, 1000), (None, 500), basis=CONTRACT, rounding=TRUNCATE
    ),
    "age": Ladder.steps("USD", (90, 1000), (None, 550), basis=AGE),
    "flat with a minimum": Ladder.steps("USD", (None, 1200), basis=FLAT, minimum=2_00),
}


@pytest.fixture
def owner(atelier, client_for):
    person = make.user("Olga", is_staff=True)
    person.groups.add(Group.objects.get(name="owner"))
    return client_for(atelier, person)


def shown(page: BeautifulSoup) -> dict[str, str]:
    """What stands in the form, as a browser would send it."""
    form = page.select_one("#fee-form")
    typed = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    return typed | {one["name"]: one.select_one("option[selected]")["value"] for one in form.select("select[name]")}


@pytest.mark.parametrize("ladder", LADDERS.values(), ids=LADDERS)
def test_what_the_editor_shows_is_published_again_unchanged(owner, ladder):
    now = clock.now()
    kept = actions.publish_terms(
        ladder=ladder, client_bps=250, client_fixed=95, tax_bps=1900, tax_region="DE", refund_days=60,
        effective_from=now - timedelta(seconds=1), actor=SYSTEM, at=now - timedelta(seconds=2),
    )  # fmt: skip
    answer = owner.get("/manage/fees/")
    assert answer.status_code == 200
    page = BeautifulSoup(answer.content, "html.parser")
    assert len(page.select("#fee-example tbody tr")) == 4
    again = owner.post("/manage/fees/", shown(page) | {"publish": "1"})
    assert again.status_code == 302, again.content.decode()
    published = queries.current(clock.now())
    assert published.version == kept.version + 1
    assert replace(published, version=kept.version) == kept.terms


def test_a_first_tax_is_due_where_the_marketplace_is(owner, atelier):
    typed = {"basis": "flat", "rounding": "half_up", "rate_1": "10", "client_bps": "0", "tax_bps": "8"}
    assert owner.post("/manage/fees/", typed | {"publish": "1"}).status_code == 302
    terms = queries.current(clock.now())
    assert (terms.tax_bps, terms.tax_region) == (800, atelier.country)
