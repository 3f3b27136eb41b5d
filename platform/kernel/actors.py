"""Who did it. Every action is told; nothing asks for "the current user"."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Actor:
    """`kind` is user, clock, gateway, system or operator; `label` is what the history shows for ever, even
    after the user is gone."""

    kind: str
    user_id: int | None
    label: str

    @classmethod
    def of(cls, user: Any) -> "Actor":
        """The signed-in person. Raises TypeError for somebody who is not signed in: nothing is done by nobody."""
        if not getattr(user, "is_authenticated", False) or user.pk is None:
            raise TypeError("An actor is somebody who is signed in.")
        return cls("user", user.pk, user.get_full_name())


CLOCK = Actor("clock", None, "clock")
GATEWAY = Actor("gateway", None, "gateway")
SYSTEM = Actor("system", None, "system")
