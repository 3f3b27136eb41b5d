"""What a page says that somebody pays or receives is what she is bound to."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from billing.fees import actions as fees
from billing.fees.ladder import Band, Ladder
from kernel import clock
from kernel.actors import SYSTEM, Actor
from marketplace.contracts import actions as contracts
from marketplace.jobs import fees as previews
from marketplace.jobs.models import Offer
from tests import make
from tests.marketplace import stage
from tests.marketplace.stage import NOON, usd

pytestmark = pytest.mark.django_db
ROWS = {"stages-TOTAL_FORMS": "1", "stages-INITIAL_FORMS": "0", "stages-0-title": "Rig", "stages-0-amount": "600"}


def publish(*, minimum: int = 0, at, **facts) -> None:
    """20 % of everything from now on."""
    ladder = Ladder("USD", (Band(0, None, 2000),), "flat" if minimum else "pair", minimum)
    fees.publish_terms(ladder=ladder, **facts, effective_from=at, actor=SYSTEM, at=at)


@pytest.fixture
def at_offer(client_for, atelier):
    """Clara at the page where an offer is made; what her browser sends from it."""
    make.terms(clock.now())
    proposal = make.proposal()
    browser, path = client_for(atelier, proposal.job.client.user), reverse("jobs:offer_new", args=[proposal.uuid])

    def form(answer) -> dict[str, str]:
        page = BeautifulSoup(answer.content, "html.parser").find("form", id="offer")
        brought = {tag["name"]: tag.get("value", "") for tag in page.select("input[type=hidden][name]")}
        return brought | ROWS | {"title": "Rig", "step": "make"}

    return browser, path, form


def test_fees_that_changed_under_an_open_page_are_shown_before_they_bind(at_offer):
    browser, path, form = at_offer
    before = form(browser.get(path))
    publish(client_bps=800, at=clock.now())
    told = browser.post(path, before)
    assert told.status_code == 422 and not Offer.objects.exists()
    assert "The fees of this marketplace have just changed." in told.content.decode()
    assert "$648.00" in told.content.decode()
    assert browser.post(path, form(told)).status_code == 302
    assert Offer.objects.get().terms["client_bps"] == 800


def test_the_cost_that_follows_what_is_typed_brings_its_own_fees(at_offer):
    browser, path, form = at_offer
    before = form(browser.get(path))
    publish(client_bps=800, at=clock.now())
    cost = browser.post(_cost(path), before).content.decode()
    brought = BeautifulSoup(cost, "html.parser").find("input", attrs={"name": "fees"})["value"]
    assert "$648.00" in cost
    assert browser.post(path, before | {"fees": brought}).status_code == 302


def _cost(path: str) -> str:
    return reverse("jobs:offer_cost", args=[path.split("/")[2]])


def test_what_an_offer_of_several_milestones_shows_is_what_they_cost_and_bring_one_by_one(clara, felix):
    """Each is funded for itself: 5 % rounded three times, and three times the fixed part; each has its minimum fee."""
    publish(client_bps=500, client_fixed=100, minimum=1000, at=NOON - timedelta(days=1))
    offer = stage.offered(clara, felix, "33.33", "33.33", "33.33")
    shown = previews.of_offer(offer, NOON)
    contract = contracts.accept_offer(offer=offer, actor=Actor.of(felix), at=NOON)
    work = stage.Work(contract, clara, felix)
    for number in (1, 2, 3):
        work.fund(number)
        work.deliver(number)
        work.approve(number)
    books = work.books()
    assert shown.client.fee == usd("8.01") and shown.client.total == usd("108.00")
    assert books["clearing"] == shown.client.total.minor
    assert shown.charge.fee == usd("30.00") and books["pending"] == shown.charge.net.minor == 6999
