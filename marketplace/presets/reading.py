"""Read the files, once per process, and put a niche together in one language."""

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from marketplace.presets.words import Category, Job, Person, Preset, Skill

HERE = Path(__file__).parent
FREE = "free"
ORDER = (
    "game-animation", "web-development", "voice-over", "bim-cad", "medical-translation", "legal-translation",
    "podcast-editing", "garden-design", "scientific-illustration", "ux-research", "data-engineering",
    "wedding-photography", "tax-bookkeeping", "beekeeping",
)  # fmt: skip
# Letters that normalising leaves whole.
PLAIN = str.maketrans({"ı": "i", "ø": "o", "æ": "ae", "ß": "ss", "ł": "l", "đ": "d", "+": " plus"})
# A free niche has no look of its own: its words pick one, the same words always the same.
FREE_THEMES = ("harbour", "brigade", "clinic", "botanic", "candy", "studio", "stage", "ledger")


def slugs() -> tuple[str, ...]:
    """Every niche that has been written, in the order the wizard offers them."""
    return ORDER


@lru_cache(maxsize=256)
def get(slug: str, language: str = "en") -> Preset:
    """A niche in a language. Raises KeyError for a niche nobody wrote."""
    if slug not in ORDER:
        raise KeyError(slug)
    facts = _file(f"niches/{slug}/en")
    if language == "en":
        return _build(slug, "en", facts, facts)
    said = _file(f"niches/{slug}/{language}")
    general = _filled(_file(f"{FREE}/{language}"), said["title"], language) if said else {}
    if not said or not general:
        return _build(slug, "en", facts, facts)
    if "jobs" in said:
        return _build(slug, language, facts, general | said)
    return _build(slug, language, _general_facts(facts, said), general | said)


@lru_cache(maxsize=256)
def free(words: str, language: str = "en") -> Preset:
    """A trade nobody wrote about: general categories, jobs and copy that name it as it was typed."""
    title = " ".join(words.split())[:60] or "Freelance"
    spoken = language if (HERE / FREE / f"{language}.json").exists() else "en"
    facts = _file(f"{FREE}/en")
    theme = FREE_THEMES[sum(title.lower().encode()) % len(FREE_THEMES)]
    said = _filled(facts | _file(f"{FREE}/{spoken}"), title, spoken)
    return _build(FREE, spoken, facts, said | {"theme": theme})


def all_of(language: str = "en") -> list[Preset]:
    return [get(slug, language) for slug in ORDER]


def names_for(preset: Preset) -> tuple[str, ...]:
    """Names to suggest, none longer than a name may be."""
    return tuple(name for name in preset.names if len(name) <= 60)


def _general_facts(facts: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """A niche whose jobs are not written in a language yet keeps its look and takes the general work. With categories
    and skills of its own in that language, the general work goes under those."""
    general = _file(f"{FREE}/en")
    kept = {key: facts[key] for key in ("theme", "look", "keywords", "names")}
    if "skills" not in said:
        return general | kept
    slugs, names = list(facts["categories"]), facts["skills"]
    jobs = [
        job | {"category": slugs[place % len(slugs)], "skills": names[2 * place : 2 * place + 2]}
        for place, job in enumerate(general["jobs"])
    ]
    people = [person | {"skills": names[3 * place : 3 * place + 3]} for place, person in enumerate(general["people"])]
    return general | kept | {"categories": facts["categories"], "skills": names, "jobs": jobs, "people": people}


@lru_cache(maxsize=128)
def _file(name: str) -> dict[str, Any]:
    path = HERE / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _filled(said: dict[str, Any], title: str, language: str) -> dict[str, Any]:
    """General words with the trade in them: `{niche}` inside a sentence, `{Niche}` at its beginning."""
    upper = title[:1].upper() + title[1:]
    lower = title if title[:2].isupper() or language == "de" else title[:1].lower() + title[1:]
    text = json.dumps(said, ensure_ascii=False)
    inside, start = json.dumps(lower, ensure_ascii=False)[1:-1], json.dumps(upper, ensure_ascii=False)[1:-1]
    return json.loads(text.replace("{niche}", inside).replace("{Niche}", start))


def _build(slug: str, language: str, facts: dict[str, Any], said: dict[str, Any]) -> Preset:
    words = facts | said
    categories = tuple(Category(key, name) for key, name in words["categories"].items())
    keys = [slug_of(name) for name in facts["skills"]]
    skills = tuple(Skill(key, name) for key, name in zip(keys, words["skills"], strict=True))
    by_name = dict(zip(facts["skills"], skills, strict=True))
    by_slug = {category.slug: category for category in categories}
    jobs = [_job(f | w, by_slug, by_name) for f, w in zip(facts["jobs"], words["jobs"], strict=True)]
    people = [_person(f, f | w, by_name) for f, w in zip(facts["people"], words["people"], strict=True)]
    return Preset(
        slug=slug,
        language=language,
        categories=categories,
        skills=skills,
        jobs=tuple(jobs),
        people=tuple(people),
        steps=_pairs(words["steps"]),
        faq=_pairs(words["faq"]),
        names=tuple(words["names"]),
        keywords=tuple(words["keywords"]),
        **{key: words[key] for key in ("title", "talent", "theme", "look", "headline", "lead", "about")},
    )


def _pairs(rows: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in rows)


def _job(row: dict[str, Any], categories: dict[str, Category], skills: dict[str, Skill]) -> Job:
    return Job(
        title=row["title"],
        text=row["text"],
        category=categories[row["category"]],
        skills=tuple(skills[name] for name in row["skills"]),
        budget=row["budget"],
        hourly=row.get("hourly", False),
        days=row.get("days", 0),
    )


def _person(facts: dict[str, Any], row: dict[str, Any], skills: dict[str, Skill]) -> Person:
    return Person(
        key=slug_of(facts["name"]),
        name=row["name"],
        headline=row["headline"],
        bio=row["bio"],
        rate=row["rate"],
        country=row["country"],
        skills=tuple(skills[name] for name in row["skills"]),
    )


def slug_of(text: str) -> str:
    """ASCII and hyphens; what no Latin letter is left of gets its code points, so that no two skills meet."""
    plain = unicodedata.normalize(
        "NFKD", text.replace("ı", "i").replace("ø", "o").replace("æ", "ae").replace("+", " plus")
    )
    made = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
    return made or "-".join(f"{ord(letter):x}" for letter in text[:8])
