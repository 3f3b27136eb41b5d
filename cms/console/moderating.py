"""What the owner's staff do about a member."""

from datetime import datetime

from cms.console.forms import StandingForm
from kernel.actors import Actor
from kernel.errors import Refused
from marketplace.members import actions
from marketplace.members.models import Member


def change(member: Member, form: StandingForm, *, actor: Actor, at: datetime) -> bool:
    """Suspend her, or let her in again; a refusal stands beside the reason."""
    try:
        if form.suspends:
            actions.suspend(member=member, reason=form.cleaned_data["reason"], actor=actor, at=at)
        else:
            actions.reinstate(member=member, actor=actor, at=at)
    except Refused as refused:
        form.add_error("reason" if form.suspends else None, str(refused))
        return False
    return True
