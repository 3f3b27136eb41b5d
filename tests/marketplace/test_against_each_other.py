"""Two who do opposite things at the same moment: one of them wins, the other is told, and the books add up."""

from functools import partial

import pytest
from django.db import transaction

from billing.ledger import reconcile
from billing.payments import actions as payments
from billing.payments.gateways import sandbox, seam
from billing.payments.models import Chargeback, Collection, SandboxPiece
from kernel.actors import CLOCK, GATEWAY, Actor
from kernel.errors import Refused
from kernel.history import relay
from marketplace.contracts import actions, states
from marketplace.contracts.models import Contract
from marketplace.escrow.models import Release
from marketplace.jobs import actions as jobs
from marketplace.jobs import hiring
from marketplace.jobs.models import Job, Offer
from tests.billing.racing import races
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days, usd

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def race(atelier):
    """`race(one, other)`: on threads that keep their connections from one race of the test to its next."""
    with races(3, tenant=atelier) as race:
        yield race


def one_of(results: list) -> int:
    """Which of them went through; every other was told in a sentence."""
    won = [number for number, result in enumerate(results) if not isinstance(result, Exception)]
    assert all(isinstance(lost, Refused) and str(lost) for lost in results if isinstance(lost, Exception)), results
    assert len(won) == 1, results
    return won[0]


@pytest.mark.parametrize("against", ["withdraw", "decline", "expire", "close", "twice"])
def test_an_offer_is_accepted_or_it_is_gone(clara, felix, race, against):
    stage.publish_fees()
    for number in range(3):
        offer = stage.offered(clara, felix, "600.00")
        hers, his = Actor.of(clara), Actor.of(felix)

        def accept(offer=offer, his=his):
            return hiring.accept(offer=Offer.objects.get(pk=offer.pk), actor=his, at=NOON)

        def go(offer=offer, hers=hers, his=his):
            row = Offer.objects.select_related("proposal").get(pk=offer.pk)
            return {
                "withdraw": partial(jobs.withdraw_offer, offer=row, actor=hers, at=NOON),
                "decline": partial(jobs.decline_offer, offer=row, actor=his, at=NOON),
                "expire": partial(jobs.expire_offer, offer=row, actor=CLOCK, at=NOON + days(8)),
                "close": partial(jobs.close, job=Job.objects.get(pk=offer.job_id), actor=hers, at=NOON),
                "twice": accept,
            }[against]()

        both = [accept, go] if number % 2 else [go, accept]
        won = both[one_of(race(*both))]
        is_hired = won is accept or against == "twice"
        assert Contract.objects.filter(offer=offer).count() == is_hired
        assert (Offer.objects.get(pk=offer.pk).state == "accepted") == is_hired


PAIRS = {
    "approve and ask for changes": ("submitted", "approve", "ask_changes"),
    "approve and give back": ("submitted", "approve", "refund"),
    "deliver and ask for the money back": ("funded", "deliver", "request_cancel"),
    "give back twice": ("funded", "refund", "refund"),
    "approve in part and in whole": ("submitted", "approve_part", "approve"),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_opposite_moves_one_counts(clara, felix, race, pair):
    before, *verbs = PAIRS[pair]
    work = stage.hired(clara, felix, *["600.00"] * 3)
    for number in (1, 2, 3):
        work.fund(number)
        if before == "submitted":
            work.deliver(number)
        deeds = {"approve_part": partial(work.approve, amount="100.00")}
        both = [partial(deeds.get(verb) or getattr(work, verb), number) for verb in verbs]
        one_of(race(*(both if number % 2 else both[::-1])))
        relay.run()
        assert reconcile.run() == []


def test_a_payment_that_arrives_while_its_milestone_is_dropped_is_held_or_credited(clara, felix, race):
    work = stage.hired(clara, felix, *["600.00"] * 4)
    for number in (1, 2, 3, 4):
        asked = work.start_payment(number)
        payments.reach_gateway(collection=asked, actor=GATEWAY, at=NOON)
        asked.refresh_from_db()
        sandbox.pay(asked.external_id, "succeeds", at=NOON)
        payments.refresh_collection(collection=asked, actor=GATEWAY, at=NOON)
        _told, dropped = race(
            relay.run,
            partial(actions.drop, milestone=work.milestone(number), actor=Actor.of(clara), at=NOON),
        )
        relay.run()
        books, state = work.books(number), work.milestone(number).state
        assert state in (states.FUNDED, states.DROPPED) and isinstance(dropped, Exception) == (state == states.FUNDED)
        assert (books.get("funds", 0) == 60000) == (state == states.FUNDED)
        assert reconcile.run() == []
        assert Collection.objects.get(pk=asked.pk).state == "confirmed"


def test_a_contract_that_ends_while_work_is_delivered_keeps_its_books(clara, felix, race):
    for number in range(4):
        work = stage.hired(clara, felix, "600.00")
        work.fund()
        both = [work.deliver, work.end]
        results = race(*(both if number % 2 else both[::-1]))
        assert all(isinstance(one, Refused) for one in results if isinstance(one, Exception)), results
        relay.run()
        assert reconcile.run() == []


def test_a_milestone_approved_while_the_bank_takes_its_payment_back_is_paid_once_and_booked_once(clara, felix, race):
    """The payer's bank does not ask: the marketplace is owed the sum, and the freelancer keeps what was released."""
    work = stage.hired(clara, felix, *["600.00"] * 4)
    for number in (1, 2, 3, 4):
        paid = work.fund(number)
        work.deliver(number)
        with transaction.atomic():
            sandbox.open_dispute(SandboxPiece.objects.get(external_id=paid.external_id, kind=seam.COLLECT))
        dispute = SandboxPiece.objects.get(parent=paid.external_id, kind=seam.DISPUTE)
        note = partial(
            payments.note_chargeback, gateway="sandbox", external_id=dispute.external_id, actor=GATEWAY, at=NOON
        )
        results = race(partial(work.approve, number), note, note)
        assert not [broken for broken in results if isinstance(broken, Exception)], results
        relay.run()
        assert work.milestone(number).state == states.RELEASED
        assert Chargeback.objects.filter(collection=paid).count() == 1
        assert reconcile.run() == []
    assert Release.objects.count() == 4 and {row.amount for row in Chargeback.objects.all()} == {usd("630.00")}
