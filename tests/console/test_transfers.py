"""Bank transfers by hand, in the owner's console: what came in, what was sent, what came back."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions as account_actions
from accounts.models import User
from billing.ledger import accounts, posting
from billing.ledger import queries as ledger
from billing.payments import actions, outbox
from billing.payments.models import Collection, GatewayChoice, Payout
from kernel import clock, history, timers
from kernel.actors import SYSTEM, Actor
from kernel.money import Money
from tenants import current
from tests import make
from tests.accounts.conftest import an_hour_passes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
PAGE = "/manage/transfers/"
ACCOUNT = "DE89370400440532013042"


def usd(text: str) -> Money:
    return Money.parse(text, "USD")


def balance(code: str) -> str:
    return str(ledger.balance(code, "USD"))


def _by_hand():
    GatewayChoice.objects.create(gateway="manual", chosen_at=make.AT)


@pytest.fixture
def fina(staff):
    return staff("finance")


@pytest.fixture
def asked(db):
    """`asked()` is a payment of 600.00 that Clara was asked for; nobody knows its purpose but the marketplace."""

    def ask(amount: str = "600.00", payer=None):
        payer = payer or make.client("Clara")
        found = actions.request_collection(
            purpose="bonus", reference=str(uuid.uuid4()), amount=Money.parse(amount, current.get().currency),
            payer_id=payer.pk, return_url="/", actor=Actor.of(payer.user), at=clock.now(),
        )  # fmt: skip
        outbox.send_due(clock.now())
        found.refresh_from_db()
        return found

    return ask


def _payout():
    """Felix withdraws 100.00 of 250.00; the worker has been there."""
    _by_hand()
    felix = make.freelancer("Felix")
    his, now = Actor.of(felix.user), clock.now()
    moves = [posting.Move(accounts.clearing("manual"), accounts.available(felix.pk), usd("250.00"))]
    posting.post(key="test:earned", kind="test", moves=moves, effective_at=make.AT)
    actions.add_payout_method(member_id=felix.pk, holder="Felix Berg", account=ACCOUNT, actor=his, at=make.AT)
    outbox.send_due(now)
    found = actions.request_payout(member_id=felix.pk, amount=usd("100.00"), actor=his, at=now)
    timers.run_due(clock.now())
    outbox.send_due(clock.now())
    found.refresh_from_db()
    return found


OPENINGS = {"payout": _payout, "asked": _by_hand, "fina": _by_hand}


@pytest.fixture
def payout(opened):
    return opened


def confirm(browser, row, amount: str, before: int | str = 0):
    return browser.post(PAGE, {"noun": "payment", "uuid": row.uuid, "amount": amount, "before": str(before)})


def mark(browser, row, verb: str, noun: str = "payout", **more: str):
    return browser.post(PAGE, {"noun": noun, "uuid": row.uuid, "verb": verb} | more)


def now_of(row):
    row.refresh_from_db()
    return row.state


@pytest.mark.parametrize("role", ["owner", "moderator", "finance", "editor"])
def test_bank_transfers_are_for_the_owner_and_her_finance_staff(staff, asked, role):
    row, browser, may = asked(), staff(role), role in ("owner", "finance")
    assert browser.get(PAGE).status_code == (200 if may else 404)
    assert (PAGE in browser.get("/manage/account/").content.decode()) == may
    assert confirm(browser, row, "600.00").status_code == (302 if may else 404)
    assert now_of(row) == ("confirmed" if may else "open")


@pytest.mark.parametrize("before", ["", "-1", "²", "none", "9" * 5000])
def test_a_form_that_was_tampered_with_books_nothing(fina, asked, before):
    row = asked()
    answer = confirm(fina, row, "600.00", before=before)
    assert (answer.status_code, now_of(row), row.received_minor) == (422, "open", 0)


def test_nothing_to_do_is_said_three_times(fina):
    words = fina.get(PAGE).content.decode()
    for said in ("No payment by bank", "No payout has to be sent", "No refund has to be sent"):
        assert said in words


def test_a_part_comes_in_then_the_rest(fina, asked):
    row = asked()
    words = fina.get(PAGE).content.decode()
    assert str(row.uuid) in words and "Clara" in words and "$600.00" in words and "Bonus" in words
    assert confirm(fina, row, "200.00").status_code == 302
    assert (now_of(row), row.received_minor) == ("open", 20000)
    assert "$200.00" in fina.get(PAGE).content.decode()
    assert confirm(fina, row, "400", before=20000).status_code == 302
    assert (now_of(row), row.received_minor) == ("confirmed", 60000)
    told = [(entry.verb, entry.actor_label) for entry in history.of(row)]
    assert told[-2:] == [("receive", "Staff finance"), ("confirm", "Staff finance")]
    assert str(row.uuid) not in fina.get(PAGE).content.decode()


def test_what_is_too_much_becomes_the_clients_credit(fina, asked):
    row = asked()
    assert confirm(fina, row, "650.00").status_code == 302
    assert now_of(row) == "confirmed"
    assert balance(accounts.credit(row.payer_id)) == "50.00 USD"


def test_a_receipt_confirmed_twice_counts_once(fina, asked):
    row = asked()
    confirm(fina, row, "200.00")
    answer = confirm(fina, row, "200.00")
    assert answer.status_code == 422 and "Somebody was faster" in answer.content.decode()
    assert 'value="200.00"' in answer.content.decode()
    assert (now_of(row), row.received_minor) == ("open", 20000)
    confirm(fina, row, "400.00", before=20000)
    answer = confirm(fina, row, "400.00", before=60000)
    assert answer.status_code == 422 and "This payment is complete already." in answer.content.decode()
    assert (now_of(row), row.received_minor) == ("confirmed", 60000)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("0", "The amount must be more than zero."),
        ("", "This field is required."),
        ("a lot", "console-problems"),
        ("-5", "console-problems"),
        ("1.005", "console-problems"),
    ],
)
def test_an_unfit_amount_is_refused_beside_its_row_and_stays_typed(fina, asked, typed, said):
    row = asked()
    answer = confirm(fina, row, typed)
    words = answer.content.decode()
    assert answer.status_code == 422 and said in words and f'value="{typed}" aria-label' in words
    assert (now_of(row), row.received_minor) == ("open", 0)


def test_arabic_digits_are_read(fina, asked):
    row = asked()
    fina.cookies["django_language"] = "ar"
    assert confirm(fina, row, "٢٠٠٫٥٠").status_code == 302
    assert (now_of(row), row.received_minor) == ("open", 20050)


def test_money_that_comes_after_the_payment_was_given_up_is_not_lost(fina, asked):
    row = asked()
    actions.cancel_collection(collection=row, actor=Actor.of(make.user("Clara")), at=clock.now())
    assert "Given up" in fina.get(PAGE).content.decode()
    assert confirm(fina, row, "600.00").status_code == 302
    assert now_of(row) == "confirmed"


def test_a_payout_is_sent_and_paid(fina, payout):
    assert payout.state == "queued"
    words = fina.get(PAGE).content.decode()
    assert "Felix Berg" in words and ACCOUNT in words and "$100.00" in words
    assert mark(fina, payout, "send").status_code == 302
    assert now_of(payout) == "sent"
    assert ACCOUNT not in fina.get(PAGE).content.decode()
    assert mark(fina, payout, "pay").status_code == 302
    assert now_of(payout) == "paid"
    assert balance(accounts.payout(payout.pk)) == "0.00 USD"
    assert history.of(payout).order_by("-id").first().actor_label == "Staff finance"
    answer = mark(fina, payout, "pay")
    assert answer.status_code == 422 and "This is not possible at the moment." in answer.content.decode()


@pytest.mark.parametrize(("before", "after"), [((), "failed"), (("send",), "failed"), (("send", "pay"), "returned")])
def test_a_payout_that_came_back_is_the_freelancers_again(fina, payout, before, after):
    for verb in before:
        mark(fina, payout, verb)
    for why, reason in {"why it came back": " ", "Null characters": "gone\x00", "at most 300": "x" * 301}.items():
        assert (said := mark(fina, payout, "back", reason=reason)).status_code == 422 and why in said.content.decode()
    assert balance(accounts.available(payout.member_id)) == "150.00 USD"
    assert mark(fina, payout, "back", reason="Account closed").status_code == 302
    assert (now_of(payout), payout.failure) == (after, "Account closed")
    assert balance(accounts.available(payout.member_id)) == "250.00 USD"


def test_a_payout_knows_no_other_verb(fina, payout):
    assert mark(fina, payout, "cancel").status_code == 422
    assert now_of(payout) == "queued"


def test_a_refund_goes_out_once(fina, asked):
    row = asked()
    confirm(fina, row, "600.00")
    assert now_of(row) == "confirmed"
    moves = [posting.Move(accounts.clearing("manual"), accounts.credit(row.payer_id), usd("600.00"))]
    posting.post(key="test:back", kind="test", moves=moves, effective_at=clock.now())
    hers = Actor.of(make.user("Clara"))
    refund = actions.request_refund(collection=row, amount=usd("80.00"), reference="r", actor=hers, at=clock.now())
    words = fina.get(PAGE).content.decode()
    assert str(row.uuid) in words and "$80.00" in words
    assert mark(fina, refund, "out", noun="refund").status_code == 302
    assert now_of(refund) == "succeeded"
    assert balance(accounts.credit(row.payer_id)) == "520.00 USD"
    answer = mark(fina, refund, "out", noun="refund")
    assert answer.status_code == 422 and "This is not possible at the moment." in answer.content.decode()
    assert balance(accounts.credit(row.payer_id)) == "520.00 USD"


def test_another_marketplaces_transfers_are_not_there(fina, asked, in_brigade):
    with in_brigade():
        GatewayChoice.objects.create(gateway="manual", chosen_at=make.AT)
        there = asked(payer=make.client("Wanda"))
    assert str(there.uuid) not in fina.get(PAGE).content.decode()
    assert confirm(fina, there, "600.00").status_code == 404
    for noun in ("payout", "refund", "user", ""):
        assert mark(fina, there, "pay", noun=noun).status_code == 404
    with in_brigade():
        assert Collection.objects.get(pk=there.pk).received_minor == 0


def test_what_another_gateway_carries_is_not_confirmed_by_hand(fina, asked, payout):
    row = asked()
    Collection.objects.filter(pk=row.pk).update(gateway="sandbox")
    Payout.objects.filter(pk=payout.pk).update(gateway="sandbox")
    assert confirm(fina, row, "600.00").status_code == 404
    assert mark(fina, payout, "send").status_code == 404


def test_a_longer_page_costs_no_more_queries(fina, asked, payout):
    row = asked()
    confirm(fina, asked("10.00"), "10.00")
    paid = Collection.objects.filter(state="confirmed")

    def back(reference):
        moves = [posting.Move(accounts.clearing("manual"), accounts.credit(row.payer_id), usd("1.00"))]
        posting.post(key=f"test:{reference}", kind="test", moves=moves, effective_at=clock.now())
        who = {"actor": SYSTEM, "at": clock.now()}
        actions.request_refund(collection=paid.last(), amount=usd("1.00"), reference=reference, **who)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            assert fina.get(PAGE).status_code == 200
        return len(seen)

    back("one")
    cost()  # the first visit warms caches
    before = cost()
    for number in ("two", "three"):
        back(number)
        asked()
        payout.pk, payout.uuid, payout.external_id = None, uuid.uuid4(), ""
        payout.save(force_insert=True)
    assert cost() == before


def test_a_recent_sign_in_is_asked_for(staff, asked):
    row, browser = asked(), staff("finance", password=make.PASSWORD)
    for answer in (browser.get(PAGE), confirm(browser, row, "600.00")):
        assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
    assert now_of(row) == "open"


def test_who_signs_in_on_the_way_there_is_not_asked_a_second_time(browser, staff, asked):
    fina = staff("finance", password=make.PASSWORD)
    person = User.objects.get(pk=fina.session["_auth_user_id"])
    account_actions.confirm_email(user=person, actor=SYSTEM, at=clock.now())
    sent = browser.get(PAGE)["Location"]
    assert sent == f"/accounts/login/?next={PAGE}"
    answer = browser.post(sent, {"login": person.email, "password": make.PASSWORD, "next": PAGE}, follow=True)
    assert (answer.request["PATH_INFO"], answer.status_code) == (PAGE, 200)
    an_hour_passes(browser)
    assert "/reauthenticate/" in browser.get(PAGE)["Location"]
