"""Every verb × state × role of a life, tried through its action: only the rows of the table pass."""

from contextlib import contextmanager

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
    for verb, act in verbs.items():
        for state in life.states:
            for role in ROLES:
                with undone():
                    put(thing, state)
                    before = facts(thing)
                    row = life.find(verb, role, state)
                    try:
                        with transaction.atomic():
                            act(thing, by[role])
                        passed = True
                    except Refused:
                        passed = False
                    after = facts(thing)
                    if passed != (row is not None):
                        found.append((verb, str(role), state, "passed" if passed else "refused"))
                    elif row is None and after != before:
                        found.append((verb, str(role), state, "moved although refused"))
                    elif row is not None and after[0] != row.to:
                        found.append((verb, str(role), state, f"came to {after[0]}, not {row.to}"))
    return found


def verbs_of(life):
    return {row.verb for row in life.moves if row.source != moves.BIRTH}
