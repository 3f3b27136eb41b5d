import pytest

from marketplace.jobs import actions, states
from tests import make
from tests.marketplace.jobs import lives

pytestmark = pytest.mark.django_db
AT = make.AT


def test_only_the_rows_of_the_table_move_a_job():
    job = make.job()
    by = lives.actors(job.client, make.freelancer())
    verbs = {
        "post": lambda job, actor: actions.post(job=job, actor=actor, at=AT),
        "repost": lambda job, actor: actions.repost(job=job, actor=actor, at=AT),
        "pause": lambda job, actor: actions.pause(job=job, actor=actor, at=AT),
        "resume": lambda job, actor: actions.resume(job=job, actor=actor, at=AT),
        "close": lambda job, actor: actions.close(job=job, actor=actor, at=AT),
        "remove": lambda job, actor: actions.remove(job=job, reason="Not allowed here", actor=actor, at=AT),
        "warn": lambda job, actor: actions.warn(job=job, actor=actor, at=AT),
        "expire": lambda job, actor: actions.expire(job=job, actor=actor, at=AT),
    }
    # `stir` and `fill` happen inside other actions; their own tests are beside.
    assert set(verbs) == lives.verbs_of(states.JOB) - {"stir", "fill"}
    assert lives.wrong(states.JOB, job, verbs, by) == []


def test_only_the_rows_of_the_table_move_a_proposal():
    make.terms()
    proposal = make.proposal()
    by = lives.actors(proposal.job.client, proposal.freelancer)
    deal = make.Deal(title="Rig", stages=(make.stage("Rig", 60000),))
    verbs = {
        "submit": lambda p, actor: actions.propose(proposal=p, actor=actor, at=AT),
        "shortlist": lambda p, actor: actions.shortlist(proposal=p, actor=actor, at=AT),
        "unlist": lambda p, actor: actions.unlist(proposal=p, actor=actor, at=AT),
        "interview": lambda p, actor: actions.interview(proposal=p, actor=actor, at=AT),
        "offer": lambda p, actor: actions.make_offer(proposal=p, deal=deal, actor=actor, at=AT),
        "withdraw": lambda p, actor: actions.withdraw(proposal=p, actor=actor, at=AT),
        "decline": lambda p, actor: actions.decline(proposal=p, reason="price", actor=actor, at=AT),
        "archive": lambda p, actor: actions.archive(proposal=p, actor=actor, at=AT),
        "restore": lambda p, actor: actions.restore(proposal=p, actor=actor, at=AT),
    }
    # `hire` and `reopen` happen when an offer ends.
    assert set(verbs) == lives.verbs_of(states.PROPOSAL) - {"hire", "reopen"}
    assert lives.wrong(states.PROPOSAL, proposal, verbs, by) == []


def test_only_the_rows_of_the_table_move_an_offer():
    offer = make.offer()
    by = lives.actors(offer.client, offer.freelancer)
    verbs = {
        "accept": lambda offer, actor: actions.accept_offer(offer=offer, actor=actor, at=AT),
        "decline": lambda offer, actor: actions.decline_offer(offer=offer, actor=actor, at=AT),
        "withdraw": lambda offer, actor: actions.withdraw_offer(offer=offer, actor=actor, at=AT),
        "expire": lambda offer, actor: actions.expire_offer(offer=offer, actor=actor, at=AT),
    }
    assert set(verbs) == lives.verbs_of(states.OFFER)
    assert lives.wrong(states.OFFER, offer, verbs, by) == []
