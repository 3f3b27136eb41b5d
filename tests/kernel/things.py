"""A noun with a life for the kernel's tests: its table is made in the schema of the test that asks for it."""

from datetime import timedelta

from django.db import models

from kernel import errors, timers, transition
from kernel.actors import CLOCK as THE_CLOCK
from kernel.moves import BIRTH, CLIENT, CLOCK, FREELANCER, MODERATOR, SILENT, Life, days, move

DRAFT, DELIVERED, CHANGES, RELEASED, LOCKED = "draft", "delivered", "changes", "released", "locked"


def _own_term(thing, since):
    return since + timedelta(days=thing.term) if thing.term else None


LIFE = Life(
    "thing",
    DRAFT,
    (
        move("start", CLIENT, BIRTH, to=DRAFT, tells=SILENT),
        move("deliver", FREELANCER, (DRAFT, CHANGES, DELIVERED), to=DELIVERED, tells=(CLIENT,)),
        move("ask", CLIENT, DELIVERED, to=CHANGES, tells=(FREELANCER,)),
        move("accept", CLIENT, DELIVERED, to=RELEASED, tells=(FREELANCER,)),
        move("accept", CLOCK, DELIVERED, to=RELEASED, after=days(14), tells=(CLIENT, FREELANCER)),
        move("lock", MODERATOR, (DRAFT, RELEASED), to=LOCKED, tells=(CLIENT, FREELANCER)),
        move("lock", CLOCK, RELEASED, to=LOCKED, after=_own_term, tells=SILENT),
    ),
)


class Thing(models.Model):
    id = models.BigAutoField(primary_key=True)
    state = models.CharField(max_length=24, default=DRAFT)
    note = models.CharField(max_length=40, default="")
    count = models.IntegerField(default=0)
    term = models.IntegerField(default=0)

    class Meta:
        app_label = "kernel_tests"

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Mislabelled(Thing):
    class Meta:
        app_label = "kernel_tests"
        proxy = True


@timers.handle("thing", "accept")
def auto_accept(thing_id, at):
    thing = Thing.objects.get(pk=thing_id)
    if thing.note == "broken":
        raise ZeroDivisionError("the handler broke")
    if thing.note == "refusing":
        raise errors.Refused("Not for now.")
    transition.apply(LIFE, thing, "accept", role=CLOCK, actor=THE_CLOCK, at=at)
