"""What comes in about a member, as plain values: forms make them, actions take them."""

from dataclasses import dataclass

from kernel.money import Money


@dataclass(frozen=True)
class Face:
    """What everybody has. Hiring and working may both be true."""

    name: str
    hires: bool
    works: bool
    headline: str = ""
    bio: str = ""
    country: str = ""
    language: str = ""
    time_zone: str = ""


@dataclass(frozen=True)
class Craft:
    """What a freelancer shows. `skill_ids` and `category_id` are ids, `languages` codes."""

    rate: Money | None = None
    category_id: int | None = None
    skill_ids: tuple[int, ...] = ()
    availability: str = "full"
    languages: tuple[str, ...] = ()
    wants_listing: bool = True


@dataclass(frozen=True)
class House:
    """What a client shows."""

    company: str = ""
    website: str = ""
    about: str = ""
