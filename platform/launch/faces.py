"""What the wizard's pages need to be drawn: the form of a step, its steps, and the notes that follow what is typed."""

from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from launch import forms, labels, letters, looks, queries, sketch, states
from launch.models import SignupDraft
from marketplace import presets
from theming import presets as themes

ALL = (*states.STEPS, "building")


@dataclass(frozen=True)
class StepLink:
    """A step as <c-steps> draws it: done, current or open."""

    label: Any
    state: str
    url: str = ""


def steps(draft: SignupDraft, current: str) -> list[StepLink]:
    """All six, with links to those that may be opened: the finished ones and the first unfinished."""
    after = next((step for step in states.STEPS if step not in draft.done), "building")
    links = []
    for step in ALL:
        state = "current" if step == current else "done" if step in draft.done else "open"
        reachable = draft.state == states.OPEN and (step in draft.done or step == after) and step != "building"
        links.append(StepLink(labels.STEPS[step], state, reverse(f"launch:{step}") if reachable else ""))
    return links


def first_open(draft: SignupDraft) -> str:
    """Where somebody who comes back goes on."""
    if draft.state != states.OPEN:
        return "building"
    return next((step for step in states.STEPS if step not in draft.done), states.ACCOUNT)


def after(step: str) -> str:
    return ALL[ALL.index(step) + 1]


def before(step: str) -> str:
    return ALL[ALL.index(step) - 1] if ALL.index(step) else ""


def form_of(
    draft: SignupDraft, step: str, data: QueryDict | None = None, files: MultiValueDict | None = None
) -> django_forms.Form:
    """A step's form: with what was sent, or with what was typed or accepted before."""
    more: dict[str, Any] = {}
    if step == states.BRAND:
        more["preset"] = looks.preset_of(draft.niche, draft.trade, draft.language)
    if data is not None:
        return forms.FORMS[step](data=data, files=files, **more)
    return forms.FORMS[step](initial=_initial(draft, step) | draft.typed.get(step, {}), **more)


def fields_of(step: str, data: QueryDict) -> dict[str, str]:
    """What stands in a step's own fields."""
    return {key: str(data[key]) for key in forms.FORMS[step].base_fields if key in data}


def with_offer(data: QueryDict) -> QueryDict:
    """What was sent, with the offer that was taken up: a button `offer=primary:#4338ca` sets that field."""
    field, _colon, value = data.get("offer", "").partition(":")
    if not field:
        return data
    changed = data.copy()
    changed[field] = value
    if field == "name":
        changed["slug"] = ""
    return changed


def _initial(draft: SignupDraft, step: str) -> dict[str, Any]:
    if step == states.BRAND:
        shown = sketch.of(draft)
        return {"theme": shown.theme, "drawn_from": shown.theme, **{key: shown.chosen[key] for key in forms.OWN}}
    known = {name: getattr(draft, name, "") for name in forms.FORMS[step].base_fields}
    if step == states.MONEY:
        known |= {"flat": forms.percent(draft.flat_bps), "client": forms.percent(draft.client_bps)}
    return known | {"password": "", "way": forms.PASSWORD}


def notes(draft: SignupDraft, step: str, form: django_forms.Form) -> dict[str, Any]:
    """What stands beside the fields and follows them: ideas, availability, colours, the worked example."""
    shown = sketch.of(draft)
    told: dict[str, Any] = {"draft": draft, "step": step, "form": form, "sketch": shown, "mark": sketch.mark(shown)}
    if step == states.IDEA and shown.preset.slug == presets.FREE:
        told["meant"] = _meant(shown.preset.title, shown.language)
    if step == states.NAME:
        told["names"] = presets.names_for(shown.preset)
        told |= _availability(form)
    if step == states.BRAND:
        told["findings"] = looks.findings(shown.chosen, looks.tokens_of(shown.preset, shown.theme))
        told["themes"] = list(themes.PRESETS)
    return told


def later(draft: SignupDraft, form: django_forms.Form, left: str) -> dict[str, Any]:
    """What the page needs that mails the link of this sign-up; `left` is the step to go on with."""
    step = left if left in states.STEPS else first_open(draft)
    shown = sketch.of(draft)
    told: dict[str, Any] = {"draft": draft, "form": form, "sketch": shown, "mark": sketch.mark(shown)}
    return told | {"steps": steps(draft, step), "back": f"launch:{step}"}


def _meant(title: str, language: str) -> presets.Preset | None:
    slug = presets.guess(title)
    return presets.get(slug, language) if slug else None


def _availability(form: django_forms.Form) -> dict[str, Any]:
    """Answered while somebody types: free, or why not, and what is free instead."""
    if not form.is_bound:
        return {}
    form.full_clean()
    slug = form.cleaned_data.get("slug", "") if hasattr(form, "cleaned_data") else ""
    typed = (form.data.get("slug") or "").strip().lower() or letters.slug_for(form.data.get("name") or "")
    if slug and "slug" not in form.errors:
        return {"free": slug}
    offered = queries.free_ones(typed) if typed and not letters.flaw_of_slug(typed) else []
    return {"offered": offered}
