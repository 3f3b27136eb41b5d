"""Every verb × state × role: only the rows of the tables pass, and a refusal moves nothing."""

import copy
import itertools

import pytest

from kernel.actors import SYSTEM
from kernel.errors import Refused
from kernel.history.models import Entry
from kernel.moves import BIRTH, Role
from kernel.timers.models import Timer
from marketplace.contracts import states, steps
from marketplace.contracts.models import Contract, Milestone
from tests.marketplace import stage
from tests.marketplace.stage import NOON

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS
ROLES = (Role.CLIENT, Role.FREELANCER, Role.CLOCK, Role.GATEWAY, Role.OWNER, Role.MEMBER)


@pytest.mark.parametrize(("life", "model"), [(states.CONTRACT, Contract), (states.MILESTONE, Milestone)])
def test_only_the_rows_of_the_table_pass(work, life, model):
    subject = work.contract if model is Contract else work.milestone()
    verbs = sorted({row.verb for row in life.moves if row.source != BIRTH})
    extra = {"ended_at": NOON} if model is Contract else {}
    tried = passed = 0

    def standing(state):
        model.objects.filter(pk=subject.pk).update(state=state, **extra)
        Timer.objects.all().delete()  # what an earlier try has wound up
        return model.objects.get(pk=subject.pk), Entry.objects.count()

    for state in life.states:
        now, written = standing(state)
        for verb, role in itertools.product(verbs, ROLES):
            row = life.find(verb, role, state)
            tried += 1
            if row is None:
                with pytest.raises(Refused):
                    steps.move(life, copy.deepcopy(now), verb, role=role, actor=SYSTEM, at=NOON)
                assert model.objects.get(pk=subject.pk).state == state
                assert Entry.objects.count() == written
            else:
                passed += 1
                steps.move(life, now, verb, role=role, actor=SYSTEM, at=NOON)
                assert model.objects.get(pk=subject.pk).state == row.to
                assert Entry.objects.count() == written + 1
                now, written = standing(state)
    assert passed == len([row for row in life.moves if row.source != BIRTH])
    assert tried == len(verbs) * len(life.states) * len(ROLES)


def test_a_refusal_says_a_sentence_for_each_state_a_person_meets(work):
    for verb, state in itertools.product(("deliver", "release", "ask_changes", "fund"), states.MILESTONE.states):
        for role in (Role.CLIENT, Role.FREELANCER):
            if states.MILESTONE.find(verb, role, state) is None:
                milestone = work.milestone()
                milestone.state = state
                with pytest.raises(Refused) as refused:
                    steps.allowed(states.MILESTONE, milestone, verb, role)
                assert str(refused.value).endswith(".")
