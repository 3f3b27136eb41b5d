"""Clara has hired Felix: everything up to a contract, through the real doors. Fees 20/10/5 at 500 and 10,000, client
5 %; `taxed` adds 20 % tax on fees, as in money.md's worked example."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

from accounts.models import User
from billing.fees import actions as fees
from billing.fees.ladder import Ladder
from billing.ledger import accounts
from billing.ledger import queries as ledger
from billing.payments import actions as payments
from billing.payments import outbox
from billing.payments.models import Collection
from kernel import timers
from kernel.actors import SYSTEM, Actor
from kernel.history import relay
from kernel.money import Money
from marketplace.contracts import actions
from marketplace.contracts.models import Contract, Milestone
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Offer
from marketplace.jobs.pitch import Brief, Deal, Pitch, Stage
from marketplace.members import actions as members
from marketplace.members import queries as member_queries
from marketplace.members.faces import Face
from marketplace.members.models import Member
from tests import make

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
STORY = "We need a walk cycle for a four-legged robot. It has to loop and to feel heavy. Two rounds of notes."
CLASSIC = ((50_000, 2000), (1_000_000, 1000), (None, 500))


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def days(number: int, seconds: int = 0) -> timedelta:
    return timedelta(days=number, seconds=seconds)


def member(user: User, *, hires: bool = False, works: bool = False) -> Member:
    found = member_queries.of(user)
    face = Face(name=user.name, hires=hires or found.is_client, works=works or found.is_freelancer)
    return members.revise(member=found, face=face, actor=Actor.of(user), at=NOON)


def publish_fees(*steps, tax_bps: int = 0, at: datetime = NOON, client_bps: int = 500, **more) -> None:
    ladder = Ladder.steps("USD", *(steps or CLASSIC))
    region = {"tax_region": "US"} if tax_bps else {}
    fees.publish_terms(
        ladder=ladder,
        client_bps=client_bps,
        tax_bps=tax_bps,
        effective_from=at,
        actor=SYSTEM,
        at=at,
        **region,
        **more,
    )


def offered(client: User, freelancer: User, *amounts: str, at: datetime = NOON) -> Offer:
    """A job posted, answered, and an offer made with a milestone for each amount."""
    hirer, worker = member(client, hires=True), member(freelancer, works=True)
    stages = tuple(Stage(f"Part {number}", usd(text)) for number, text in enumerate(amounts, start=1))
    brief = Brief(title="A walk cycle", description=STORY, stages=stages)
    hers, his = Actor.of(client), Actor.of(freelancer)
    job = jobs.post(job=jobs.draft(client=hirer, brief=brief, actor=hers, at=at), actor=hers, at=at)
    pitch = Pitch(letter=STORY, amount=sum((stage.amount for stage in stages), start=usd("0")), stages=stages)
    draft = jobs.draft_proposal(job=job, freelancer=worker, pitch=pitch, actor=his, at=at)
    proposal = jobs.propose(proposal=draft, actor=his, at=at)
    return jobs.make_offer(proposal=proposal, deal=Deal(title="A walk cycle", stages=stages), actor=hers, at=at)


@dataclass
class Work:
    """One contract, and the people in it; every verb at a moment that can be given, NOON otherwise."""

    contract: Contract
    clara: User
    felix: User

    def milestone(self, number: int = 1) -> Milestone:
        rows = Milestone.objects.select_related("contract__client", "contract__freelancer")
        return rows.get(contract=self.contract, number=number)

    def fresh(self) -> Contract:
        return Contract.objects.select_related("client", "freelancer").get(pk=self.contract.pk)

    def fund(self, number: int = 1, *, card: str = "succeeds", at: datetime = NOON) -> Collection:
        paid = self.start_payment(number, at=at)
        return self.pay(paid, card=card, at=at)

    def start_payment(self, number: int = 1, *, at: datetime = NOON) -> Collection:
        milestone = self.milestone(number)
        return actions.fund(milestone=milestone, return_url="/", actor=Actor.of(self.clara), at=at)

    def pay(self, collection: Collection, *, card: str = "succeeds", at: datetime = NOON) -> Collection:
        paid = payments.pay_in_sandbox(collection=collection, card=card, actor=Actor.of(self.clara), at=at)
        relay.run()
        return paid

    def deliver(self, number: int = 1, *, at: datetime = NOON, note: str = "Here it is."):
        milestone = self.milestone(number)
        return actions.deliver(milestone=milestone, note=note, actor=Actor.of(self.felix), at=at)

    def ask_changes(self, number: int = 1, *, at: datetime = NOON):
        milestone = self.milestone(number)
        return actions.ask_changes(milestone=milestone, note="Slower.", actor=Actor.of(self.clara), at=at)

    def approve(self, number: int = 1, *, amount: str = "", at: datetime = NOON) -> Milestone:
        paying = usd(amount) if amount else None
        milestone = self.milestone(number)
        return actions.approve(milestone=milestone, amount=paying, actor=Actor.of(self.clara), at=at)

    def request_cancel(self, number: int = 1, *, at: datetime = NOON) -> Milestone:
        milestone = self.milestone(number)
        who = Actor.of(self.clara)
        return actions.request_cancel(milestone=milestone, reason="No longer needed.", actor=who, at=at)

    def refund(self, number: int = 1, *, at: datetime = NOON) -> Milestone:
        return actions.refund(milestone=self.milestone(number), actor=Actor.of(self.felix), at=at)

    def end(self, *, by: User | None = None, at: datetime = NOON) -> Contract:
        return actions.end(contract=self.fresh(), actor=Actor.of(by or self.clara), at=at)

    def balance(self, code: str) -> str:
        return str(ledger.balance(code, "USD").minor)

    def books(self, number: int = 1) -> dict[str, int]:
        """Every account of the worked example, in minor units."""
        return self.books_of(self.milestone(number).pk)

    def books_of(self, *milestones: int) -> dict[str, int]:
        """The same with what is held for all these milestones together."""
        codes = {
            "clearing": [accounts.clearing("sandbox")],
            "funds": [accounts.funds("milestone", pk) for pk in milestones],
            "fee_hold": [accounts.fee_hold("milestone", pk) for pk in milestones],
            "pending": [accounts.pending(self.contract.freelancer_id)],
            "available": [accounts.available(self.contract.freelancer_id)],
            "credit": [accounts.credit(self.contract.client_id)],
            "service_fee": [accounts.REV_SERVICE_FEE],
            "client_fee": [accounts.REV_CLIENT_FEE],
            "tax": [accounts.tax("US")],
        }
        held = ledger.balances(chain(*codes.values()), "USD")
        sums = {name: sum(held[code].minor for code in each) for name, each in codes.items()}
        return {name: minor for name, minor in sums.items() if minor}


def hired(client: User, freelancer: User, *amounts: str, at: datetime = NOON, taxed: bool = False) -> Work:
    """Felix has accepted Clara's offer; nothing is funded."""
    from billing.fees.models import FeeTerms

    if not FeeTerms.objects.exists():
        publish_fees(tax_bps=2000 if taxed else 0, at=at)
    offer = offered(client, freelancer, *(amounts or ("500.00",)), at=at)
    contract = actions.accept_offer(offer=offer, actor=Actor.of(freelancer), at=at)
    return Work(contract, client, freelancer)


def _work() -> Work:
    return hired(make.user("Clara"), make.user("Felix"), "500.00", taxed=True)


def _plain_work() -> Work:
    return hired(make.user("Clara"), make.user("Felix"), "600.00")


def _funded() -> Work:
    work = _work()
    work.fund()
    return work


def _delivered() -> Work:
    work = _funded()
    work.deliver()
    return work


# What tests begin with (tests/openings.py), by the fixture they ask for.
OPENINGS = {"delivered": _delivered, "funded": _funded, "plain_work": _plain_work, "work": _work}


def tick(at: datetime) -> int:
    """The clock at work: what is due at `at`, and the news of it."""
    rung = timers.run_due(at)
    relay.run()
    return rung


def send_out(at: datetime = NOON) -> None:
    """Everything that waits to leave for the gateway leaves, and the news of it is told."""
    outbox.send_due(at)
    relay.run()
