from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from billing.payments.models import GatewayChoice
from kernel import clock, timers
from kernel.actors import CLOCK
from kernel.errors import NotAllowed
from marketplace.jobs import actions, states
from marketplace.jobs.errors import UnableToAccept, UnableToOffer
from marketplace.jobs.models import Job, Offer, Proposal
from tenants import scope
from tenants.models import Tenant
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = {"offer": make.offer}
AT = make.AT
DAY = timedelta(days=1)


@pytest.fixture
def offer(opened):
    return opened


def state_of(thing):
    return type(thing).objects.get(pk=thing.pk).state


def test_an_offer_keeps_the_fees_of_the_moment_it_was_made(offer):
    assert offer.terms["bands"] == [[0, 50000, 2000], [50000, 1000000, 1000], [1000000, None, 500]]
    assert offer.terms["client_bps"] == 500
    assert offer.amount == make.Money(60000, "USD")
    assert [m.title for m in offer.milestones.all()] == ["Rig"]
    assert offer.expires_at == AT + timedelta(days=7)
    assert state_of(offer.proposal) == "offered"


def test_an_offer_without_a_price_is_refused_and_nothing_moves():
    make.terms()
    proposal = make.proposal()
    with pytest.raises(UnableToOffer):
        actions.make_offer(proposal=proposal, deal=make.Deal(title="Rig"), actor=make.actor(proposal.job.client), at=AT)
    assert Offer.objects.count() == 0
    assert state_of(proposal) == "submitted"


def test_accepting_hires_the_freelancer_and_fills_the_job(offer):
    accepted = actions.accept_offer(offer=offer, actor=make.actor(offer.freelancer), at=AT)
    assert accepted.state == "accepted"
    assert state_of(offer.proposal) == "hired"
    assert state_of(offer.job) == "filled"


def test_a_job_for_two_is_filled_by_the_second():
    job = make.job(openings=2)
    first = make.offer(make.proposal(job, make.freelancer("Felix")))
    second = make.offer(make.proposal(job, make.freelancer("Freya")))
    actions.accept_offer(offer=first, actor=make.actor(first.freelancer), at=AT)
    assert state_of(job) == "open"
    actions.accept_offer(offer=second, actor=make.actor(second.freelancer), at=AT)
    assert state_of(job) == "filled"


def test_the_second_of_two_offers_for_one_place_is_refused():
    job = make.job()
    first = make.offer(make.proposal(job, make.freelancer("Felix")))
    second = make.offer(make.proposal(job, make.freelancer("Freya")))
    actions.accept_offer(offer=first, actor=make.actor(first.freelancer), at=AT)
    with pytest.raises(UnableToAccept):
        actions.accept_offer(offer=second, actor=make.actor(second.freelancer), at=AT)
    assert state_of(second) == "pending"
    assert state_of(second.proposal) == "offered"


def test_a_declined_offer_leaves_the_talk_open(offer):
    actions.decline_offer(offer=offer, reason="Too soon", actor=make.actor(offer.freelancer), at=AT)
    assert (state_of(offer), state_of(offer.proposal)) == ("declined", "interviewing")
    assert Offer.objects.get(pk=offer.pk).reason == "Too soon"


def test_an_offer_expires_after_seven_days_and_not_a_second_before(offer):
    timers.run_due(AT + 7 * DAY - timedelta(seconds=1))
    assert state_of(offer) == "pending"
    timers.run_due(AT + 7 * DAY)
    assert (state_of(offer), state_of(offer.proposal)) == ("expired", "interviewing")


def test_an_expired_offer_cannot_be_accepted_even_before_the_clock_comes_by(offer):
    with pytest.raises(UnableToAccept):
        actions.accept_offer(offer=offer, actor=make.actor(offer.freelancer), at=AT + 7 * DAY)
    assert state_of(offer) == "pending"


def test_closing_a_job_takes_back_the_offers_that_wait(offer):
    actions.close(job=offer.job, actor=make.actor(offer.client), at=AT)
    assert (state_of(offer), state_of(offer.proposal), state_of(offer.job)) == ("withdrawn", "interviewing", "closed")


def test_nobody_but_its_freelancer_accepts_an_offer(offer):
    other = make.freelancer("Freya")
    for actor in (make.actor(other), make.actor(offer.client), CLOCK):
        with pytest.raises(NotAllowed):
            actions.accept_offer(offer=offer, actor=actor, at=AT)
    assert state_of(offer) == states.Offer.PENDING
    assert Job.objects.get().state == "open"
    assert Proposal.objects.get().state == "offered"


def test_a_waiting_offer_shows_in_the_header_of_every_page_until_it_is_answered(client_for, atelier):
    offer = make.offer(at=clock.now())
    hers, his = (client_for(atelier, party.user) for party in (offer.client, offer.freelancer))

    def waiting(browser):
        page = BeautifulSoup(browser.get("/talent/").content, "html.parser")
        return [link.find(class_="counter-number").text for link in page.select("header a[href='/offers/'].counter")]

    assert waiting(hers) == [] and waiting(his) == ["1"]
    actions.decline_offer(offer=offer, actor=make.actor(offer.freelancer), at=clock.now())
    assert waiting(his) == []


@pytest.fixture
def kuwait(atelier, client_for):
    """Atelier in dinars, paid by card: `kuwait(fils)` is Clara's browser after she has offered so much."""
    with scope.public_scope():
        Tenant.objects.filter(pk=atelier.pk).update(currency="KWD")
        there = Tenant.objects.get(pk=atelier.pk)
    with scope.tenant_scope(there):
        make.terms(clock.now())
        GatewayChoice.objects.create(gateway="stripe", chosen_at=AT)
        proposal = make.proposal(at=clock.now())
        page, browser = reverse("jobs:offer_new", args=[proposal.uuid]), client_for(there, proposal.job.client.user)

        def offer(amount: str):
            rows = {"stages-TOTAL_FORMS": "1", "stages-INITIAL_FORMS": "0", "stages-0-title": "Rig"}
            return browser.post(page, {**rows, "stages-0-amount": amount, "title": "Rig", "step": "make"})

        yield offer


@pytest.mark.parametrize(("amount", "why"), [("312.345", "327.962"), ("312.340", "327.957"), ("0.001", "in steps of")])
def test_an_offer_that_no_card_could_pay_is_refused_when_it_is_made(kuwait, amount, why):
    """With the client fee of 5 %: 15.617 on top of both, and Stripe takes dinars whose last decimal is a zero."""
    answer = kuwait(amount)
    assert answer.status_code == 422 and why in answer.content.decode()
    assert not Offer.objects.exists() and Proposal.objects.get().state == "submitted"


def test_an_offer_that_a_card_can_pay_is_made_in_dinars(kuwait):
    assert kuwait("312.400").status_code == 302
    assert Offer.objects.get().amount == make.Money(312_400, "KWD")
