"""Which blocks a home page is made of, by the look of its niche: no two looks tell their story in the same order."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Arrangement:
    """`order` names the blocks from top to bottom; the rest says how some of them stand."""

    order: tuple[str, ...]
    hero: str = "split"
    steps: str = "row"
    categories: str = "tiles"


SHOWROOM = Arrangement(("hero", "figures", "jobs", "talent", "steps", "categories", "questions", "call"), hero="search")
STUDIO = Arrangement(
    ("hero", "talent", "categories", "steps", "jobs", "questions", "call"), hero="split", steps="cards"
)
OFFICE = Arrangement(
    ("hero", "categories", "steps", "jobs", "figures", "questions", "talent", "call"),
    hero="centre",
    steps="column",
    categories="list",
)
STAGE = Arrangement(
    ("hero", "categories", "talent", "jobs", "steps", "questions", "call"), hero="band", categories="chips"
)
PLAN = Arrangement(
    ("hero", "steps", "categories", "jobs", "talent", "figures", "questions", "call"), hero="split", categories="list"
)
WORKSHOP = Arrangement(
    ("hero", "jobs", "steps", "categories", "talent", "questions", "call"), hero="search", steps="cards"
)

ALL = (SHOWROOM, STUDIO, OFFICE, STAGE, PLAN, WORKSHOP)
BY_LOOK = {"rig": SHOWROOM, "archive": OFFICE, "souk": STAGE, "blueprint": PLAN, "medina": WORKSHOP, "studio": STUDIO}


def of(look: str) -> Arrangement:
    """The arrangement of a look; always the same for the same look."""
    return BY_LOOK.get(look) or ALL[sum(look.encode()) % len(ALL)]
