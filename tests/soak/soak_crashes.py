"""A crash leaves nothing half (promises §1.4): people fund, deliver and approve through the pages, a thousand moves in
all, while the pages, the worker and PostgreSQL are killed with -9 again and again.

Afterwards the books add up, every milestone was paid once and released once, and everything that was to leave has left
once. Each answer is a page, or a 503 that says when to come again.
"""

import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from contextlib import suppress
from itertools import chain, repeat
from math import ceil
from pathlib import Path

import psutil
import psycopg
import pytest
from django.db import connection
from django.db.models import F
from psycopg import sql

from billing.ledger import accounts, reconcile
from billing.ledger import queries as ledger
from billing.payments.models import Outgoing, SandboxPiece
from guildhall.run import embedded, sharing
from kernel import clock
from kernel.history.models import Entry, Undelivered
from marketplace.contracts import actions as contracts
from marketplace.contracts import states
from marketplace.contracts.models import Milestone
from marketplace.escrow.models import Release
from marketplace.members.models import Member
from marketplace.notices import deliveries
from marketplace.notices.models import Notice
from tenants import dispatching
from tests import installation, make, waiting, world
from tests.journeys import backstage
from tests.plain import Plain
from tests.soak.line import Away, Line

MOVES = int(os.environ.get("GUILDHALL_SOAK_MOVES", "1000"))
PARTS = 20  # milestones of 100.00 in a contract, each paid for, paid, delivered and approved: four moves
PAIRS = ceil(MOVES / 4 / PARTS)
BETWEEN = (5, 7)  # seconds from one death to the next: the supervisor gives up on what dies five times a minute
PLACE = "crashes"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(tmp_path, database_name, django_db_setup, django_db_blocker):
    with (
        embedded.kept_port() as port,
        installation.opened(database_name, PLACE, port, tmp_path, django_db_blocker) as server,
    ):
        with world.at_server() as owner:  # what is told to a member stays, as everywhere but in tests
            name = sql.Identifier(server.database)
            owner.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = on").format(name))
        yield server
        with django_db_blocker.unblock():
            world.drop(server.database)


class Pair:
    """Clara and Felix with a contract of many milestones, at their own machines, until each of them is released.
    They come again where nobody answers."""

    def __init__(self, server: installation.Server, told: Counter[str]) -> None:
        self.told, mails = told, backstage.pair(PLACE)
        with backstage.at_home(PLACE) as tenant:
            now, self.schema, self.address = clock.now(), tenant.schema_name, _address(server)
            hers, his = (Member.objects.get(user__email=mail) for mail in mails)
            plan = tuple(make.stage(f"Part {number}", 10_000) for number in range(PARTS))
            pitched = make.proposal(make.job(hers, at=now, stages=plan), his, at=now, amount=plan[0].amount * PARTS)
            offered = make.offer(pitched, at=now, stages=plan)
            contract = contracts.accept_offer(offer=offered, actor=make.actor(his), at=now)
            parts = Milestone.objects.filter(contract=contract).order_by("number")
            self.freelancer, self.parts = his.pk, list(parts.values_list("pk", "uuid"))
            self.pages = f"/contracts/{contract.uuid}/milestones"
        host = f"{PLACE}.localhost"
        self.clara, self.felix = (
            Plain(host, Line(host, server.port, backstage.signed_in(PLACE, mail))) for mail in mails
        )

    def work(self) -> None:
        for number, uuid in self.parts:
            waiting.until(lambda part=(number, f"{self.pages}/{uuid}"): self._further(*part), f"{number} is released")

    def _further(self, number: int, page: str) -> bool:
        """The next move of a milestone. What was answered stands; what was not may stand."""
        state = self._state(number)
        move = self._moves().get(state)
        if move:
            try:
                move(page)
            except Away:
                self.told["came again"] += 1
            except AssertionError:
                if self._state(number) == state:  # else it went on while the page was drawn
                    raise
            else:
                self.told["answered"] += 1
                assert state == states.FUNDING or self._state(number) != state, f"{number} was {state}, and is"
        return state == states.RELEASED

    def _moves(self) -> dict[str, Callable[[str], object]]:
        clara, felix = self.clara, self.felix
        return {
            states.AGREED: lambda page: clara.go(f"{page}/funding/").press("Go to the payment"),
            states.FUNDING: self._pay,
            states.FUNDED: lambda page: felix.go(f"{page}/delivery/").press("Deliver", note="Here it is."),
            states.SUBMITTED: lambda page: clara.go(f"{page}/release/").press("Release the payment"),
        }

    def _pay(self, page: str) -> None:
        paying = self.clara.go(f"{page}/funding/").follow("Go to the payment")
        if "This is the sandbox" in paying.text and "has arrived" not in paying.text:
            try:
                paying.press("Continue", card="succeeds")
            except AssertionError as refusal:
                if "just being prepared" in paying.text:  # who asked the gateway for it died; another does, in minutes
                    raise Away(paying.path) from refusal
                raise

    def _state(self, number: int) -> str:
        """Asked past the pages; the database may be away too."""

        def asked() -> str:
            wanted = sql.SQL("SELECT state FROM {}.contracts_milestone WHERE id = %s")
            with suppress(psycopg.OperationalError), psycopg.connect(self.address) as reader:
                return reader.execute(wanted.format(sql.Identifier(self.schema)), [number]).fetchone()[0]
            return ""

        return waiting.until(asked, "the database answers")


def _address(server: installation.Server) -> str:
    return installation.on(server.env, server.database)["DATABASE_URL"]


def _victims(server: installation.Server) -> dict[str, Callable[[], psutil.Process]]:
    """Whom to kill: who it is at that moment."""

    def process(name: str) -> psutil.Process:
        return psutil.Process(server.supervisor.children[name].process.pid)

    def postgres() -> psutil.Process:
        return psutil.Process(int((data / "postgres" / "postmaster.pid").read_text().split()[0]))

    def family(parent: psutil.Process) -> list[psutil.Process]:
        return [parent, *parent.children(recursive=True)]

    data = embedded.in_memory(ROOT / ".data" / "test")
    found = {"pages": lambda: process("pages"), "worker": lambda: random.choice(family(process("worker")))}
    ours = (sharing.running(data) or {}).get("DATABASE_URL") == os.environ["DATABASE_URL"]
    return found | {"database": postgres} if ours else found  # somebody else's database is left alone


def _kill(server: installation.Server, over: threading.Event, deaths: Counter[str]) -> None:
    """One after the other in random order, each as often as the others; the supervisor looks after what has died."""
    victims = _victims(server)
    turns = chain.from_iterable(random.sample(sorted(victims), len(victims)) for _ in repeat(None))
    ready = time.monotonic() + BETWEEN[0]
    while not over.wait(0.5):
        server.supervisor.revive()
        if time.monotonic() > ready:
            name = next(turns)
            with suppress(psutil.NoSuchProcess, OSError):  # it is on its way up
                victims[name]().kill()
                deaths[name] += 1
            ready = time.monotonic() + random.uniform(*BETWEEN)


def _left() -> bool:
    """Whether all that was to leave the marketplace has left."""
    waits = (
        Entry.objects.filter(relayed_at=None),
        Undelivered.objects,
        Outgoing.objects.filter(state=Outgoing.WAITING),
        Notice.objects.filter(is_mailed=True, mailed_at=None),
    )
    return not any(rows.exists() for rows in waits)


@pytest.mark.timeout(3600)
@pytest.mark.django_db(transaction=True)
def test_a_thousand_moves_among_the_dying_leave_nothing_half(server):
    told, deaths, over = Counter(), Counter(), threading.Event()
    with server.backstage():
        backstage.launch("Crashes", PLACE)
        pairs = [Pair(server, told) for _ in range(PAIRS)]
        connection.close()
        with ThreadPoolExecutor(PAIRS + 1) as threads:
            killer, working = threads.submit(_kill, server, over, deaths), [threads.submit(pair.work) for pair in pairs]
            wait(working, return_when=FIRST_EXCEPTION)
            over.set()
            for done in (killer, *working):
                done.result()
        installation.wait(server.port, server.supervisor)
        print(f"\n{PAIRS * PARTS * 4} moves, killed: {dict(deaths)}; pages: {dict(told)}")
        with backstage.at_home(PLACE):
            Notice.objects.update(created_at=F("created_at") - 2 * deliveries.FORGOTTEN)  # that much later
            dispatching.expect_all()
            waiting.until(_left, "everything has left")
            _everything_once(pairs)


def _everything_once(pairs: list[Pair]) -> None:
    number = len(pairs) * PARTS
    assert reconcile.run() == []
    paid = SandboxPiece.objects.filter(kind="collect")
    assert set(paid.values_list("status", "amount_minor")) == {("succeeded", 10_500)}
    assert paid.count() == Release.objects.count() == number
    assert set(Outgoing.objects.values_list("key", "state")) == {(piece.key, Outgoing.SENT) for piece in paid}
    for verb in ("fund", "confirm", "deliver", "release"):
        rows = Entry.objects.filter(subject_type="milestone", verb=verb).values_list("subject_id", flat=True)
        assert len(rows) == len(set(rows)) == number, verb
    for pair in pairs:
        assert Notice.objects.filter(member=pair.freelancer, kind="milestone.release:freelancer").count() == PARTS
        assert ledger.balance(accounts.pending(pair.freelancer), "USD").minor == 175_000  # 20 % of 500.00, 10 % beyond
    assert ledger.balance(accounts.clearing("sandbox"), "USD").minor == 210_000 * len(pairs)
    assert ledger.balance(accounts.REV_SERVICE_FEE, "USD").minor == 25_000 * len(pairs)
    assert ledger.balance(accounts.REV_CLIENT_FEE, "USD").minor == 10_000 * len(pairs)
