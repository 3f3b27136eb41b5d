"""Every page answers those it is for, and nobody else."""

import pytest
from django.urls import reverse

from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]


def _hall():
    """A job with a proposal and an offer between Clara and Felix; Nils has nothing to do with it."""
    make.terms()
    offer = make.offer(make.proposal(make.job(questions=("Which tool?",))))
    make.member("Nils", hires=True, works=True)
    return offer


OPENINGS = {"hall": _hall}


@pytest.fixture
def hall(opened):
    return opened


def addresses(offer):
    job, proposal = offer.job, offer.proposal
    return {
        "jobs:list": (reverse("jobs:list"), "visitor clara felix nils"),
        "jobs:job": (job.get_absolute_url(), "visitor clara felix nils"),
        "jobs:new": (reverse("jobs:new"), "clara felix nils"),
        "jobs:mine": (reverse("jobs:mine"), "clara felix nils"),
        "jobs:edit": (reverse("jobs:edit", args=[job.uuid]), "clara"),
        "jobs:inbox": (reverse("jobs:inbox", args=[job.uuid]), "clara"),
        "jobs:comparison": (reverse("jobs:comparison", args=[job.uuid]) + f"?p={proposal.uuid}", "clara"),
        "jobs:propose": (reverse("jobs:propose", args=[job.uuid]), "clara nils"),
        "jobs:proposals": (reverse("jobs:proposals"), "clara felix nils"),
        "jobs:proposal": (proposal.get_absolute_url(), "clara felix"),
        "jobs:decline": (reverse("jobs:decline", args=[proposal.uuid]), "clara"),
        "jobs:offers": (reverse("jobs:offers"), "clara felix nils"),
        "jobs:offer_new": (reverse("jobs:offer_new", args=[proposal.uuid]), "clara"),
        "jobs:offer": (offer.get_absolute_url(), "clara felix"),
        "members:talent": (reverse("members:talent"), "visitor clara felix nils"),
        "members:profile": (offer.freelancer.get_absolute_url(), "visitor clara felix nils"),
        "members:settings": (reverse("members:settings"), "clara felix nils"),
        "members:face": (reverse("members:face"), "clara felix nils"),
        "members:craft": (reverse("members:craft"), "clara felix nils"),
        "members:house": (reverse("members:house"), "clara felix nils"),
        "members:portfolio": (reverse("members:portfolio"), "clara felix nils"),
        "notices:list": (reverse("notices:list"), "clara felix nils"),
        "notices:count": (reverse("notices:count"), "visitor clara felix nils"),
        "notices:preferences": (reverse("notices:preferences"), "clara felix nils"),
    }


@pytest.mark.parametrize("who", ["visitor", "clara", "felix", "nils"])
def test_pages_answer_those_they_are_for(hall, atelier, client_for, who):
    browser = client_for(atelier, None if who == "visitor" else make.user(who.capitalize()))
    wrong = []
    for name, (address, allowed) in addresses(hall).items():
        status = browser.get(address).status_code
        expected = (200,) if who in allowed.split() else (302,) if who == "visitor" else (404, 302)
        if status not in expected:
            wrong.append((name, status))
    assert wrong == []


def test_nothing_of_one_marketplace_opens_on_another(hall, brigade, client_for):
    browser = client_for(brigade)
    for address, allowed in addresses(hall).values():
        if "visitor" in allowed and hall.job.get_absolute_url() in address:
            assert browser.get(address).status_code == 404
    assert b"quadruped" not in browser.get(reverse("jobs:list")).content
