"""Draw a page of a marketplace that does not exist yet, with the templates that real ones have."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from kernel.money import Money
from launch import icons, samples
from launch import sketch as sketches
from marketplace import presets
from marketplace.jobs.models import Kind
from marketplace.members.models import Availability
from marketplace.presets import arrangements
from theming import brand

KINDS = ("home", "job")


class Many(tuple):
    """What a template walks with `.all`, as it would a relation."""

    @property
    def all(self) -> "Many":
        return self


@dataclass(frozen=True)
class ShownMember:
    """A member as the marketplace's own cards ask for one."""

    name: str
    headline: str
    avatar_seed: str
    country: str
    get_absolute_url: str


@dataclass(frozen=True)
class ShownJob:
    """A job as `jobs/card.html` asks for one."""

    title: str
    description: str
    category: presets.Category
    skills: Many
    budget: Money
    is_fixed: bool
    get_kind_display: Any
    days: int
    client: ShownMember
    posted_at: datetime
    get_absolute_url: str
    rate_from: Money | None = None
    proposals_count: int = 0
    is_sample: bool = False


@dataclass(frozen=True)
class ShownProfile:
    """A freelancer's profile as `members/talent_card.html` asks for one."""

    member: ShownMember
    skills: Many
    rate: Money
    get_availability_display: Any
    category: presets.Category | None = None


def page(request: HttpRequest, shown: sketches.Sketch, kind: str, *, at: datetime, example: str = "") -> str:
    """The whole page as HTML, in the sketch's look and language."""
    with brand.tried_on(shown.look), translation.override(shown.language):
        return render_to_string(f"launch/preview/{kind}.html", _told(shown, example, at), request=request)


def jobs(shown: sketches.Sketch, url: str, *, at: datetime, most: int = 6) -> list[ShownJob]:
    """The trade's sample jobs, the newest some hours old."""
    people = [_member(person, url) for person in shown.preset.people]
    return [
        ShownJob(
            title=job.title,
            description=job.text,
            category=job.category,
            skills=Many(job.skills),
            budget=shown.money(job.budget),
            is_fixed=not job.hourly,
            get_kind_display=Kind.HOURLY.label if job.hourly else Kind.FIXED.label,
            days=job.days,
            client=people[(place * 2 + 1) % len(people)],
            posted_at=at - samples.FIRST - samples.APART * place,
            get_absolute_url=url,
        )
        for place, job in enumerate(shown.preset.jobs[:most])
    ]


def people(shown: sketches.Sketch, url: str, *, most: int = 4) -> list[ShownProfile]:
    return [
        ShownProfile(
            member=_member(person, url),
            skills=Many(person.skills),
            rate=shown.money(person.rate),
            get_availability_display=Availability.FULL.label,
        )
        for person in shown.preset.people[:most]
    ]


def _member(person: presets.Person, url: str) -> ShownMember:
    return ShownMember(person.name, person.headline, person.key, person.country, url)


def _told(shown: sketches.Sketch, example: str, at: datetime) -> dict[str, Any]:
    urls = _addresses(example)
    found = jobs(shown, urls["job_url"], at=at)
    return {
        "sketch": shown,
        "tenant": shown.facts(),
        "jobs": found,
        "job": found[0],
        "people": people(shown, urls["job_url"]),
        "arrangement": arrangements.of(shown.preset.theme),
        "categories": [
            {"name": one.name, "icon": icons.of(one.slug, place)} for place, one in enumerate(shown.preset.categories)
        ],
        "figures": _figures(shown),
        "example": shown.example,
        **urls,
    }


def _figures(shown: sketches.Sketch) -> list[tuple[str, int]]:
    """What the new marketplace's home page will count on its first day: its samples."""
    of = shown.preset
    return [
        (gettext("open jobs"), len(of.jobs)),
        (gettext("freelancers"), len(of.people)),
        (gettext("categories"), len(of.categories)),
    ]


def _addresses(example: str) -> dict[str, str]:
    if example:
        return {
            "home_url": reverse("launch:example", args=[example]),
            "job_url": reverse("launch:example_job", args=[example]),
            "begin_url": f"{reverse('launch:start')}?niche={example}",
        }
    return {
        "home_url": reverse("launch:preview", args=["home"]),
        "job_url": reverse("launch:preview", args=["job"]),
    }
