"""What may be done with a sign-up: begin it, keep what is typed, accept a step, mail its link, build, finish."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import actors, errors, history, transition
from kernel.actors import Actor
from kernel.moves import Role
from launch import asked, mail, queries, states
from launch.models import SignupDraft
from tenants.provisioning import launching

# Somebody who has no account yet.
VISITOR = Actor("user", None, "sign-up")
SWEEPER = actors.CLOCK
# A sign-up nobody touched for so long is deleted, with the address and the password's hash in it.
FORGOTTEN = timedelta(days=60)
# What one field may keep while somebody types; what is longer is refused by the form anyway.
KEPT = 400


class UnableToBuild(errors.Refused):
    """The marketplace cannot be built yet, or not like this."""


def begin(*, language: str, time_zone: str, actor: Actor, at: datetime) -> SignupDraft:
    """A new, empty sign-up."""
    with transaction.atomic():
        draft = SignupDraft.objects.create(language=language, time_zone=time_zone, begun_at=at, touched_at=at)
        transition.begin(states.SIGN_UP, draft, "begin", role=Role.MEMBER, actor=actor, at=at)
    return draft


def keep_typed(*, draft: SignupDraft, step: str, typed: dict[str, str], actor: Actor, at: datetime) -> None:
    """Keep what stands in a step's fields, acceptable or not, so that no device loses it. Changes nothing else,
    so it writes no history."""
    if draft.state != states.OPEN:
        raise errors.TooLate()
    draft.typed = {**draft.typed, step: {name: _kept(value) for name, value in typed.items() if name != "password"}}
    draft.touched_at = at
    draft.save(update_fields=["typed", "touched_at"])


def _kept(value: str) -> str:
    """A null character, which no column holds, was never typed."""
    return value[:KEPT].replace("\x00", "")


def accept(*, draft: SignupDraft, step: str, answers: dict[str, Any], actor: Actor, at: datetime) -> None:
    """Write a step's checked answers and mark it finished. A password is kept as its hash only."""
    kept = dict(answers)
    if "password" in kept:
        kept["password"] = make_password(kept["password"]) if kept["password"] else ""
    with transaction.atomic():
        row = SignupDraft.objects.select_for_update().get(pk=draft.pk)
        if row.state != states.OPEN:
            raise errors.TooLate()
        row.done = [one for one in states.STEPS if one in row.done or one == step]
        row.typed = {name: typed for name, typed in row.typed.items() if name != step}
        row.touched_at = at
        for name, value in kept.items():
            setattr(row, name, value)
        row.save()
        history.record(row, "accept", actor=actor, at=at, data={"step": step, "fields": sorted(kept)})
    draft.refresh_from_db()


def mail_link(*, draft: SignupDraft, email: str, actor: Actor, at: datetime) -> None:
    """Mail the link that opens this sign-up on another device; it works for 14 days."""
    with transaction.atomic():
        history.record(draft, "mail_link", actor=actor, at=at)
    mail.send_link(draft, email)


def ask_way_in(*, email: str, language: str, actor: Actor, at: datetime) -> None:
    """Have a worker look somebody up and mail her the way in, so that nobody can tell by the time it takes whether she
    owns a marketplace; while nothing can be queued it is done here."""
    if not mail.queue_marketplaces(email, language):
        mail_marketplaces(email=email, actor=actor, at=at)


def mail_marketplaces(*, email: str, actor: Actor, at: datetime) -> None:
    """Mail somebody the way into the marketplaces she owns. Whoever owns none gets nothing and learns nothing."""
    owned = list(queries.marketplaces_of(email))
    if owned:
        mail.send_marketplaces(owned, email)


def build(*, draft: SignupDraft, actor: Actor, at: datetime) -> None:
    """Reserve the address and write the marketplace's steps down; nothing is built yet.

    Raises UnableToBuild when a step is missing or the address was taken meanwhile.
    """
    if queries.open_steps(draft):
        raise UnableToBuild(_("Please finish the earlier steps first."))
    try:
        with transaction.atomic():
            transition.apply(states.SIGN_UP, draft, "build", role=Role.MEMBER, actor=actor, at=at)
            draft.tenant = launching.request(**asked.of(draft), actor=actor, at=at)
            draft.save(update_fields=["tenant"])
    except launching.UnableToLaunch as refused:
        draft.refresh_from_db()
        raise UnableToBuild(refused.message) from refused


def go_on(*, draft: SignupDraft, actor: Actor, at: datetime) -> None:
    """Run the steps that are left; safe to call again. Raises launching.StepFailed when one does not work."""
    if draft.tenant is None or draft.state != states.BUILDING:
        raise errors.NotAllowed()
    launching.resume(draft.tenant, actor=actor, at=at)
    with transaction.atomic():
        transition.apply(
            states.SIGN_UP, draft, "finish", role=Role.MEMBER, actor=actor, at=at, fields={"password": "", "typed": {}}
        )


def forget_old(*, actor: Actor, at: datetime) -> int:
    """Delete the sign-ups that nobody has touched for 60 days; returns how many. A marketplace keeps nothing of its
    own here, so finished ones go too."""
    old = SignupDraft.objects.filter(touched_at__lt=at - FORGOTTEN).exclude(state=states.BUILDING)
    with transaction.atomic():
        found = list(old.select_for_update(skip_locked=True))
        for draft in found:
            history.record(draft, "forget", actor=actor, at=at)
            draft.delete()
    return len(found)
