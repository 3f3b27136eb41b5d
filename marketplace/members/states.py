"""A member may be shut out and let in again; nothing of hers is lost in between."""

from kernel.moves import BIRTH, SILENT, Life, Role, move

ACTIVE = "active"
SUSPENDED = "suspended"

LIFE = Life(
    "member",
    ACTIVE,
    [
        move("join", Role.MEMBER, BIRTH, to=ACTIVE, tells=SILENT),
        move("suspend", (Role.OWNER, Role.MODERATOR), ACTIVE, to=SUSPENDED, tells=(Role.MEMBER,)),
        move("reinstate", (Role.OWNER, Role.MODERATOR), SUSPENDED, to=ACTIVE, tells=(Role.MEMBER,)),
    ],
)
