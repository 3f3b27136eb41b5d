"""Money's whole way through a contract, with the literal numbers of money.md §4 and of the journey."""

import pytest
from django.urls import reverse

from billing.ledger import reconcile
from billing.ledger.models import Transfer
from billing.payments import actions as payments
from billing.payments.models import GatewayChoice, Refund
from kernel.actors import Actor
from kernel.history.models import Entry
from kernel.money import Money
from kernel.timers.models import Timer
from marketplace.contracts import actions, handlers, states, steps, volume
from marketplace.contracts.errors import UnableToFund, UnableToRelease
from marketplace.contracts.models import Milestone
from marketplace.escrow import actions as escrow
from marketplace.escrow.models import Release
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days, usd

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS


@pytest.fixture(autouse=True)
def the_books_add_up(db):
    yield
    assert [str(finding) for finding in reconcile.run()] == []


def test_the_worked_example_fund(funded):
    assert funded.books() == {"clearing": 53000, "funds": 50000, "fee_hold": 3000}
    assert funded.milestone().state == states.FUNDED
    assert funded.fresh().state == states.ACTIVE


def test_the_worked_example_release_and_hold(delivered):
    delivered.approve()
    released = {"clearing": 53000, "service_fee": 10000, "client_fee": 2500, "tax": 2500}
    assert delivered.books() == released | {"pending": 38000}
    stage.tick(NOON + days(5, -1))
    assert delivered.books() == released | {"pending": 38000}
    stage.tick(NOON + days(5))
    assert delivered.books() == released | {"available": 38000}
    stage.tick(NOON + days(5))
    assert delivered.books() == released | {"available": 38000}


def test_six_hundred_give_the_freelancer_490_and_the_owner_110_and_the_client_fee(plain_work, felix):
    plain_work.fund()
    plain_work.deliver()
    plain_work.approve()
    income = {"clearing": 63000, "service_fee": 11000, "client_fee": 3000}
    assert plain_work.books() == income | {"pending": 49000}
    stage.tick(NOON + days(5))
    assert plain_work.books() == income | {"available": 49000}
    who = {"actor": Actor.of(felix), "at": NOON + days(2)}
    me = plain_work.contract.freelancer
    payments.add_payout_method(member_id=me.pk, holder="Felix", account="DE89370400440532013000", **who)
    stage.send_out(NOON + days(2))
    payout = escrow.withdraw(member=me, amount=usd("490.00"), actor=Actor.of(felix), at=NOON + days(5))
    assert plain_work.books() == income
    stage.tick(NOON + days(5))
    stage.send_out(NOON + days(5))
    payout.refresh_from_db()
    assert payout.state == "paid"
    assert plain_work.books() == income | {"clearing": 14000}


def test_a_refund_before_release_gives_everything_back_with_the_fee(funded):
    funded.refund()
    assert funded.books() == {"clearing": 53000, "credit": 53000}
    assert funded.milestone().state == states.REFUNDED
    stage.send_out()
    assert Refund.objects.get().state == "succeeded"
    assert funded.books() == {}


def test_releasing_less_rolls_the_rest_on_with_its_part_of_the_fee(delivered):
    delivered.approve(amount="200.00")
    assert delivered.milestone(1).released == usd("200.00")
    rest = delivered.milestone(2)
    assert (rest.amount, rest.state, rest.rest_of) == (usd("300.00"), states.FUNDED, delivered.milestone(1))
    assert delivered.books(2) == {
        "clearing": 53000,
        "funds": 30000,
        "fee_hold": 1800,
        "pending": 15200,
        "service_fee": 4000,
        "client_fee": 1000,
        "tax": 1000,
    }
    delivered.deliver(2)
    delivered.approve(2)
    assert delivered.books(2) == {
        "clearing": 53000,
        "pending": 38000,
        "service_fee": 10000,
        "client_fee": 2500,
        "tax": 2500,
    }


def test_the_rest_of_a_milestone_can_be_refunded(delivered):
    delivered.approve(amount="200.00")
    delivered.refund(2)
    assert delivered.books(2)["credit"] == 31800
    stage.send_out()
    assert "credit" not in delivered.books(2)


@pytest.mark.parametrize(("amount", "message"), [("500.01", "more than the milestone"), ("0.00", "above zero")])
def test_a_release_of_more_or_nothing_is_refused_and_nothing_moves(delivered, amount, message):
    before = delivered.books()
    with pytest.raises(UnableToRelease, match=message):
        delivered.approve(amount=amount)
    assert delivered.books() == before
    assert delivered.milestone().state == states.SUBMITTED


def test_a_bonus_is_charged_and_paid_at_once_with_fees(delivered, clara):
    delivered.approve()
    _bonus, asked = actions.give_bonus(
        contract=delivered.fresh(),
        amount=usd("100.00"),
        note="Lovely",
        return_url="/",
        actor=Actor.of(clara),
        at=NOON,
    )
    assert asked.amount == usd("106.00")
    delivered.pay(asked)
    # 10 % from 500.00 on: fee 10.00, tax 2.00; the client's fee 5.00 and its tax 1.00.
    assert delivered.books() == {
        "clearing": 63600,
        "pending": 46800,
        "service_fee": 11000,
        "client_fee": 3000,
        "tax": 2800,
    }
    stage.tick(NOON + days(5))
    assert delivered.books()["available"] == 46800


def test_a_declined_card_leaves_the_milestone_unfunded_and_another_card_pays(work):
    asked = work.start_payment()
    work.pay(asked, card="declined")
    assert (work.milestone().state, work.books()) == (states.FUNDING, {})
    work.pay(asked, card="succeeds")
    assert work.milestone().state == states.FUNDED


def test_a_payment_given_up_can_be_started_again(work, clara):
    asked = work.start_payment()
    payments.cancel_collection(collection=asked, actor=Actor.of(clara), at=NOON)
    stage.send_out()
    assert work.milestone().state == states.AGREED
    work.fund()
    assert work.books() == {"clearing": 53000, "funds": 50000, "fee_hold": 3000}


def test_funding_twice_is_refused_and_charges_once(work):
    asked = work.start_payment()
    with pytest.raises(UnableToFund, match="on its way"):
        work.start_payment()
    work.pay(asked)
    with pytest.raises(UnableToFund, match="funded already"):
        work.start_payment()
    assert work.books() == {"clearing": 53000, "funds": 50000, "fee_hold": 3000}


def test_a_payment_that_arrives_after_the_end_goes_back(work):
    asked = work.start_payment()
    work.end()
    assert work.fresh().state == states.ENDED
    work.pay(asked)
    assert work.books() == {"clearing": 53000, "credit": 53000}
    stage.send_out()
    assert (work.books(), work.milestone().state) == ({}, states.DROPPED)


def test_a_payment_replaced_by_another_one_goes_back_when_it_still_arrives(work, clara):
    first = work.start_payment()
    payments.cancel_collection(collection=first, actor=Actor.of(clara), at=NOON)
    stage.send_out()
    second = work.start_payment()
    work.pay(first)
    assert (work.milestone().state, work.books()) == (states.FUNDING, {"clearing": 53000, "credit": 53000})
    work.pay(second)
    stage.send_out()
    assert work.books() == {"clearing": 53000, "funds": 50000, "fee_hold": 3000}


def test_a_payment_of_another_sum_than_the_work_now_costs_goes_back(work, clara):
    asked = work.start_payment()
    Milestone.objects.update(amount_minor=49000)
    work.pay(asked)
    assert work.books() == {"clearing": 53000, "credit": 53000}
    assert work.milestone().state == states.FUNDING


def test_a_payment_told_twice_is_booked_once(work):
    work.fund()
    told = Entry.objects.get(subject_type="payment", verb="confirm")
    handlers.on_paid(told)
    assert work.books() == {"clearing": 53000, "funds": 50000, "fee_hold": 3000}
    assert not Refund.objects.exists()


def test_what_was_given_back_whole_in_the_hold_leaves_nothing_to_clear(delivered, felix):
    delivered.approve()
    facts = {"deal": steps.deal_of(delivered.fresh()), "release_id": Release.objects.get().pk}
    escrow.refund_released(amount=usd("500.00"), actor=Actor.of(felix), at=NOON + days(1), **facts)
    stage.tick(NOON + days(5))
    assert Release.objects.get().state == "available"
    assert not Timer.objects.exclude(error="").exists() and "available" not in delivered.books()


def test_a_running_contract_keeps_its_own_fees_when_the_owner_changes_hers(work):
    stage.publish_fees((None, 3000), at=NOON + days(1), client_bps=1000)
    work.fund(at=NOON + days(2))
    work.deliver(at=NOON + days(2))
    work.approve(at=NOON + days(2))
    assert (work.books()["service_fee"], work.books()["client_fee"]) == (10000, 2500)


def test_a_second_contract_of_the_two_goes_on_where_the_first_stopped(delivered, clara, felix):
    delivered.approve()
    second = stage.hired(clara, felix, "300.00")
    second.fund()
    second.deliver()
    second.approve()
    # 10 % from 500.00 on.
    assert second.books()["service_fee"] == 10000 + 3000


def test_a_refund_after_release_nets_fee_and_tax_to_exactly_nothing(delivered, felix):
    delivered.approve()
    paid = Release.objects.get()
    deal = steps.deal_of(delivered.fresh())
    who = {"deal": deal, "release_id": paid.pk, "actor": Actor.of(felix)}
    escrow.refund_released(amount=usd("166.67"), at=NOON + days(1), **who)
    stage.tick(NOON + days(5))
    escrow.refund_released(amount=usd("333.33"), at=NOON + days(30), **who)
    books = delivered.books()
    assert books == {"clearing": 53000, "credit": 50000, "client_fee": 2500, "tax": 500}
    paid.refresh_from_db()
    assert (paid.refunded, paid.kept_net) == (usd("500.00"), Money.zero("USD"))


def test_a_contract_ends_only_when_nothing_of_it_is_left(delivered):
    delivered.end()
    assert delivered.fresh().state == states.ENDING
    delivered.approve()
    assert delivered.fresh().state == states.ENDED
    assert delivered.fresh().ended_at == NOON


def test_the_operators_bill_is_told_of_each_release_with_its_contract_and_transfer(delivered):
    delivered.approve()
    (told,) = volume.released(NOON, NOON + days(1))
    assert (told.contract, told.volume, told.at) == (delivered.contract.uuid, usd("500.00"), NOON)
    assert Transfer.objects.get(pk=told.transfer_id).kind == "release"
    assert list(volume.released(NOON + days(1), NOON + days(2))) == []


def test_more_work_that_no_card_could_pay_is_refused_when_it_is_proposed(funded, client_for, atelier, clara):
    """0.30 with a fee of 5 % and 20 % tax on it is 0.32, and Stripe takes 0.50 or more."""
    GatewayChoice.objects.create(gateway="stripe", chosen_at=NOON)
    hers, page = client_for(atelier, clara), reverse("contracts:milestones", args=[funded.contract.uuid])
    answer = hers.post(page, {"title": "A wink", "amount": "0.30"})
    assert answer.status_code == 409 and "costs $0.32" in answer.content.decode()
    assert funded.contract.milestones.count() == 1
    assert hers.post(page, {"title": "A wink", "amount": "0.50"}).status_code == 302
