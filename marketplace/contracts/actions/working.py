"""The work goes back and forth: delivered, changed, delivered again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel.actors import Actor
from marketplace.contracts import parties, states, steps
from marketplace.contracts.errors import UnableToAskChanges, UnableToDeliver
from marketplace.contracts.models import Milestone, Submission, SubmissionFile
from marketplace.files.intake import Taken
from marketplace.windows import queries as windows


@transaction.atomic
def deliver(*, milestone: Milestone, note: str, files: Sequence[Taken] = (), actor: Actor, at: datetime) -> Submission:
    """Hand in the work of a funded milestone; unless the client answers in time (14 days), the clock releases it."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "deliver")
    if not note.strip() and not files:
        raise UnableToDeliver(_("Please say a few words or add a file."))
    number = now.submissions.count() + 1
    data = {"submission": number, "files": len(files)}
    steps.move(
        states.MILESTONE,
        now,
        "deliver",
        role=role,
        actor=actor,
        at=at,
        data=data,
        fields={"submitted_at": at, "answer_until": at + windows.current().of("release")},
    )
    submission = Submission.objects.create(milestone=now, number=number, note=note, submitted_at=at)
    for taken in files:
        kept = SubmissionFile(submission=submission, added_at=at)
        kept.fill(taken)
        kept.save()
    return submission


@transaction.atomic
def ask_changes(*, milestone: Milestone, note: str, actor: Actor, at: datetime) -> Submission:
    """Say what is still missing in the last delivery; the clock stops until the next one."""
    held = steps.hold(milestone.contract_id)
    now = steps.fresh(milestone, held)
    role = parties.role_of(held, actor)
    steps.refuse_if_over(held, "ask_changes")
    if not note.strip():
        raise UnableToAskChanges(_("Please say what should be changed."))
    steps.move(states.MILESTONE, now, "ask_changes", role=role, actor=actor, at=at)
    last = now.submissions.order_by("-number")[0]
    last.changes_note, last.changes_at = note, at
    last.save(update_fields=["changes_note", "changes_at"])
    return last
