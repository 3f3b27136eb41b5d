"""Restricted: nothing new begins. What runs goes on (money.md §5)."""

from datetime import timedelta

import pytest

from marketplace.jobs import actions
from marketplace.jobs.errors import UnableToAccept, UnableToOffer, UnableToPost
from marketplace.jobs.models import Job, Offer
from tenants import scope
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.AT + timedelta(hours=1)


@pytest.fixture
def restricted(atelier):
    """`with restricted(): …` runs in Atelier while it is restricted, as every request would."""
    atelier.state = "restricted"
    return lambda: scope.tenant_scope(atelier)


def test_no_job_is_posted_nor_opened_again(restricted):
    clara = make.client()
    drafted, paused = make.draft_job(clara), make.job(clara, title="Rig a bird")
    actions.pause(job=paused, actor=make.actor(clara), at=LATER)
    with restricted():
        with pytest.raises(UnableToPost, match="Nothing new can begin"):
            actions.post(job=drafted, actor=make.actor(clara), at=LATER)
        with pytest.raises(UnableToPost, match="Running contracts go on"):
            actions.resume(job=paused, actor=make.actor(clara), at=LATER)
    assert sorted(Job.objects.values_list("state", flat=True)) == ["draft", "paused"]


def test_no_offer_is_made_nor_accepted(restricted):
    make.terms()
    offer = make.offer()
    with restricted():
        with pytest.raises(UnableToAccept, match="Nothing new can begin"):
            actions.accept_offer(offer=offer, actor=make.actor(offer.freelancer), at=LATER)
        other = make.proposal(worker=make.freelancer("Nora"), posted=offer.job)
        with pytest.raises(UnableToOffer, match="Nothing new can begin"):
            make.offer(other)
    assert list(Offer.objects.values_list("state", flat=True)) == ["pending"]
