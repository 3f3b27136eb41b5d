"""Setting the time limits."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kernel import history
from kernel.actors import Actor
from marketplace.windows import queries
from marketplace.windows.errors import UnableToLimit
from marketplace.windows.models import LIMITS, Windows


@transaction.atomic
def set_windows(*, days: Mapping[str, int], actor: Actor, at: datetime) -> Windows:
    """Let these limits hold for all that begins from now on; whatever runs keeps its own. `days` names any of
    `models.LIMITS`, in whole days. The history keeps the old numbers beside the new ones."""
    before = queries.current()
    wanted = {name: int(days.get(name, getattr(before, name))) for name in LIMITS}
    for name, (_default, least, most) in LIMITS.items():
        if not least <= wanted[name] <= most:
            raise UnableToLimit(_("A number is out of its bounds."), name)
    if wanted["warn_days"] >= wanted["job_days"]:
        raise UnableToLimit(_("The warning has to come before the job ends."), "warn_days")
    row = Windows.objects.create(**wanted, set_at=at)
    changed = {name: [getattr(before, name), value] for name, value in wanted.items() if getattr(before, name) != value}
    history.record(row, "set", actor=actor, at=at, data={"changed": changed})
    return row
