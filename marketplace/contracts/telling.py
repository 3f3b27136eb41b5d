"""Who hears of a contract's moves, in which words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kernel.history.models import Entry
from kernel.moves import Role
from marketplace.contracts import states
from marketplace.contracts.models import Bonus, Contract, Milestone
from marketplace.notices import registry
from marketplace.notices.registry import Audience, Words

C, F = Role.CLIENT, Role.FREELANCER
OPEN = _("Open the workroom")

CONTRACT_WORDS = {
    ("hire", C): Words(
        _("%(freelancer)s accepted your offer: “%(title)s”"),
        label=_("Your offer is accepted"),
        body=_("Fund the first milestone, so that the work can begin."),
        action=_("Fund the first milestone"),
    ),
    ("activate", C): Words(_("“%(title)s” has started."), label=_("A contract starts"), action=OPEN, quiet=True),
    ("activate", F): Words(
        _("“%(title)s” has started: the first milestone is funded."), label=_("A contract starts"), action=OPEN
    ),
    ("pause", F): Words(_("%(client)s paused “%(title)s”."), label=_("A contract is paused"), action=OPEN),
    ("resume", F): Words(_("%(client)s resumed “%(title)s”."), label=_("A contract goes on"), action=OPEN),
    ("end", C): Words(
        _("%(freelancer)s ended the contract “%(title)s”."), label=_("A contract is being ended"), action=OPEN
    ),
    ("end", F): Words(
        _("%(client)s ended the contract “%(title)s”."), label=_("A contract is being ended"), action=OPEN
    ),
    ("finish", C): Words(
        _("The contract “%(title)s” has ended."), label=_("A contract has ended"), action=OPEN, quiet=True
    ),
    ("finish", F): Words(
        _("The contract “%(title)s” has ended."), label=_("A contract has ended"), action=OPEN, quiet=True
    ),
}

MILESTONE_WORDS = {
    ("propose", C): Words(
        _("%(freelancer)s proposed a milestone: “%(milestone)s” for %(amount)s"),
        label=_("A milestone is proposed"),
        action=_("Look at it"),
    ),
    ("propose", F): Words(
        _("%(client)s proposed a milestone: “%(milestone)s” for %(amount)s"),
        label=_("A milestone is proposed"),
        action=_("Look at it"),
    ),
    ("agree", C): Words(
        _("%(freelancer)s agreed to the milestone “%(milestone)s”."),
        label=_("A milestone is agreed on"),
        action=_("Fund it"),
    ),
    ("agree", F): Words(
        _("%(client)s agreed to the milestone “%(milestone)s”."), label=_("A milestone is agreed on"), action=OPEN
    ),
    ("drop", C): Words(
        _("%(freelancer)s removed the milestone “%(milestone)s”."), label=_("A milestone is removed"), action=OPEN
    ),
    ("drop", F): Words(
        _("%(client)s removed the milestone “%(milestone)s”."), label=_("A milestone is removed"), action=OPEN
    ),
    ("roll_on", C): Words(
        _("%(amount)s of “%(milestone)s” stays funded for the rest of the work."),
        label=_("A part stays funded"),
        action=OPEN,
        quiet=True,
    ),
    ("roll_on", F): Words(
        _("%(amount)s of “%(milestone)s” stays funded for the rest of the work."),
        label=_("A part stays funded"),
        action=OPEN,
    ),
    ("confirm", C): Words(
        _("“%(milestone)s” is funded with %(amount)s."), label=_("A milestone is funded"), action=OPEN, quiet=True
    ),
    ("confirm", F): Words(
        _("“%(milestone)s” is funded with %(amount)s. You can start."),
        label=_("A milestone is funded"),
        action=OPEN,
    ),
    ("fail", C): Words(
        _("Your payment for “%(milestone)s” did not go through."),
        label=_("A payment fails"),
        body=_("Nothing was charged. You can try again with the same or another card."),
        action=_("Try again"),
    ),
    ("deliver", C): Words(
        _("%(freelancer)s delivered “%(milestone)s”."),
        label=_("Work is delivered"),
        body=_("Approve it or ask for changes until %(day)s; after that the payment is released by itself."),
        action=_("Look at the delivery"),
    ),
    ("ask_changes", F): Words(
        _("%(client)s asks for changes in “%(milestone)s”."), label=_("Changes are asked for"), action=_("Read them")
    ),
    ("release", C): Words(
        _("The payment for “%(milestone)s” was released by itself: the time to answer was over."),
        label=_("A payment is released"),
        action=OPEN,
    ),
    ("release", F): Words(
        _("The payment for “%(milestone)s” is released."),
        label=_("A payment is released"),
        body=_("It is pending at first; your earnings say from when you can withdraw it."),
        action=OPEN,
    ),
    ("request_cancel", F): Words(
        _("%(client)s wants to cancel “%(milestone)s”."),
        label=_("A cancellation is asked for"),
        body=_("Please answer within seven days; without an answer the money goes back."),
        action=_("Answer"),
    ),
    ("refuse_cancel", C): Words(
        _("%(freelancer)s wants to go on with “%(milestone)s”."),
        label=_("A cancellation is answered"),
        action=OPEN,
    ),
    ("refund", C): Words(
        _("%(amount)s for “%(milestone)s” goes back to you, with the fee."),
        label=_("Money is given back"),
        action=OPEN,
    ),
    ("refund", F): Words(
        _("The money for “%(milestone)s” went back to %(client)s."), label=_("Money is given back"), action=OPEN
    ),
}

BONUS_WORDS = {
    ("pay", C): Words(_("Your bonus of %(amount)s was paid."), label=_("A bonus is paid"), action=OPEN, quiet=True),
    ("pay", F): Words(
        _("%(client)s gave you a bonus of %(amount)s."), label=_("A bonus is paid"), action=_("See the receipt")
    ),
    ("fail", C): Words(
        _("The payment of your bonus did not go through."), label=_("A payment fails"), action=_("Try again")
    ),
}


def register() -> None:
    label = _("Contracts")
    registry.register(states.CONTRACT, audience=of_contract, words=CONTRACT_WORDS, label=label)
    registry.register(states.MILESTONE, audience=of_milestone, words=MILESTONE_WORDS, label=label)
    registry.register(states.BONUS, audience=of_bonus, words=BONUS_WORDS, label=label)


def of_contract(entry: Entry) -> Audience:
    contract = Contract.objects.select_related("client", "freelancer").get(pk=entry.subject_id)
    return _audience(contract)


def of_milestone(entry: Entry) -> Audience:
    rows = Milestone.objects.select_related("contract__client", "contract__freelancer")
    milestone = rows.get(pk=entry.subject_id)
    amount = {"minor": milestone.amount_minor, "currency": milestone.currency}
    until = milestone.answer_until
    day = {"day": until.isoformat()} if until else ""
    return _audience(milestone.contract, milestone=milestone.title, amount=amount, day=day)


def of_bonus(entry: Entry) -> Audience:
    bonus = Bonus.objects.select_related("contract__client", "contract__freelancer").get(pk=entry.subject_id)
    return _audience(bonus.contract, amount={"minor": bonus.amount_minor, "currency": bonus.currency})


def _audience(contract: Contract, **values: Any) -> Audience:
    params = {"title": contract.title, "client": contract.client.name, "freelancer": contract.freelancer.name}
    members = {C: [contract.client], F: [contract.freelancer]}
    return Audience(members, params | values, contract.get_absolute_url())
