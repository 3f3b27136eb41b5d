"""The sentence for a verb that a milestone's or a contract's state does not allow; one for each pair people meet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.errors import NotAllowed, Refused
from marketplace.contracts import errors, states

ENDED = _("This contract has ended.")
GENERAL = _("This is not possible at the moment.")
NOT_YOURS = _("This is for the other side of the contract to do.")

ALREADY = {
    states.RELEASED: _("This milestone was released already."),
    states.REFUNDED: _("This milestone was refunded already."),
    states.DROPPED: _("This milestone was removed."),
    states.PROPOSED: _("This milestone is not agreed on yet."),
}

KINDS: dict[str, type[Refused]] = {
    "agree": errors.UnableToPlan,
    "drop": errors.UnableToPlan,
    "fund": errors.UnableToFund,
    "deliver": errors.UnableToDeliver,
    "ask_changes": errors.UnableToAskChanges,
    "release": errors.UnableToRelease,
    "request_cancel": errors.UnableToCancel,
    "refuse_cancel": errors.UnableToCancel,
    "refund": errors.UnableToRefund,
    "pause": errors.UnableToEnd,
    "resume": errors.UnableToEnd,
    "end": errors.UnableToEnd,
}

NOT_FUNDED = _("This milestone is not funded yet.")
SENTENCES: dict[str, dict[str, Promise]] = {
    "agree": {
        states.AGREED: _("This milestone is agreed on already."),
        states.FUNDED: _("This milestone is agreed on already."),
    },
    "drop": {
        states.FUNDING: _("A payment for this milestone is on its way."),
        states.FUNDED: _("This milestone is funded; ask for a cancellation instead."),
        states.SUBMITTED: _("This milestone is delivered; it can only be released or changed."),
    },
    "fund": {
        states.FUNDING: _("A payment for this milestone is on its way."),
        states.FUNDED: _("This milestone is funded already."),
        states.SUBMITTED: _("This milestone is funded already."),
        states.CHANGES_REQUESTED: _("This milestone is funded already."),
    },
    "deliver": {
        states.AGREED: _("This milestone is not funded yet. Please wait with the work until it is."),
        states.FUNDING: _("This milestone is not funded yet. Please wait with the work until it is."),
        states.SUBMITTED: _("This milestone is delivered already and waits for the client's answer."),
        states.CANCEL_REQUESTED: _("The client asked to cancel this milestone. Please answer that first."),
    },
    "ask_changes": {
        states.AGREED: NOT_FUNDED,
        states.FUNDING: NOT_FUNDED,
        states.FUNDED: _("The work is not delivered yet."),
        states.CHANGES_REQUESTED: _("You have asked for changes already."),
        states.CANCEL_REQUESTED: _("You asked to cancel this milestone."),
    },
    "release": {
        states.AGREED: NOT_FUNDED,
        states.FUNDING: NOT_FUNDED,
        states.FUNDED: _("The work is not delivered yet."),
        states.CHANGES_REQUESTED: _("You asked for changes; the new delivery has not come yet."),
        states.CANCEL_REQUESTED: _("You asked to cancel this milestone."),
    },
    "request_cancel": {
        states.AGREED: NOT_FUNDED,
        states.FUNDING: NOT_FUNDED,
        states.SUBMITTED: _("The work is delivered. Please approve it or ask for changes."),
        states.CANCEL_REQUESTED: _("You have asked for this already."),
    },
    "refuse_cancel": {states.FUNDED: _("Nobody asks to cancel this milestone.")},
    "refund": {states.AGREED: NOT_FUNDED, states.FUNDING: NOT_FUNDED},
    "pause": {
        states.PAUSED: _("This contract is paused already."),
        states.PENDING_FUNDING: _("This contract has not started yet."),
        states.ENDING: _("This contract is about to end."),
    },
    "resume": {
        states.ACTIVE: _("This contract is not paused."),
        states.ENDING: _("This contract is about to end."),
    },
    "end": {states.ENDING: _("This contract is about to end already.")},
}


def kind(verb: str) -> type[Refused]:
    """What a refusal of `verb` is called; what no person does (a payment's arrival) is just not allowed."""
    return KINDS.get(verb, NotAllowed)


def refusal(verb: str, state: str) -> Refused:
    """What to raise when `verb` is not possible in `state`."""
    if state == states.ENDED:
        return kind(verb)(ENDED)
    said = SENTENCES.get(verb, {}).get(state) or ALREADY.get(state)
    return kind(verb)(said or GENERAL)
