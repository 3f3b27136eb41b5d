"""Money is never made or lost (promises §1.1): any order of money verbs, doubled and cut off before commit, against an
oracle of plain dictionaries. After each step balances = oracle, no floor is broken, and all accounts sum to 0; at the
end the ledger's own checks find nothing."""

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from billing.ledger import accounts, checkpoints, errors, holds, posting, queries, reconcile
from billing.ledger.models import Hold, Transfer
from billing.ledger.posting import Move
from kernel.money import Money
from tests.billing.ledger.book import AT, AVAILABLE, CLEARING, PENDING, funds

pytestmark = pytest.mark.django_db

PAYOUT, CREDIT = accounts.payout(1), accounts.credit(11)
FLOORS = [funds(1), funds(2), PENDING, AVAILABLE, PAYOUT, CREDIT]
LOGS = [CLEARING, accounts.REV_SERVICE_FEE, accounts.tax("DE")]
# Where money of each verb comes from and goes to (money.md §4).
VERBS = {
    "fund": [(CLEARING, funds(1))],
    "fund more": [(CLEARING, funds(2)), (CLEARING, funds(1))],
    "release": [(funds(1), PENDING), (funds(1), accounts.REV_SERVICE_FEE), (funds(1), accounts.tax("DE"))],
    "roll on": [(funds(1), funds(2))],
    "roll back": [(funds(2), funds(1))],
    "clear": [(PENDING, AVAILABLE)],
    "withdraw": [(AVAILABLE, PAYOUT)],
    "paid": [(PAYOUT, CLEARING)],
    "failed": [(PAYOUT, AVAILABLE)],
    "refund": [(funds(2), CREDIT)],
    "refund late": [(AVAILABLE, CREDIT), (accounts.REV_SERVICE_FEE, CREDIT)],
    "refunded": [(CREDIT, CLEARING)],
}
amounts = st.lists(st.integers(1, 300), min_size=3, max_size=3)


class Books(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.sandbox = transaction.atomic()
        self.sandbox.__enter__()
        self.held = Counter()  # debits minus credits, by code
        self.booked = {}  # key: (verb, moves)
        self.reversed = set()
        self.number = 0

    def teardown(self):
        found = list(reconcile.own())
        transaction.set_rollback(True)
        self.sandbox.__exit__(None, None, None)
        assert found == []

    def _after(self, moves):
        """The oracle's balances after these moves, or None when a floor would break on the way."""
        after = self.held.copy()
        for debit, credit, minor in moves:
            after[debit] += minor
            after[credit] -= minor
            if any(after[code] > 0 for code in (debit, credit) if code in FLOORS):
                return None
        return after

    def _post(self, key, verb, moves, **how):
        lines = [Move(debit, credit, Money(minor, "USD")) for debit, credit, minor in moves]
        with transaction.atomic():
            return posting.post(key=key, kind=verb, moves=lines, effective_at=AT, **how)

    @rule(verb=st.sampled_from(sorted(VERBS)), minors=amounts)
    def book(self, verb, minors):
        self.number += 1
        moves = [(debit, credit, minor) for (debit, credit), minor in zip(VERBS[verb], minors, strict=False)]
        after = self._after(moves)
        if after is None:
            with pytest.raises(errors.Overdrawn):
                self._post(f"{verb}:{self.number}", verb, moves)
            return
        self._post(f"{verb}:{self.number}", verb, moves)
        self.held, self.booked[f"{verb}:{self.number}"] = after, (verb, moves)

    @rule(verb=st.sampled_from(sorted(VERBS)), minors=amounts)
    def cut_off_before_commit(self, verb, minors):
        moves = [(debit, credit, minor) for (debit, credit), minor in zip(VERBS[verb], minors, strict=False)]
        with pytest.raises((RuntimeError, errors.Overdrawn)), transaction.atomic():
            self._post(f"cut:{self.number}", verb, moves)
            raise RuntimeError

    @rule(data=st.data())
    def double(self, data):
        if not self.booked:
            return
        key = data.draw(st.sampled_from(sorted(self.booked)))
        verb, moves = self.booked[key]
        assert self._post(key, verb, moves).pk == queries.transfer(key).pk
        with pytest.raises(errors.KeyReused):
            self._post(key, verb, [(debit, credit, minor + 1) for debit, credit, minor in moves])

    @rule(data=st.data())
    def reverse(self, data):
        if not self.booked:
            return
        key = data.draw(st.sampled_from(sorted(self.booked)))
        self.number += 1
        after = self._after([(credit, debit, minor) for debit, credit, minor in self.booked[key][1]])
        try:
            with transaction.atomic():
                posting.reverse(key=f"undo:{self.number}", transfer=queries.transfer(key), effective_at=AT)
        except errors.AlreadyReversed:
            assert key in self.reversed
        except errors.Overdrawn:
            assert after is None
        else:
            assert after is not None and key not in self.reversed
            self.held = after
            self.reversed.add(key)

    @rule(minor=st.integers(1, 300), arrives=st.booleans())
    def announce(self, minor, arrives):
        self.number += 1
        hold = holds.announce(
            key=f"hold:{self.number}",
            kind="fund",
            debit=CLEARING,
            credit=funds(1),
            amount=Money(minor, "USD"),
            opened_at=AT,
        )
        if not arrives:
            holds.void(hold=hold, at=AT)
            return
        assert holds.settle(hold=hold, at=AT) == holds.settle(hold=hold, at=AT)
        self.held[CLEARING] += minor
        self.held[funds(1)] -= minor

    @rule()
    def checkpoint(self):
        checkpoints.make(AT)

    @invariant()
    def the_books_say_what_the_oracle_says(self):
        found = queries.balances([*FLOORS, *LOGS], "USD")
        assert {code: accounts.rule(code).side * money.minor for code, money in found.items()} == {
            code: self.held[code] for code in found
        }
        assert all(money.minor >= 0 for code, money in found.items() if code in FLOORS)
        assert sum(self.held.values()) == 0

    @invariant()
    def nothing_is_booked_that_was_not_said(self):
        said = len(self.booked) + len(self.reversed) + Hold.objects.filter(state=Hold.POSTED).count()
        assert Transfer.objects.count() == said


def test_money_is_never_made_or_lost():
    run_state_machine_as_test(
        Books,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
