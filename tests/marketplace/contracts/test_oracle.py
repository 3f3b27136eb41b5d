"""Money is never made or lost: any order of verbs, doubled or cut off before the commit, against a pure oracle that
knows nothing of ledgers, lives or fees' code (promises.md, 1)."""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from billing.ledger import reconcile
from kernel.errors import Refused
from tests import make
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
AMOUNTS = {1: 50_000, 2: 33_333}
PARTS = (1, 10_001, 33_332, 33_333, 50_000, 50_001)
VERBS = ("fund", "deliver", "ask_changes", "approve", "request_cancel", "refund", "wait")


def half_up(amount: int, bps: int) -> int:
    return (2 * amount * bps + 10_000) // 20_000


def classic(total: int) -> int:
    """F of 20/10/5 at 500 and 10,000, rounded once."""
    exact = min(total, 50_000) * 2000 + max(0, min(total, 1_000_000) - 50_000) * 1000
    return (2 * (exact + max(0, total - 1_000_000) * 500) + 10_000) // 20_000


@dataclass
class Job:
    amount: int
    on_top: int = 0
    state: str = "agreed"
    due: int | None = None


@dataclass
class Oracle:
    jobs: dict[int, Job] = field(default_factory=lambda: {n: Job(amount) for n, amount in AMOUNTS.items()})
    bank: int = 0
    credit: int = 0
    billed: int = 0
    client_fee: int = 0
    releases: list[tuple[int, int]] = field(default_factory=list)
    today: int = 0

    def do(self, verb: str, number: int, part: int) -> bool:
        """Whether it is allowed; and then what comes of it."""
        if verb == "wait":
            self.today += part % 20
            for one in sorted(self.jobs.values(), key=lambda job: job.due or 0):
                if one.due is not None and one.due <= self.today:
                    when, one.due = one.due, None
                    self._pay(one, one.amount, when) if one.state == "submitted" else self._give_back(one)
            return True
        job = self.jobs.get(number)
        return job is not None and getattr(self, f"_{verb}")(job, part)

    def _fund(self, job: Job, _part: int) -> bool:
        if job.state != "agreed":
            return False
        job.on_top = half_up(job.amount, 500)
        self.bank += job.amount + job.on_top
        job.state = "funded"
        return True

    def _deliver(self, job: Job, _part: int) -> bool:
        if job.state not in ("funded", "changes"):
            return False
        job.state, job.due = "submitted", self.today + 14
        return True

    def _ask_changes(self, job: Job, _part: int) -> bool:
        if job.state != "submitted":
            return False
        job.state, job.due = "changes", None
        return True

    def _approve(self, job: Job, part: int) -> bool:
        if job.state != "submitted" or part > job.amount:
            return False
        job.due = None
        left, on_top = job.amount - part, job.on_top
        mine = (2 * on_top * part + job.amount) // (2 * job.amount)
        job.on_top = mine
        self._pay(job, part, self.today)
        if left:
            self.jobs[len(self.jobs) + 1] = Job(left, on_top - mine, "funded")
        return True

    def _request_cancel(self, job: Job, _part: int) -> bool:
        if job.state not in ("funded", "changes"):
            return False
        job.state, job.due = "cancel", self.today + 7
        return True

    def _refund(self, job: Job, _part: int) -> bool:
        if job.state not in ("funded", "submitted", "changes", "cancel"):
            return False
        self._give_back(job)
        return True

    def _pay(self, job: Job, part: int, when: int) -> None:
        fee = classic(self.billed + part) - classic(self.billed)
        self.billed += part
        self.client_fee += job.on_top
        self.releases.append((when, part - fee))
        job.state = "released"

    def _give_back(self, job: Job) -> None:
        self.credit += job.amount + job.on_top
        job.state, job.due = "refunded", None

    def books(self) -> dict[str, int]:
        held = [job for job in self.jobs.values() if job.state in ("funded", "submitted", "changes", "cancel")]
        found = {
            "clearing": self.bank,
            "credit": self.credit,
            "funds": sum(job.amount for job in held),
            "fee_hold": sum(job.on_top for job in held),
            "pending": sum(net for when, net in self.releases if when + 5 > self.today),
            "available": sum(net for when, net in self.releases if when + 5 <= self.today),
            "service_fee": classic(self.billed),
            "client_fee": self.client_fee,
        }
        return {name: minor for name, minor in found.items() if minor}


def _work():
    return stage.hired(make.user("Clara"), make.user("Felix"), "500.00", "333.33")


OPENINGS = {"work": _work}


def books(work) -> dict[str, int]:
    """What the oracle's books say: the money of all milestones together."""
    milestones = work.contract.milestones.values_list("pk", flat=True)
    return work.books_of(*milestones)


def act(work, verb: str, number: int, part: int, today: int) -> bool:
    at = NOON + days(today)
    try:
        if verb == "approve":
            work.approve(number, amount=f"{part // 100}.{part % 100:02}", at=at)
        else:
            getattr(work, verb)(number, at=at)
    except (Refused, work.milestone(1).DoesNotExist):
        return False
    return True


class Undo(Exception):
    pass


# What can be done next; three of four steps are drawn from here, so that stories get somewhere.
NEXT = {
    "agreed": ("fund",),
    "funded": ("deliver", "deliver", "request_cancel", "refund"),
    "submitted": ("approve", "approve", "approve", "ask_changes", "refund", "wait"),
    "changes": ("deliver", "request_cancel"),
    "cancel": ("refund", "wait"),
}
TIMES = st.sampled_from((1, 1, 1, 2))
STEP = st.tuples(
    st.integers(0, 3), st.sampled_from(VERBS), st.integers(0, 60), st.sampled_from(PARTS), TIMES, st.booleans()
)


def choose(oracle: Oracle, luck: int, verb: str, draw: int) -> tuple[str, int]:
    sensible = [(one, n) for n, job in oracle.jobs.items() for one in NEXT.get(job.state, ())]
    return sensible[draw % len(sensible)] if luck and sensible else (verb, draw % 3 + 1)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=6, max_size=16))
def test_whatever_happens_in_whatever_order_the_books_are_the_oracles(work, steps):
    with pytest.raises(Undo), transaction.atomic():
        oracle = Oracle()
        for luck, random_verb, draw, part, times, cut in steps:
            verb, number = choose(oracle, luck, random_verb, draw)
            if cut and verb != "wait":
                with pytest.raises(Undo), transaction.atomic():
                    act(work, verb, number, part, oracle.today)
                    raise Undo
                assert books(work) == oracle.books()
            for _turn in range(times):
                allowed = oracle.do(verb, number, part)
                if verb == "wait":
                    stage.tick(NOON + days(oracle.today))
                else:
                    assert act(work, verb, number, part, oracle.today) == allowed, (verb, number, part)
                assert books(work) == oracle.books(), (verb, number, part)
        assert reconcile.run() == []
        raise Undo
