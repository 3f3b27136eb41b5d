"""Signed links of the public host. Each kind has its own salt, so that one never opens what another does."""

from django.core import signing

from launch.models import SignupDraft

DRAFT, OWNER = "launch.draft", "launch.owner"
DRAFT_LASTS = 14 * 24 * 3600
OWNER_LASTS = 3600


def for_draft(draft: SignupDraft) -> str:
    return signing.dumps(str(draft.uuid), salt=DRAFT)


def draft_of(token: str) -> str | None:
    """The uuid of the sign-up a link is for; None when it is forged or older than 14 days."""
    return _read(token, DRAFT, DRAFT_LASTS)


def for_owner(email: str) -> str:
    return signing.dumps(email.lower(), salt=OWNER)


def owner_of(token: str) -> str | None:
    """The e-mail address a link was sent to; None when it is forged or older than an hour."""
    return _read(token, OWNER, OWNER_LASTS)


def _read(token: str, salt: str, lasts: int) -> str | None:
    try:
        return str(signing.loads(token, salt=salt, max_age=lasts))
    except signing.BadSignature:
        return None
