"""Who hears of what happens to jobs, proposals and offers, and in which words."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kernel.history.models import Entry
from kernel.moves import Role
from marketplace.jobs import states
from marketplace.jobs.models import DeclineReason, Job, Offer, Proposal
from marketplace.members.models import Member
from marketplace.notices.registry import Audience, Words

CLIENT, FREELANCER = Role.CLIENT, Role.FREELANCER
SEE_JOB, SEE_PROPOSALS, SEE_OFFER = _("See the job"), _("See the proposals"), _("See the offer")

JOB_WORDS = {
    ("post", CLIENT): Words(
        _("Your job “%(job)s” is online."), label=_("My job is online"), action=SEE_JOB, quiet=True
    ),
    ("fill", FREELANCER): Words(
        _("The job “%(job)s” has been filled."), label=_("A job I answered is filled"), action=SEE_JOB
    ),
    ("close", FREELANCER): Words(
        _("%(client)s has ended the search for “%(job)s”."), label=_("A job I answered is closed"), action=SEE_JOB
    ),
    ("warn", CLIENT): Words(
        _("Your job “%(job)s” ends on %(day)s."),
        label=_("My job ends soon"),
        body=_("Nothing has happened around it for a while. Change it or answer a proposal, and it stays online."),
        action=SEE_PROPOSALS,
    ),
    ("expire", CLIENT): Words(
        _("Your job “%(job)s” has ended: nothing happened around it any more."),
        label=_("My job has ended"),
        body=_("You can post it again with one click."),
        action=SEE_JOB,
    ),
    ("expire", FREELANCER): Words(
        _("The job “%(job)s” has ended."), label=_("A job I answered has ended"), action=SEE_JOB, quiet=True
    ),
    ("remove", CLIENT): Words(
        _("Your job “%(job)s” was removed."),
        label=_("My job was removed"),
        body=_("The reason: %(reason)s"),
        action=SEE_JOB,
    ),
    ("remove", FREELANCER): Words(
        _("The job “%(job)s” was removed."), label=_("A job I answered was removed"), quiet=True
    ),
}
PROPOSAL_WORDS = {
    ("submit", CLIENT): Words(
        _("%(freelancer)s sent a proposal for “%(job)s”."), label=_("A new proposal"), action=SEE_PROPOSALS
    ),
    ("interview", FREELANCER): Words(
        _("%(client)s wants to talk with you about “%(job)s”."),
        label=_("A client wants to talk"),
        action=_("See your proposal"),
    ),
    ("withdraw", CLIENT): Words(
        _("%(freelancer)s took back the proposal for “%(job)s”."),
        label=_("A proposal is taken back"),
        action=SEE_PROPOSALS,
        quiet=True,
    ),
    ("decline", FREELANCER): Words(
        _("%(client)s declined your proposal for “%(job)s”."),
        label=_("My proposal is declined"),
        body=_("The reason: %(reason)s."),
        action=_("See your proposal"),
    ),
}
# Told until contracts told it themselves; notices from then still have their words.
ACCEPTED = Words(_("%(freelancer)s accepted your offer “%(offer)s”."), action=SEE_OFFER)
OFFER_WORDS = {
    ("make", FREELANCER): Words(
        _("%(client)s offers you “%(offer)s” for %(amount)s."),
        label=_("An offer for me"),
        body=_("You have until %(day)s to accept or decline."),
        action=SEE_OFFER,
    ),
    ("decline", CLIENT): Words(
        _("%(freelancer)s declined your offer “%(offer)s”."), label=_("My offer is declined"), action=SEE_OFFER
    ),
    ("withdraw", FREELANCER): Words(
        _("%(client)s took back the offer “%(offer)s”."), label=_("An offer for me is taken back"), action=SEE_OFFER
    ),
    ("expire", CLIENT): Words(
        _("Your offer “%(offer)s” to %(freelancer)s has expired."),
        label=_("My offer has expired"),
        action=SEE_OFFER,
    ),
    ("expire", FREELANCER): Words(
        _("The offer “%(offer)s” from %(client)s has expired."),
        label=_("An offer for me has expired"),
        action=SEE_OFFER,
    ),
}


def of_job(entry: Entry) -> Audience | None:
    """The client, and whoever waits for an answer; nobody else's proposal is named."""
    job = Job.objects.select_related("client").filter(pk=entry.subject_id).first()
    if job is None:
        return None
    waiting = Proposal.objects.filter(job=job, state__in=states.Proposal.LIVE).select_related("freelancer")
    return Audience(
        members={CLIENT: [job.client], FREELANCER: [proposal.freelancer for proposal in waiting]},
        params={
            "job": str(job),
            "client": job.client.name,
            "reason": entry.data.get("reason", ""),
            "day": {"day": job.expires_at.isoformat()} if job.expires_at else "",
        },
        url=reverse("jobs:inbox", args=[job.uuid]) if entry.verb == "warn" else job.get_absolute_url(),
    )


def of_proposal(entry: Entry) -> Audience | None:
    proposal = Proposal.objects.select_related("job__client", "freelancer").filter(pk=entry.subject_id).first()
    # A draft that was never sent is thrown away without a word.
    if proposal is None or proposal.submitted_at is None:
        return None
    with translation.override("en"):  # kept as the source has it, said in each reader's language
        reason = str(dict(DeclineReason.choices).get(entry.data.get("reason", ""), ""))
    return Audience(
        members={CLIENT: [proposal.job.client], FREELANCER: [proposal.freelancer]},
        params={
            "job": str(proposal.job),
            "client": proposal.job.client.name,
            "freelancer": proposal.freelancer.name,
            "reason": {"said": reason} if reason else "",
        },
        url={
            CLIENT: reverse("jobs:inbox", args=[proposal.job.uuid]),
            FREELANCER: proposal.get_absolute_url(),
        },
    )


def of_offer(entry: Entry) -> Audience | None:
    offer = Offer.objects.select_related("client", "freelancer").filter(pk=entry.subject_id).first()
    if offer is None:
        return None
    return Audience(
        members={CLIENT: [offer.client], FREELANCER: [offer.freelancer]},
        params={
            "offer": offer.title,
            "client": offer.client.name,
            "freelancer": offer.freelancer.name,
            "amount": {"minor": offer.amount_minor, "currency": offer.currency},
            "day": {"day": offer.expires_at.isoformat()},
        },
        url=offer.get_absolute_url(),
    )


MEMBER_WORDS = {
    ("suspend", Role.MEMBER): Words(
        _("Your membership is suspended."),
        label=_("My membership is suspended"),
        body=_("The reason: %(reason)s. Running contracts go on; nothing new can begin."),
    ),
    ("reinstate", Role.MEMBER): Words(
        _("Your membership is active again."), label=_("My membership is active again"), action=_("Go on")
    ),
}


def of_member(entry: Entry) -> Audience | None:
    """Members and notices are blind to each other; their news meet here."""
    member = Member.objects.filter(pk=entry.subject_id).first()
    if member is None:
        return None
    url = reverse("members:settings")
    return Audience(members={Role.MEMBER: [member]}, params={"reason": entry.data.get("reason", "")}, url=url)
