"""What a preset consists of. Frozen: it is read by many and changed by none."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Category:
    slug: str
    name: str


@dataclass(frozen=True)
class Skill:
    slug: str
    name: str


@dataclass(frozen=True)
class Job:
    """A sample job. `budget` is in neutral units (scales.scaled makes an amount of it); by the hour it is the rate."""

    title: str
    text: str
    category: Category
    skills: tuple[Skill, ...]
    budget: int
    hourly: bool
    days: int


@dataclass(frozen=True)
class Person:
    """A sample freelancer. `rate` is in neutral units an hour; `key` is the same in every language."""

    key: str
    name: str
    headline: str
    bio: str
    rate: int
    country: str
    skills: tuple[Skill, ...]


@dataclass(frozen=True)
class Preset:
    """A niche in one language. `theme` is a key of theming's presets, `look` what it changes of it."""

    slug: str
    language: str
    title: str
    talent: str
    theme: str
    look: dict[str, str]
    names: tuple[str, ...]
    headline: str
    lead: str
    steps: tuple[tuple[str, str], ...]
    faq: tuple[tuple[str, str], ...]
    about: str
    categories: tuple[Category, ...]
    skills: tuple[Skill, ...]
    jobs: tuple[Job, ...]
    people: tuple[Person, ...]
    keywords: tuple[str, ...] = field(default=())
