"""A move is made whole or not at all, by one of however many try."""

import itertools
import threading

import pytest
from django.db import connection, connections, transaction
from django.db.models import F
from django.utils import translation

from kernel import errors, history, transition
from kernel.history.models import Entry
from kernel.moves import BIRTH, CLIENT, CLOCK, FREELANCER, MODERATOR, SILENT, Life, Role, days, move
from kernel.timers.models import Timer
from tests.kernel import things
from tests.kernel.conftest import CLARA, FELIX, NOON
from tests.kernel.things import DELIVERED, LIFE, RELEASED, Thing
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db


def do(thing, verb, role=FREELANCER, actor=FELIX, at=NOON, **more):
    with transaction.atomic():
        return transition.apply(LIFE, thing, verb, role=role, actor=actor, at=at, **more)


def test_a_move_writes_state_fields_history_and_timers_together(thing):
    entry = do(thing, "deliver", data={"file": "rig.blend"}, fields={"note": "done", "count": F("count") + 1})
    assert (thing.state, thing.note, thing.count) == (DELIVERED, "done", 1)
    assert Thing.objects.filter(pk=thing.pk, state=DELIVERED, note="done", count=1).exists()
    assert (entry.event, entry.source, entry.target) == ("thing.deliver", "draft", "delivered")
    assert (entry.actor_kind, entry.actor_id, entry.actor_label, entry.at) == ("user", 2, "Felix", NOON)
    assert entry.data == {"file": "rig.blend"} and entry.relayed_at is None
    assert list(history.of(thing)) == [entry]
    timer = Timer.objects.get()
    assert (timer.life, timer.subject_id, timer.verb, timer.due_at) == ("thing", thing.pk, "accept", NOON + days(14))


@pytest.mark.parametrize("verb", ["start", "deliver", "ask", "accept", "lock", "fly"])
def test_only_the_rows_of_the_table_pass(thing, verb):
    for role, state in itertools.product(Role, LIFE.states):
        with transaction.atomic():
            Thing.objects.update(state=state)
            thing.state = state
            row = LIFE.find(verb, role, state)
            if row is None:
                with pytest.raises(errors.NotAllowed):
                    do(thing, verb, role)
                assert not Entry.objects.exists() and not Timer.objects.exists()
                assert Thing.objects.get().state == thing.state == state
            else:
                do(thing, verb, role)
                assert Thing.objects.get().state == thing.state == row.to
                assert Entry.objects.get().verb == verb
            transaction.set_rollback(True)


def test_whoever_reads_an_old_state_is_too_late_and_nothing_moves(thing):
    stale = Thing.objects.get()
    do(thing, "deliver")
    with pytest.raises(errors.TooLate):
        do(stale, "deliver", fields={"note": "mine"})
    assert Thing.objects.get().note == ""
    assert Entry.objects.count() == 1 and Timer.objects.count() == 1


def test_leaving_a_state_stops_its_timers_and_entering_it_again_starts_anew(thing):
    do(thing, "deliver")
    do(thing, "ask", CLIENT, CLARA)
    assert not Timer.objects.exists()
    do(thing, "deliver", at=NOON + days(3))
    assert Timer.objects.get().due_at == NOON + days(17)
    do(thing, "deliver", at=NOON + days(4))
    assert Timer.objects.get().due_at == NOON + days(18)


def test_a_timer_may_ask_the_object_for_its_own_term(thing):
    Thing.objects.update(term=5)
    thing.refresh_from_db()
    do(thing, "deliver")
    do(thing, "accept", CLIENT, CLARA)
    assert Timer.objects.get().due_at == NOON + days(5)


def test_a_timer_without_a_term_is_not_set(thing):
    do(thing, "deliver")
    do(thing, "accept", CLIENT, CLARA)
    assert not Timer.objects.exists()


def test_a_life_begins_with_a_history_row(thing):
    with transaction.atomic():
        entry = transition.begin(LIFE, thing, "start", role=CLIENT, actor=CLARA, at=NOON)
    assert (entry.event, entry.source, entry.target) == ("thing.start", "", "draft")
    with pytest.raises(errors.NotAllowed), transaction.atomic():
        transition.begin(LIFE, thing, "start", role=FREELANCER, actor=FELIX, at=NOON)


def test_the_clock_cannot_make_a_move_that_is_not_due(thing):
    do(thing, "deliver")
    with pytest.raises(errors.TooLate):
        do(thing, "accept", CLOCK, at=NOON + days(14) - days(1))
    assert Thing.objects.get().state == DELIVERED and Timer.objects.count() == 1


def test_a_noun_must_be_the_one_of_its_life(thing):
    other = Life("article", "draft", (move("deliver", FREELANCER, "draft", to="sent", tells=SILENT),))
    with pytest.raises(TypeError, match='history_name = "article"'), transaction.atomic():
        transition.apply(other, thing, "deliver", role=FREELANCER, actor=FELIX, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_a_move_outside_a_transaction_crashes_and_says_what_to_do(thing):
    with pytest.raises(history.OutsideTransaction, match="atomic"):
        transition.apply(LIFE, thing, "deliver", role=FREELANCER, actor=FELIX, at=NOON)
    assert Thing.objects.get().state == "draft"


@pytest.mark.django_db(transaction=True)
def test_of_twelve_who_release_at_once_one_wins(thing, atelier):
    from tenants.scope import tenant_scope

    do(thing, "deliver")
    start, outcomes = threading.Barrier(12), []

    def release(number):
        try:
            with tenant_scope(atelier):
                mine = Thing.objects.get()
                start.wait(PATIENCE)
                role = CLIENT if number % 2 else CLOCK
                do(mine, "accept", role, CLARA, at=NOON + days(14), fields={"count": F("count") + 1})
                outcomes.append("won")
        except errors.TooLate:
            outcomes.append("late")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=release, args=(n,)) for n in range(12)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(outcomes) == ["late"] * 11 + ["won"]
    assert Thing.objects.get().count == 1
    assert Entry.objects.filter(verb="accept").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_move_that_is_rolled_back_never_was(thing):
    with pytest.raises(KeyError), transaction.atomic():
        transition.apply(LIFE, thing, "deliver", role=FREELANCER, actor=FELIX, at=NOON)
        raise KeyError
    assert Thing.objects.get().state == "draft"
    assert not Entry.objects.exists() and not Timer.objects.exists()


def test_a_refusal_is_a_whole_sentence_in_the_readers_language():
    with translation.override("en"):
        assert str(errors.NotAllowed()) == "This is not possible at the moment."
        assert str(errors.TooLate()).endswith("Please look again.")
        assert str(errors.Refused("The work is not delivered yet.")) == "The work is not delivered yet."
    assert isinstance(errors.NotAllowed(), errors.Refused) and isinstance(errors.TooLate(), errors.Refused)


def test_a_contradictory_unreachable_or_impatient_table_is_refused():
    with pytest.raises(ValueError, match="different things"):
        Life("x", "a", (move("go", CLIENT, "a", to="b", tells=()), move("go", CLIENT, "a", to="c", tells=())))
    with pytest.raises(ValueError, match="leads to b, c"):
        Life("x", "a", (move("go", CLIENT, "c", to="b", tells=()),))
    with pytest.raises(ValueError, match="Only the clock waits"):
        move("go", CLIENT, "a", to="b", after=days(1), tells=())


def test_a_table_answers_for_buttons_and_notices():
    assert LIFE.verbs(CLIENT, DELIVERED) == ("ask", "accept")
    assert LIFE.verbs(MODERATOR, RELEASED) == ("lock",)
    assert LIFE.verbs(FREELANCER, RELEASED) == ()
    assert LIFE.told("accept", DELIVERED) == (FREELANCER, CLIENT)
    assert [row.verb for row in LIFE.timed(DELIVERED)] == ["accept"]
    assert LIFE.states == ("draft", "delivered", "changes", "released", "locked")
    assert LIFE.find("start", CLIENT, BIRTH).to == "draft"


def test_a_move_costs_two_statements_and_one_for_timers_that_begin_or_end(thing, django_assert_num_queries):
    things.Thing.objects.update(note="")
    assert connection.in_atomic_block
    with django_assert_num_queries(3):  # UPDATE, history INSERT, timers INSERT
        transition.apply(LIFE, thing, "deliver", role=FREELANCER, actor=FELIX, at=NOON)
    with django_assert_num_queries(3):  # UPDATE, history INSERT, timers DELETE
        transition.apply(LIFE, thing, "accept", role=CLIENT, actor=CLARA, at=NOON)
