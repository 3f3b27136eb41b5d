"""Every verb × state × role of a life, tried through its action: only the rows of the table pass."""

from contextlib import contextmanager
from functools import partial

from django.contrib.auth.models import Group
from django.db import transaction

from kernel import moves
from kernel.actors import CLOCK
from kernel.errors import Refused
from kernel.history.models import Entry
from kernel.moves import Role
from kernel.timers.models import Timer
from tests import make

ROLES = (
    Role.CLIENT,
    Role.FREELANCER,
    Role.MEMBER,
    Role.OWNER,
    Role.MODERATOR,
    Role.FINANCE,
    Role.EDITOR,
    Role.CLOCK,
)


class Undo(Exception):
    pass


@contextmanager
def undone():
    """Everything inside is rolled back at the end."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def staff(name, role):
    person = make.user(name, is_staff=True)
    person.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return make.actor(person)


def actors(client, freelancer):
    """Who stands for which role."""
    make.member("Nils", hires=True)
    return {
        Role.CLIENT: make.actor(client),
        Role.FREELANCER: make.actor(freelancer),
        Role.MEMBER: make.actor(make.user("Nils")),
        Role.OWNER: staff("Olga", Role.OWNER),
        Role.MODERATOR: staff("Mo", Role.MODERATOR),
        Role.FINANCE: staff("Fina", Role.FINANCE),
        Role.EDITOR: staff("Edda", Role.EDITOR),
        Role.CLOCK: CLOCK,
    }


def put(thing, state):
    """As if the thing had come to `state` on its way."""
    type(thing).objects.filter(pk=thing.pk).update(state=state)
    Timer.objects.filter(subject_id=thing.pk).delete()
    thing.refresh_from_db()


def facts(thing):
    return (
        type(thing).objects.get(pk=thing.pk).state,
        Entry.objects.count(),
        Timer.objects.count(),
    )


def wrong(life, thing, verbs, by):
    """The combinations that do not behave as the table says; [] is what a test wants."""
    found = []
    for state in life.states:
        with undone():
            put(thing, state)
            before = facts(thing)
            for verb, act in verbs.items():
                for role in ROLES:
                    with undone():
                        said = _tried(life.find(verb, role, state), thing, partial(act, thing, by[role]), before)
                    if said:
                        found.append((verb, str(role), state, said))
    return found


def _tried(row, thing, act, before):
    """What is wrong when one of them tries, or nothing; it is undone afterwards."""
    thing.refresh_from_db()
    try:
        act()
    except Refused:
        if row is not None:
            return "refused"
        return "moved although refused" if facts(thing) != before else ""
    if row is None:
        return "passed"
    state = type(thing).objects.get(pk=thing.pk).state
    return "" if state == row.to else f"came to {state}, not {row.to}"


def verbs_of(life):
    return {row.verb for row in life.moves if row.source != moves.BIRTH}
