"""What a person may do with her own account."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User
from kernel import history
from kernel.actors import Actor

CLIENT, FREELANCER = "client", "freelancer"


def choose_language(*, user: User, language: str, actor: Actor, at: datetime) -> None:
    """From now on she reads pages and mails in `language` (a code that the marketplace speaks)."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


def join(*, user: User, purpose: str, actor: Actor | None = None, at: datetime) -> User:
    """Keep a person who has just signed up and tell `user.join` with `{"as": "client" | "freelancer" | ""}`; she has
    yet to confirm her e-mail. Without an actor she did it herself."""
    with transaction.atomic():
        user.save()
        history.record(user, "join", actor=actor or Actor.of(user), at=at, data={"as": purpose})
    return user


def stand_as_staff(*, user: User, is_staff: bool, actor: Actor, at: datetime) -> None:
    """From now on she is, or is no longer, one of the owner's staff: her pages lead to the console. Twice is once."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_staff=not is_staff).update(is_staff=is_staff):
            history.record(user, "join_staff" if is_staff else "leave_staff", actor=actor, at=at)


def confirm_email(*, user: User, actor: Actor, at: datetime) -> None:
    """Take her e-mail address as hers, without a code: for people whose address has been confirmed elsewhere (the
    owner on the public site) and for samples. Twice is once."""
    with transaction.atomic():
        address, is_new = EmailAddress.objects.get_or_create(
            user=user, email=user.email.lower(), defaults={"verified": True, "primary": True}
        )
        if is_new or not address.verified:
            EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)
            history.record(user, "confirm_email", actor=actor, at=at)
