"""From the public site into one's own marketplace, signed in: a link that works once, for a minute, on that host alone.

The row lies in the marketplace's own schema and the digest carries it, so a link of one marketplace means nothing on
another; using it deletes the row, and the database lets one delete win.
"""

import secrets
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import place
from accounts.models import Handover, User
from kernel import errors

LIFETIME = timedelta(seconds=60)
TYPED = ".typed"  # the end of a token, which has no dots of its own


class LinkIsVoid(errors.Refused):
    message = _("This sign-in link has been used, has expired, or was made for another address.")


def issue(*, user: User, at: datetime, next_path: str = "/", has_typed_password: bool = False) -> str:
    """The address that signs `user` in, once, until a minute after `at`. Call it inside the marketplace's scope, where
    `user` lives, after making sure that whoever asks is that person. `at` is real time, never a demo's moved clock.
    Whoever `has_typed_password` minutes ago is not asked for it again at the next protected page."""
    token = secrets.token_urlsafe(32) + (TYPED if has_typed_password else "")
    Handover.objects.filter(expires_at__lte=at).delete()
    Handover.objects.create(digest=_digest(token), user=user, next_path=next_path, expires_at=at + LIFETIME)
    return place.get().base_url + reverse("accounts:handover", args=[token])


def redeem(*, token: str, at: datetime) -> tuple[User, str]:
    """The person whom the token signs in and where she goes; the token is gone. Raises `LinkIsVoid`."""
    row = Handover.objects.select_related("user").filter(digest=_digest(token), expires_at__gt=at).first()
    if row is None or Handover.objects.filter(pk=row.pk).delete()[0] != 1:
        raise LinkIsVoid()
    return row.user, row.next_path


def knows_password(token: str) -> bool:
    """Whether the link was made for somebody who had just typed her password; a link that was redeemed is not forged,
    since its digest holds all of it."""
    return token.endswith(TYPED)


def _digest(token: str) -> str:
    return salted_hmac(place.salt("accounts.handover"), token, algorithm="sha256").hexdigest()
