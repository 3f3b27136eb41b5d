"""A marketplace in which everything has happened once (or several times): for tests that walk over all pages.

`scene.build("Brigademark")` runs in the marketplace that is active, through the real doors, in its own currency;
everybody and everything carries the mark. Objects that many rows of a list show come `rows` times.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from billing.payments import actions as payments
from billing.payments import outbox
from billing.payments.models import Collection, Payout, PayoutMethod
from kernel import timers
from kernel.actors import SYSTEM, Actor
from kernel.history import relay
from kernel.money import Money
from marketplace.contracts import actions as contracts
from marketplace.contracts.models import Contract, Milestone, SubmissionFile
from marketplace.escrow import actions as escrow
from marketplace.escrow.models import Release
from marketplace.files import intake
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, JobFile, Offer, Proposal, ProposalFile
from marketplace.members import actions as members
from marketplace.members.models import Member, PortfolioItem
from marketplace.notices import actions as notices
from marketplace.notices.models import Notice
from marketplace.reviews import actions as reviews
from marketplace.reviews.models import CRITERIA, Review
from marketplace.workroom import actions as workroom
from marketplace.workroom.models import Attachment, Thread
from tenants import current
from tests import make

AT = make.AT
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f0005000101a5f645400000000049454e44ae426082"
)


@dataclass
class Scene:
    """What there is: an object of every kind. Clara and Felix are `client` and `freelancer`."""

    client: Member
    freelancer: Member
    job: Job
    job_file: JobFile
    proposal: Proposal
    proposal_file: ProposalFile
    offer: Offer
    contract: Contract
    milestone: Milestone
    delivered_file: SubmissionFile
    thread: Thread
    attachment: Attachment
    collection: Collection
    by_hand: Collection
    by_stripe: Collection
    release: Release
    method: PayoutMethod
    payout: Payout
    ended: Contract
    review: Review
    notice: Notice
    piece: PortfolioItem


def picture(mark: str) -> intake.Taken:
    return intake.take(SimpleUploadedFile(f"{mark}.png", PNG, content_type="image/png"))


def text(mark: str) -> intake.Taken:
    return intake.take(SimpleUploadedFile(f"{mark}.txt", f"{mark} wrote this.".encode(), content_type="text/plain"))


def build(mark: str, *, freelancer: Member | None = None, client: Member | None = None) -> Scene:
    client = client or make.client(f"{mark} Clara")
    freelancer = freelancer or make.freelancer(f"{mark} Felix")
    hers, his = Actor.of(client.user), Actor.of(freelancer.user)
    if not make.FeeTerms.objects.exists():
        make.terms()
    job = make.job(client, title=f"{mark} rig")
    job_file = jobs.attach(job=job, taken=text(mark), actor=hers, at=AT)
    sketched = make.draft_proposal(job, freelancer, letter=f"{mark}. {make.LETTER}")
    proposal_file = jobs.attach_to_proposal(proposal=sketched, taken=text(mark), actor=his, at=AT)
    proposal = jobs.propose(proposal=sketched, actor=his, at=AT)
    thread = workroom.open_for_proposal(proposal=proposal, actor=hers, at=AT)
    message = workroom.send(
        thread=thread, body=f"{mark} says hello.", files=[picture(mark)], key=uuid.uuid4(), actor=hers, at=AT
    )
    offer = make.offer(proposal, title=f"{mark} rig")
    ended, review = _ended(mark, client, freelancer)
    contract, milestone, collection = _running(mark, client, freelancer)
    method, payout = _paid_out(freelancer)
    notice = notices.notify(
        member=client, kind="jobs.propose", params={"job": f"{mark} rig", "who": mark}, url="/jobs/", key=mark, at=AT
    )
    title = f"{mark} piece"
    piece = members.add_piece(member=freelancer, taken=picture(mark), title=title, actor=his, at=AT)
    return Scene(
        client=client,
        freelancer=freelancer,
        job=job,
        job_file=job_file,
        proposal=proposal,
        proposal_file=proposal_file,
        offer=offer,
        contract=contract,
        milestone=milestone,
        delivered_file=SubmissionFile.objects.filter(submission__milestone__contract=contract).first(),
        thread=thread,
        attachment=message.files.get(),
        collection=collection,
        by_hand=_paid_by("manual", collection, "open"),
        by_stripe=_paid_by("stripe", collection, "confirmed"),
        release=Release.objects.filter(freelancer=freelancer).order_by("pk").last(),
        method=method,
        payout=payout,
        ended=ended,
        review=review,
        notice=notice,
        piece=piece,
    )


def _paid_by(gateway: str, like: Collection, state: str) -> Collection:
    """The same payment as another gateway's page shows it; the marketplace itself is on the sandbox."""
    twin = Collection.objects.get(pk=like.pk)
    twin.pk, twin.uuid, twin.external_id = None, uuid.uuid4(), ""
    twin.gateway, twin.state, twin.reference = gateway, state, f"{gateway}:{like.pk}"
    twin.save(force_insert=True)
    return twin


def _hired(mark: str, client: Member, freelancer: Member) -> Contract:
    posted = make.job(client, title=f"{mark} film")
    offer = make.offer(make.proposal(posted, freelancer, letter=f"{mark}. {make.LETTER}"), title=f"{mark} film")
    return contracts.accept_offer(offer=offer, actor=Actor.of(freelancer.user), at=AT)


def _funded(contract: Contract) -> Collection:
    hers = Actor.of(contract.client.user)
    asked = contracts.fund(milestone=_first(contract), return_url="/", actor=hers, at=AT)
    paid = payments.pay_in_sandbox(collection=asked, card="succeeds", actor=hers, at=AT)
    relay.run()
    return paid


def _first(contract: Contract) -> Milestone:
    rows = Milestone.objects.select_related("contract__client__user", "contract__freelancer__user")
    return rows.filter(contract=contract).order_by("number").first()


def _running(mark: str, client: Member, freelancer: Member) -> tuple[Contract, Milestone, Collection]:
    """Funded and delivered, with a word in its room."""
    contract = _hired(mark, client, freelancer)
    paid = _funded(contract)
    his = Actor.of(freelancer.user)
    note = f"{mark}: here it is."
    contracts.deliver(milestone=_first(contract), note=note, files=[text(mark)], actor=his, at=AT)
    thread = workroom.open_for_contract(contract=contract, actor=his, at=AT)
    workroom.send(thread=thread, body=f"{mark} is done.", files=[], key=uuid.uuid4(), actor=his, at=AT)
    hers = Actor.of(client.user)
    workroom.send(thread=thread, body=f"{mark}: thank you.", files=[], key=uuid.uuid4(), actor=hers, at=AT)
    return contract, _first(contract), paid


def _ended(mark: str, client: Member, freelancer: Member) -> tuple[Contract, Review]:
    """Released, ended and reviewed by both; what was earned is available five days later."""
    contract = _hired(mark, client, freelancer)
    _funded(contract)
    hers, his = Actor.of(client.user), Actor.of(freelancer.user)
    contracts.deliver(milestone=_first(contract), note=f"{mark}: all of it.", actor=his, at=AT)
    contracts.approve(milestone=_first(contract), actor=hers, at=AT)
    contracts.end(contract=Contract.objects.get(pk=contract.pk), actor=hers, at=AT)
    relay.run()
    timers.run_due(AT)
    relay.run()
    opinion = reviews.Opinion(dict.fromkeys(CRITERIA, 5), f"{mark}: a joy.", f"{mark} only.")
    over = Contract.objects.select_related("client__user", "freelancer__user").get(pk=contract.pk)
    found = reviews.review(contract=over, opinion=opinion, actor=hers, at=AT)
    reviews.review(contract=over, opinion=opinion, actor=his, at=AT)
    relay.run()
    return over, found


def _paid_out(freelancer: Member) -> tuple[PayoutMethod, Payout]:
    his = Actor.of(freelancer.user)
    method = PayoutMethod.objects.filter(member_id=freelancer.pk).first()
    if method is None:
        method = payments.add_payout_method(
            member_id=freelancer.pk,
            holder=freelancer.name,
            account="DE89 3704 0044 0532 0130 42",
            actor=his,
            at=AT - timedelta(days=30),
        )
        outbox.send_due(AT - timedelta(days=30))
    for release in Release.objects.filter(freelancer=freelancer, state="pending"):
        escrow.clear(release_id=release.pk, actor=SYSTEM, at=release.available_at)
    amount = Money(2000, current.get().currency)
    return method, escrow.withdraw(member=freelancer, amount=amount, actor=his, at=AT + timedelta(days=6))
