"""The life of a sign-up: from the first idea to the open marketplace."""

from kernel.moves import BIRTH, MEMBER, SILENT, Life, move

OPEN = "open"
BUILDING = "building"
LIVE = "live"

SIGN_UP = Life(
    "sign_up",
    OPEN,
    (
        move("begin", MEMBER, BIRTH, to=OPEN, tells=SILENT),
        move("build", MEMBER, OPEN, to=BUILDING, tells=SILENT),
        move("finish", MEMBER, BUILDING, to=LIVE, tells=SILENT),
    ),
)

# The steps of the wizard, in order; each is saved for itself.
IDEA, NAME, BRAND, MONEY, ACCOUNT = "idea", "name", "brand", "money", "account"
STEPS = (IDEA, NAME, BRAND, MONEY, ACCOUNT)
