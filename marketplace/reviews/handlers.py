"""A contract's end opens its reviews; the clock closes them."""

from datetime import datetime

from kernel import actors, timers
from kernel.history.models import Entry
from marketplace.contracts.models import Contract
from marketplace.reviews import actions
from marketplace.reviews.models import Round


def on_finish(entry: Entry) -> None:
    contract = Contract.objects.get(pk=entry.subject_id)
    actions.open_round(contract=contract, actor=actors.CLOCK, at=entry.at)


@timers.handle("review_round", "show")
def close(round_id: int, at: datetime) -> None:
    actions.close_round(review_round=Round.objects.get(pk=round_id), actor=actors.CLOCK, at=at)
