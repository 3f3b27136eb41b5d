"""Calls to a gateway leave once: what is written wakes the worker, a dead worker is followed, an answer counts once."""

from datetime import timedelta

import pytest

from billing.payments import outbox
from billing.payments.gateways import seam
from billing.payments.gateways.seam import Outcome
from billing.payments.models import Outgoing
from kernel.timers.models import Timer
from tests.billing.payments.cast import NOON

pytestmark = pytest.mark.django_db
AFTER_THE_LEASE = NOON + outbox.LEASE


class Probe:
    """A kind of call that tells how often it was made and taken on; `during` happens while it is being made."""

    def __init__(self):
        self.calls, self.taken, self.during = 0, [], lambda: None

    def call(self, subject_id, key, at):
        self.calls += 1
        if self.calls == 1:
            self.during()
        return Outcome(f"probe:{self.calls}", seam.SUCCEEDED)

    def take(self, subject_id, outcome, at):
        self.taken.append(outcome.external_id)


@pytest.fixture
def probe(monkeypatch):
    made = Probe()
    monkeypatch.setitem(outbox._kinds, "probe", (made.call, made.take))
    return made


@pytest.fixture
def row(probe):
    return outbox.write(kind="probe", subject_id=7, key="probe:7", at=NOON)


def wakes(row):
    found = Timer.objects.filter(life="outgoing", subject_id=row.pk, verb="send").order_by("due_at")
    return list(found.values_list("due_at", flat=True))


def test_what_is_written_wakes_the_worker_once_per_key(row):
    assert outbox.write(kind="probe", subject_id=7, key="probe:7", at=NOON + timedelta(hours=1)) == row
    assert wakes(row) == [NOON]


def test_while_a_call_is_being_made_nobody_makes_it_again(probe, row):
    second = []
    probe.during = lambda: second.append(outbox.send(row.pk, NOON))
    assert outbox.send(row.pk, NOON)
    assert (second, probe.calls, probe.taken) == ([False], 1, ["probe:1"])


def test_two_answers_to_one_call_count_once(probe, row):
    """The first caller was slower than its lease: both come back with an answer."""
    probe.during = lambda: outbox.send(row.pk, AFTER_THE_LEASE)
    assert outbox.send(row.pk, NOON)
    assert (probe.calls, probe.taken) == (2, ["probe:2"])
    assert Outgoing.objects.get(pk=row.pk).done_at == AFTER_THE_LEASE


def test_a_caller_that_dies_is_followed_when_its_lease_is_over(probe, row):
    def dies():
        raise KeyboardInterrupt

    probe.during = dies
    with pytest.raises(KeyboardInterrupt):
        outbox.send(row.pk, NOON)
    assert wakes(row) == [NOON, AFTER_THE_LEASE]
    assert outbox.send_due(AFTER_THE_LEASE - timedelta(seconds=1)) == 0
    assert outbox.send_due(AFTER_THE_LEASE) == 1
    assert probe.taken == ["probe:2"]


def test_a_gateway_that_does_not_answer_is_asked_again_and_somebody_wakes_for_it(probe, row):
    def silent():
        raise seam.Unsure("no answer")

    probe.during = silent
    assert outbox.send(row.pk, NOON)
    again = NOON + timedelta(seconds=10)
    assert wakes(row) == [NOON, again, AFTER_THE_LEASE]
    assert Outgoing.objects.get(pk=row.pk).error == "no answer"
    assert outbox.send_due(again) == 1
    assert (probe.calls, probe.taken) == (2, ["probe:2"])
