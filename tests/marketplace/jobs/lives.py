"""Every verb × state × role of a life, tried through its action: only the rows of the table pass."""

import copy
from contextlib import contextmanager
from functools import partial
from itertools import product

from django.contrib.auth.models import Group
from django.db import connection, transaction

from kernel import moves
from kernel.actors import CLOCK
from kernel.errors import Refused
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
    """As if the thing had come to `state` on its way; what it belongs to is looked up once for all that try."""
    type(thing).objects.filter(pk=thing.pk).update(state=state)
    Timer.objects.filter(subject_id=thing.pk).delete()
    thing.refresh_from_db()
    for field in thing._meta.concrete_fields:
        getattr(thing, field.name)


def facts(thing):
    state = type(thing).objects.values_list("state", flat=True).get(pk=thing.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM kernel_entry), (SELECT count(*) FROM kernel_timer)")
        return state, *cursor.fetchone()


def wrong(life, thing, verbs, by):
    """The combinations that do not behave as the table says; [] is what a test wants."""
    found = []
    for state in life.states:
        with undone():
            put(thing, state)
            before = facts(thing)
            for (verb, act), role in product(verbs.items(), ROLES):
                row = life.find(verb, role, state)
                tried = _passes if row else _is_refused
                said = tried(partial(act, actor=by[role]), thing, row.to if row else before)
                if said:
                    found.append((verb, str(role), state, said))
                    put(thing, state)
                    before = facts(thing)
    return found


def _passes(act, thing, to):
    """What is wrong when one moves it who may, or nothing; it is undone afterwards."""
    with undone():
        try:
            act(copy.deepcopy(thing))
        except Refused:
            return "refused"
        state = type(thing).objects.get(pk=thing.pk).state
        return "" if state == to else f"came to {state}, not {to}"


def _is_refused(act, thing, before):
    """What is wrong when one tries who may not, or nothing; then there is nothing to undo."""
    try:
        act(copy.deepcopy(thing))
    except Refused:
        return "moved although refused" if facts(thing) != before else ""
    return "passed"


def verbs_of(life):
    return {row.verb for row in life.moves if row.source != moves.BIRTH}
