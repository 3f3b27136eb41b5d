"""What becomes of the contracts of a demo marketplace: one in every state that there is, told backwards from today."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from billing.payments import actions as payments
from guildhall.demo import work
from guildhall.demo.people import actor
from guildhall.demo.work import DAY, HOUR, Scene
from kernel.money import Money
from marketplace.contracts import actions as contracts
from marketplace.contracts.models import Contract, Milestone
from marketplace.escrow import actions as escrow
from marketplace.jobs.models import Offer
from marketplace.reviews import actions as reviews
from marketplace.reviews.actions import Opinion
from marketplace.reviews.models import CRITERIA, Review

Story = Callable[["Tale"], None]


class Tale:
    """One contract on its way: `then(days, what)` plans a happening some days after the hire."""

    def __init__(self, scene: Scene, number: int, hired: datetime) -> None:
        self.scene, self.hired = scene, hired
        self.told = scene.told["contracts"][number]
        self.contract: Contract  # from the day of the hire

    def then(self, days: float, what: Callable[[datetime], object]) -> None:
        self.scene.plan.plan(self.hired + timedelta(days=days), what)

    def hire(self, offer: Offer, at: datetime) -> None:
        freelancer = actor(self.scene.freelancers[self.told["freelancer"]])
        self.contract = contracts.accept_offer(offer=offer, actor=freelancer, at=at)

    def milestone(self, number: int = 1) -> Milestone:
        rows = Milestone.objects.select_related("contract__client", "contract__freelancer")
        return rows.get(contract=self.contract, number=number)

    def fund(self, number: int = 1) -> Callable[[datetime], object]:
        return lambda at: work.fund(self.milestone(number), at)

    def deliver(self, number: int = 1, note: int = 0) -> Callable[[datetime], object]:
        text = self.told["deliveries"][note % len(self.told["deliveries"])]
        return lambda at: contracts.deliver(milestone=self.milestone(number), note=text, actor=self.worker(), at=at)

    def ask_changes(self, number: int = 1) -> Callable[[datetime], object]:
        text = self.told["changes"]
        return lambda at: contracts.ask_changes(milestone=self.milestone(number), note=text, actor=self.buyer(), at=at)

    def approve(self, number: int = 1) -> Callable[[datetime], object]:
        return lambda at: contracts.approve(milestone=self.milestone(number), actor=self.buyer(), at=at)

    def end(self) -> Callable[[datetime], object]:
        return lambda at: contracts.end(contract=self.fresh(), actor=self.buyer(), at=at)

    def review(self, side: str) -> Callable[[datetime], object]:
        words = self.told[f"review_by_{side}"]
        by = self.buyer if side == "client" else self.worker
        opinion = Opinion(_scores(words["stars"]), words["text"])
        return lambda at: reviews.review(contract=self.fresh(), opinion=opinion, actor=by(), at=at)

    def reply(self) -> Callable[[datetime], object]:
        def answer(at: datetime) -> object:
            review = Review.objects.get(round__contract=self.contract, about=self.fresh().freelancer)
            return reviews.reply(review=review, text=self.told["reply"], actor=self.worker(), at=at)

        return answer

    def talk(self, apart: timedelta) -> Callable[[datetime], object]:
        return lambda at: work.talk(self.fresh(), self.told["chat"], at, apart)(self.scene.plan)

    def add_payout_method(self) -> Callable[[datetime], object]:
        account = f"DE{self.hired.day:02}1001{self.hired.month:02}000123456789"
        return lambda at: payments.add_payout_method(
            member_id=self.fresh().freelancer_id,
            holder=self.fresh().freelancer.name,
            account=account,
            actor=self.worker(),
            at=at,
        )

    def withdraw(self, percent: int) -> Callable[[datetime], object]:
        def ask(at: datetime) -> object:
            member = self.fresh().freelancer
            there = escrow_available(member.pk, self.fresh().currency)
            amount = Money(there.minor * percent // 100, there.currency)
            step = 10 if there.currency in ("KWD", "TND") else 1
            amount = Money(amount.minor // step * step, amount.currency)
            return escrow.withdraw(member=member, amount=amount, actor=actor(member), at=at) if amount else None

        return ask

    def fresh(self) -> Contract:
        return Contract.objects.select_related("client", "freelancer").get(pk=self.contract.pk)

    def buyer(self):
        return actor(self.fresh().client)

    def worker(self):
        return actor(self.fresh().freelancer)


def escrow_available(member_id: int, currency: str) -> Money:
    from billing.ledger import accounts, queries

    return queries.balance(accounts.available(member_id), currency)


def _scores(stars: int) -> dict[str, int]:
    """Stars for each criterion around what was thought as a whole: people do not click one number six times."""
    return {name: max(1, min(5, stars + (place % 3 == 1) - (place % 4 == 3))) for place, name in enumerate(CRITERIA)}


def to_approve(tale: Tale) -> None:
    """The client's next step: work is delivered and waits for her."""
    tale.then(0.2, tale.fund())
    tale.then(0.3, tale.talk(9 * HOUR))
    tale.then(6, tale.deliver())


def changes_asked(tale: Tale) -> None:
    tale.then(0.2, tale.fund())
    tale.then(0.3, tale.talk(11 * HOUR))
    tale.then(5, tale.deliver())
    tale.then(6, tale.ask_changes())


def finished(tale: Tale) -> None:
    """All paid, ended, reviewed by both, with a reply, and withdrawn."""
    tale.then(0.2, tale.fund())
    tale.then(0.4, tale.talk(8 * HOUR))
    tale.then(7, tale.deliver())
    tale.then(8, tale.ask_changes())
    tale.then(10, tale.deliver(note=1))
    tale.then(11, tale.approve())
    tale.then(12, tale.end())
    tale.then(12.5, tale.add_payout_method())
    tale.then(13, tale.review("client"))
    tale.then(14, tale.review("freelancer"))
    tale.then(15, tale.reply())
    tale.then(20, tale.withdraw(70))


def one_review_missing(tale: Tale) -> None:
    tale.then(0.3, tale.fund())
    tale.then(0.4, tale.talk(12 * HOUR))
    tale.then(9, tale.deliver())
    tale.then(10, tale.approve())
    tale.then(11, tale.end())
    tale.then(12, tale.review("client"))


def second_milestone(tale: Tale) -> None:
    """The first milestone is released and still in its hold; the second is under way."""
    tale.then(0.2, tale.fund())
    tale.then(0.4, tale.talk(10 * HOUR))
    tale.then(8, tale.deliver())
    tale.then(9, tale.approve())
    tale.then(9.5, tale.fund(2))


def released_by_the_clock(tale: Tale) -> None:
    tale.then(0.2, tale.fund())
    tale.then(0.4, tale.talk(14 * HOUR))
    tale.then(6, tale.deliver())


def resting(tale: Tale) -> None:
    tale.then(0.5, tale.fund())
    tale.then(0.7, tale.talk(10 * HOUR))
    tale.then(5, lambda at: contracts.pause(contract=tale.fresh(), actor=tale.buyer(), at=at))


def money_asked_back(tale: Tale) -> None:
    tale.then(0.5, tale.fund())
    tale.then(0.7, tale.talk(9 * HOUR))
    reason = tale.told["changes"]
    tale.then(8, lambda at: contracts.request_cancel(
        milestone=tale.milestone(), reason=reason, actor=tale.buyer(), at=at
    ))  # fmt: skip


def just_hired(tale: Tale) -> None:
    """Accepted, not yet paid for."""


def with_a_bonus(tale: Tale) -> None:
    finished(tale)


# (the story, days since the hire)
ALL: tuple[tuple[Story, int], ...] = (
    (to_approve, 8),
    (changes_asked, 7),
    (finished, 52),
    (one_review_missing, 16),
    (second_milestone, 11),
    (with_a_bonus, 75),
    (resting, 13),
    (released_by_the_clock, 34),
    (just_hired, 1),
    (money_asked_back, 11),
)


def plan_all(scene: Scene) -> None:
    """Offer, hire and everything after, for each contract that was told."""
    for number, (story, days) in enumerate(ALL[: len(scene.told["contracts"])]):
        hired = scene.ago(days)
        tale = Tale(scene, number, hired)
        scene.plan.plan(hired - 3 * DAY, partial(_woo, scene, tale))
        story(tale)


def _woo(scene: Scene, tale: Tale, at: datetime) -> None:
    """Proposals come in, one of them is made an offer, and it is accepted on the day of the hire."""
    job, chosen = tale.told["job"], tale.told["freelancer"]
    proposal = work.propose(scene, job, chosen, at)
    for step in (3, 7):
        other = (chosen + step) % len(scene.freelancers)
        work.propose(scene, job, other, at + step * HOUR, percent=90 + 5 * step)
    offer = work.make_offer(scene, proposal, at + 2 * DAY)
    tale.hire(offer, tale.hired)
