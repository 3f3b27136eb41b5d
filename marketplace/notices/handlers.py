"""What the relay calls: from a history row to the notices it promises."""

from kernel.actors import SYSTEM
from kernel.history.models import Entry
from marketplace.notices import actions, registry


def tell(entry: Entry) -> None:
    """Tell everybody whom the move promises to tell, but not the one who made it. Twice is once."""
    roles, audience = registry.heard(entry)
    if audience is None:
        return
    for role in roles:
        for member in audience.members.get(role, ()):
            if member is None or member.user_id == entry.actor_id:
                continue
            actions.notify(
                member=member,
                kind=registry.kind(entry.subject_type, entry.verb, role),
                params=dict(audience.params),
                url=audience.url_for(role),
                key=f"entry:{entry.pk}",
                actor=SYSTEM,
                at=entry.at,
            )
