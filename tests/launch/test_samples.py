"""Sample people and jobs are written all at once, and are what the public actions would have written one by one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext

from kernel import history
from kernel.actors import SYSTEM
from kernel.money import Money
from kernel.timers.models import Timer
from launch import samples
from marketplace import presets
from marketplace.jobs import actions as jobs
from marketplace.jobs.errors import UnableToPost
from marketplace.jobs.pitch import Brief
from marketplace.members import actions as members
from marketplace.members import queries
from marketplace.members import samples as people
from marketplace.members.faces import Craft, Face
from marketplace.members.models import Member
from tests import make

pytestmark = pytest.mark.django_db
HERS = {"id", "user", "handle", "avatar_seed", "is_sample", "joined_at", "member", "client"}


def face(name: str) -> Face:
    return Face(name, True, True, "Rigs that move", "Quadrupeds for nine years.", "PT", "en", "")


def craft() -> Craft:
    skills = (make.skill("Rigging").pk, make.skill("Python").pk)
    return Craft(rate=Money(4500, "USD"), skill_ids=skills, languages=("en",))


def told(row) -> dict:
    """Every column that is not somebody's own."""
    told = {name: value for name, value in model_to_dict(row).items() if name not in HERS}
    return told | {name: str(row.__dict__[name]) for name in ("search", "words", "story") if name in row.__dict__}


@pytest.fixture
def pair() -> tuple[Member, Member]:
    """The same person, once a sample and once grown through the actions of her settings."""
    bring = people.Sample("ines", face("Ines"), craft())
    sample = people.bring(people=[bring], actor=SYSTEM, at=make.AT)[0]
    user = make.user("Ines Real")
    real = queries.of(user)
    members.revise(member=real, face=face("Ines"), actor=make.actor(user), at=make.AT)
    members.revise_craft(member=real, craft=craft(), actor=make.actor(user), at=make.AT)
    return Member.objects.get(pk=sample.pk), Member.objects.get(pk=real.pk)


def test_a_sample_person_is_what_her_own_settings_would_have_made_of_her(pair):
    sample, real = pair
    assert told(sample) == told(real)
    assert told(sample.freelancer) == told(real.freelancer) and sample.freelancer.is_listed
    assert told(sample.client) == told(real.client)
    assert (sample.is_sample, sample.user.is_active, sample.user.has_usable_password()) == (True, False, False)
    assert sample.user.email.endswith("@sample.invalid")


def test_a_sample_job_is_what_drafting_and_posting_it_would_have_made(pair):
    client = pair[0]
    brief = Brief(
        title=" A wing that folds ",
        description=make.STORY,
        category_id=make.category().pk,
        skill_ids=craft().skill_ids,
        budget=Money(90000, "USD"),
    )
    age = timedelta(days=2)
    sample = jobs.bring(posts=[(client, brief, age)], actor=SYSTEM, at=make.AT + age)[0]
    real = jobs.draft(client=pair[1], brief=brief, actor=make.actor(pair[1]), at=make.AT)
    jobs.post(job=real, actor=make.actor(pair[1]), at=make.AT)
    for job in (sample, real):
        job.refresh_from_db()
    assert told(sample) == told(real) and sample.posted_at == make.AT
    assert _timers(sample) == _timers(real) == [("warn", sample.warns_at)]
    assert [(one.verb, one.target) for one in history.of(sample)] == [("bring", "open")]


def _timers(job) -> list[tuple]:
    return list(Timer.objects.filter(life="job", subject_id=job.pk).values_list("verb", "due_at"))


def test_a_sample_job_that_is_not_whole_is_refused(pair):
    with pytest.raises(UnableToPost):
        jobs.bring(posts=[(pair[0], Brief(title="A wing"), timedelta())], actor=SYSTEM, at=make.AT)


def test_two_samples_of_one_name_have_two_addresses():
    twins = [people.Sample(key, face("Ines Prado"), Craft()) for key in ("first", "second")]
    made = people.bring(people=twins, actor=SYSTEM, at=make.AT)
    assert [member.handle for member in made] == ["ines-prado", "ines-prado-second"]


def test_a_whole_trade_costs_a_fixed_number_of_queries():
    preset = presets.get("game-animation", "en")
    with CaptureQueriesContext(connection) as seen:
        samples.bring(preset, currency="USD", kinds={"fixed", "hourly"}, actor=SYSTEM, at=make.AT)
    said = [query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SET "))]
    assert len(said) == 21
