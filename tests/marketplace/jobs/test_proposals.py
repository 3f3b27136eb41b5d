import pytest

from kernel import history
from marketplace.jobs import actions, queries
from marketplace.jobs.errors import UnableToPropose
from marketplace.jobs.models import Proposal
from tests import make

pytestmark = pytest.mark.django_db
AT = make.AT


def test_a_proposal_reaches_the_inbox_when_it_is_sent_and_not_before():
    draft = make.draft_proposal()
    client = draft.job.client
    assert list(queries.inbox(draft.job)) == []
    assert not queries.proposals_visible_to(client.user).exists()
    actions.propose(proposal=draft, actor=make.actor(draft.freelancer), at=AT)
    assert list(queries.inbox(draft.job)) == [draft]
    assert [entry.verb for entry in history.of(draft)] == ["draft", "submit"]


@pytest.mark.parametrize(
    ("lacking", "field"), [({"letter": "Hi"}, "letter"), ({"amount": None}, "amount"), ({"answers": ()}, "answer_0")]
)
def test_a_proposal_that_lacks_something_is_not_sent(lacking, field):
    draft = make.draft_proposal(make.job(questions=("Which tool?",)), **lacking)
    with pytest.raises(UnableToPropose) as refused:
        actions.propose(proposal=draft, actor=make.actor(draft.freelancer), at=AT)
    assert refused.value.field == field
    assert Proposal.objects.get().state == "draft"


def test_one_job_gets_one_proposal_of_a_freelancer():
    sent = make.proposal()
    with pytest.raises(UnableToPropose):
        make.draft_proposal(sent.job, sent.freelancer)
    assert Proposal.objects.count() == 1


def test_who_took_a_proposal_back_may_send_another():
    sent = make.proposal()
    actions.withdraw(proposal=sent, actor=make.actor(sent.freelancer), at=AT)
    again = make.proposal(sent.job, sent.freelancer)
    assert list(queries.inbox(sent.job)) == [again]


def test_nobody_answers_her_own_job():
    both = make.member("Clara", hires=True, works=True)
    job = make.job(both)
    with pytest.raises(UnableToPropose):
        make.draft_proposal(job, both)
    assert Proposal.objects.count() == 0


def test_a_paused_job_takes_no_proposals():
    job = make.job()
    actions.pause(job=job, actor=make.actor(job.client), at=AT)
    with pytest.raises(UnableToPropose):
        make.draft_proposal(job)


def test_a_declined_proposal_carries_its_reason():
    sent = make.proposal()
    actions.decline(proposal=sent, reason="price", note="A third too much", actor=make.actor(sent.job.client), at=AT)
    kept = Proposal.objects.get()
    assert (kept.state, kept.decline_reason, kept.decline_note) == ("declined", "price", "A third too much")


def test_the_clients_first_reading_is_kept_and_nobody_elses():
    sent = make.proposal()
    actions.see(proposal=sent, actor=make.actor(sent.freelancer), at=AT)
    assert Proposal.objects.get().seen_at is None
    actions.see(proposal=sent, actor=make.actor(sent.job.client), at=AT)
    assert Proposal.objects.get().seen_at == AT
