"""What may be seen of sign-ups, and what is already taken. Public schema."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db.models import QuerySet

from launch import letters, states
from launch.models import SignupDraft
from tenants.models import Domain, Tenant
from tenants.states import PURGED

# How many addresses are read at a time when looking for one that looks like the one typed.
CHUNK = 2000


def held_by(held: str | UUID | None) -> SignupDraft | None:
    """The sign-up this browser began or resumed. There is no other way to one but the signed link. One whose
    marketplace is no more is over."""
    try:
        found = SignupDraft.objects.select_related("tenant").filter(uuid=held).first() if held else None
    except (ValueError, TypeError):
        return None
    is_over = found and found.state != states.OPEN and (found.tenant is None or found.tenant.state == PURGED)
    return None if is_over else found


def by_uuid(uuid: str) -> SignupDraft | None:
    """The sign-up of a verified link."""
    return held_by(uuid)


def is_taken(slug: str) -> bool:
    """Whether a marketplace has this address, by its own name or by a host put up for it."""
    host = f"{slug}.{settings.TENANT_ZONE}"
    return Tenant.objects.filter(slug=slug).exists() or Domain.objects.filter(domain=host).exists()


def look_alike(slug: str) -> str:
    """The address that an eye would take for this one, or "". `r1gging-desk` looks like rigging-desk."""
    seen = letters.skeleton(slug)
    known = Tenant.objects.values_list("slug", flat=True).iterator(chunk_size=CHUNK)
    return next((other for other in known if other != slug and letters.skeleton(other) == seen), "")


def free_ones(slug: str, most: int = 3) -> list[str]:
    """Addresses near the one typed that are free, to offer instead."""
    base = slug[: letters.SLUG_LENGTH - 10]
    wanted = [f"{base}-{word}" for word in ("desk", "guild", "hq", "works", "market")]
    fit = [one for one in wanted if not letters.flaw_of_slug(one) and not is_taken(one)]
    return fit[:most]


def marketplaces_of(email: str) -> QuerySet[Tenant]:
    """The marketplaces somebody owns, for the mail that leads her to them."""
    return Tenant.objects.filter(owner_email__iexact=email).exclude(host=None).exclude(state=PURGED).order_by("name")


def open_steps(draft: SignupDraft) -> Sequence[str]:
    """The steps still to be taken, in order."""
    return [step for step in states.STEPS if step not in draft.done]


def is_being_built_with(draft: SignupDraft, answers: dict[str, Any]) -> bool:
    """Whether these answers of the last step, sent once more, are those by which it is being built: a second click."""
    draft.refresh_from_db()
    typed, kept = answers.get("password"), draft.password
    return draft.state == states.BUILDING and bool(typed and kept) and check_password(typed, kept)
