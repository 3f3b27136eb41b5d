"""Draw a page of a marketplace that does not exist yet, with the templates that real ones have."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from kernel.money import Money
from launch import sketch as sketches
from marketplace import presets
from theming import brand

KINDS = ("home", "job")


@dataclass(frozen=True)
class ShownJob:
    title: str
    text: str
    category: str
    skills: tuple[str, ...]
    budget: Money
    hourly: bool
    days: int
    client: str


@dataclass(frozen=True)
class ShownPerson:
    key: str
    name: str
    headline: str
    bio: str
    rate: Money
    skills: tuple[str, ...]


def page(request: HttpRequest, shown: sketches.Sketch, kind: str, example: str = "") -> str:
    """The whole page as HTML, in the sketch's look and language."""
    with brand.tried_on(shown.look), translation.override(shown.language):
        return render_to_string(f"launch/preview/{kind}.html", _told(shown, example), request=request)


def jobs(shown: sketches.Sketch, most: int = 6) -> list[ShownJob]:
    people = [person.name for person in shown.preset.people]
    return [_job(shown, job, people[place % len(people)]) for place, job in enumerate(shown.preset.jobs[:most], 3)]


def people(shown: sketches.Sketch, most: int = 4) -> list[ShownPerson]:
    return [
        ShownPerson(
            key=person.key,
            name=person.name,
            headline=person.headline,
            bio=person.bio,
            rate=shown.money(person.rate),
            skills=tuple(skill.name for skill in person.skills),
        )
        for person in shown.preset.people[:most]
    ]


def _job(shown: sketches.Sketch, job: presets.Job, client: str) -> ShownJob:
    return ShownJob(
        title=job.title,
        text=job.text,
        category=job.category.name,
        skills=tuple(skill.name for skill in job.skills),
        budget=shown.money(job.budget),
        hourly=job.hourly,
        days=job.days,
        client=client,
    )


def _told(shown: sketches.Sketch, example: str) -> dict[str, Any]:
    found = jobs(shown)
    return {
        "sketch": shown,
        "tenant": shown.facts(),
        "jobs": found,
        "job": found[0],
        "people": people(shown),
        "example": shown.example,
        **_addresses(example),
    }


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
