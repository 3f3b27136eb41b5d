"""One winner, hundreds of times over (promises §1.3): release, refund and the clock's release of one milestone at the
same moment, on sixteen connections."""

import os

import pytest
from django.db import transaction

from billing.ledger import reconcile
from kernel import actors
from kernel.errors import Refused
from marketplace.contracts import actions, states
from marketplace.escrow.models import Release
from tests.billing.racing import races
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("GUILDHALL_ROUNDS", "200"))
WIDTH = 16


def test_release_refund_and_the_clock_have_one_winner_each_time(clara, felix, atelier):
    paid, ended = 0, {states.RELEASED: 0, states.REFUNDED: 0}
    with races(WIDTH, tenant=atelier) as race:
        for number in range(1, ROUNDS + 1):
            work = stage.hired(clara, felix, "500.00", taxed=True)
            work.fund()
            work.deliver()

            def by_clock(work=work):
                with transaction.atomic():
                    at = NOON + days(14)
                    return actions.release_overdue(milestone=work.milestone(), actor=actors.CLOCK, at=at)

            results = race(*[work.approve, by_clock, work.refund, work.approve] * (WIDTH // 4))
            lost = [found for found in results if isinstance(found, Exception)]
            assert len(lost) == WIDTH - 1, (number, results)
            assert all(isinstance(each, Refused) for each in lost), (number, results)
            state = work.milestone().state
            ended[state] += 1
            paid += state == states.RELEASED
            assert Release.objects.count() == paid
            assert reconcile.run() == []
    print(f"\n{ROUNDS} milestones, {WIDTH} at each: {ended}")
