from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from kernel import history, timers
from marketplace.jobs import actions, queries
from marketplace.jobs.errors import UnableToPost
from marketplace.jobs.models import Job
from marketplace.members import counting
from tests import make

pytestmark = pytest.mark.django_db
AT = make.AT
DAY = timedelta(days=1)


def state_of(job):
    return Job.objects.get(pk=job.pk).state


def test_a_posted_job_is_found_and_says_so_in_its_history():
    job = make.job()
    assert job.posted_at == AT
    assert [entry.verb for entry in history.of(job)] == ["draft", "post"]
    assert list(queries.public()) == [job]


@pytest.mark.parametrize(
    ("lacking", "field"),
    [({"title": ""}, "title"), ({"description": "Rig."}, "description"), ({"stages": ()}, "budget")],
)
def test_a_job_that_lacks_something_stays_a_draft(lacking, field):
    job = make.draft_job(**lacking)
    with pytest.raises(UnableToPost) as refused:
        actions.post(job=job, actor=make.actor(job.client), at=AT)
    assert refused.value.field == field
    assert state_of(job) == "draft"
    assert [entry.verb for entry in history.of(job)] == ["draft"]


def test_the_milestones_make_the_budget():
    job = make.job(stages=(make.stage("Plan", 20000), make.stage("Rig", 40001)))
    assert job.budget == make.Money(60001, "USD")


def test_a_quiet_job_is_warned_of_after_25_days_and_ends_after_30():
    job = make.job()
    timers.run_due(AT + 25 * DAY - timedelta(seconds=1))
    assert state_of(job) == "open"
    timers.run_due(AT + 25 * DAY)
    assert state_of(job) == "expiring"
    timers.run_due(AT + 30 * DAY - timedelta(seconds=1))
    assert state_of(job) == "expiring"
    timers.run_due(AT + 30 * DAY)
    assert state_of(job) == "expired"


def test_a_proposal_gives_a_job_another_thirty_days():
    job = make.job()
    timers.run_due(AT + 26 * DAY)
    job.refresh_from_db()
    make.proposal(job, at=AT + 27 * DAY)
    assert state_of(job) == "open"
    timers.run_due(AT + 31 * DAY)
    assert state_of(job) == "open"
    timers.run_due(AT + 52 * DAY)
    assert state_of(job) == "expiring"


def test_a_draft_is_its_authors_alone():
    job = make.draft_job()
    felix = make.freelancer()
    assert not queries.visible_to(felix.user).filter(pk=job.pk).exists()
    assert not queries.visible_to(AnonymousUser()).filter(pk=job.pk).exists()
    assert queries.visible_to(job.client.user).filter(pk=job.pk).exists()


@pytest.mark.parametrize(
    ("visibility", "by_visitor", "in_list_of_members"),
    [("public", True, True), ("members", False, True), ("invited", False, False)],
)
def test_who_sees_a_posted_job_is_its_clients_choice(visibility, by_visitor, in_list_of_members):
    job = make.job(visibility=visibility)
    felix = make.freelancer().user
    assert queries.visible_to(AnonymousUser()).filter(pk=job.pk).exists() is by_visitor
    assert queries.live(felix).filter(pk=job.pk).exists() is in_list_of_members
    assert queries.visible_to(felix).filter(pk=job.pk).exists()


def test_a_word_finds_jobs_by_its_beginning():
    job = make.job(title="Rigging for a dragon")
    make.job(title="Paint a wall")
    found = queries.find(queries.Wish(text="rig drag"), AnonymousUser())
    assert list(found) == [job]


@pytest.mark.parametrize("text", ["'", "a & | !", ":*", "\\", "<script>", "((((", "%", "☃"])
def test_any_text_is_a_search(text):
    list(queries.find(queries.Wish(text=text), AnonymousUser()))


def test_the_kind_of_payment_stays_once_somebody_answered():
    proposal = make.proposal()
    brief = make.Brief(title="Rig", description=make.STORY, kind="hourly", budget=make.Money(5000, "USD"))
    with pytest.raises(UnableToPost):
        actions.revise(job=proposal.job, brief=brief, actor=make.actor(proposal.job.client), at=AT)
    assert Job.objects.get(pk=proposal.job_id).kind == "fixed"


def test_who_does_not_hire_posts_nothing():
    with pytest.raises(UnableToPost):
        make.draft_job(make.freelancer())
    assert Job.objects.count() == 0


def test_the_list_costs_the_same_for_two_jobs_and_for_ten(browser):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert browser.get("/jobs/").status_code == 200
        return len(seen)

    for _number in range(2):
        make.job()
    cost()
    two = cost()
    for _number in range(8):
        make.job()
    assert cost() == two


def test_past_the_bound_a_page_says_more_than_and_facets_drop_their_numbers(browser, monkeypatch):
    monkeypatch.setattr(counting, "BOUND", 2)
    for _number in range(3):
        make.job(category_id=make.category().pk)
    page = browser.get("/jobs/").content.decode()
    assert "More than 2 open jobs" in page
    assert [row.number for row in queries.categories_with_jobs(queries.Wish(), AnonymousUser())] == [None]
