"""Refunds that did not get through, in the owner's console."""

import uuid

import pytest

from billing.ledger import accounts, posting
from billing.ledger import queries as ledger
from billing.payments import actions, outbox
from kernel import clock, history
from kernel.actors import SYSTEM, Actor
from kernel.money import Money
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
PAGE = "/manage/refunds/"


def _refund():
    """40.08 of Clara's payment; the sandbox fails each refund whose amount ends in 40.08."""
    clara = make.client("Clara")
    hers, now = Actor.of(clara.user), clock.now()
    amount = Money.parse("40.08", "USD")
    paid = actions.request_collection(
        purpose="bonus", reference=str(uuid.uuid4()), amount=amount, payer_id=clara.pk, return_url="/", actor=hers,
        at=now,
    )  # fmt: skip
    actions.pay_in_sandbox(collection=paid, card="succeeds", actor=hers, at=now)
    paid.refresh_from_db()
    moves = [posting.Move(accounts.clearing("sandbox"), accounts.credit(clara.pk), amount)]
    posting.post(key="test:back", kind="test", moves=moves, effective_at=now)
    found = actions.request_refund(collection=paid, amount=amount, reference="r", actor=SYSTEM, at=now)
    outbox.send_due(now)
    found.refresh_from_db()
    assert found.state == "failed"
    return found


OPENINGS = {"refund": _refund}


@pytest.fixture
def refund(opened):
    return opened


def answer(browser, row, verb: str):
    return browser.post(PAGE, {"uuid": row.uuid, "verb": verb})


def now_of(row):
    row.refresh_from_db()
    return row.state


def credit(row) -> str:
    return str(ledger.balance(accounts.credit(row.payer_id), "USD"))


@pytest.mark.parametrize("role", ["owner", "moderator", "finance", "editor"])
def test_failed_refunds_are_for_the_owner_and_her_finance_staff(staff, refund, role):
    browser, may = staff(role), role in ("owner", "finance")
    assert browser.get(PAGE).status_code == (200 if may else 404)
    assert (PAGE in browser.get("/manage/account/").content.decode()) == may
    assert answer(browser, refund, "credit").status_code == (302 if may else 404)
    assert now_of(refund) == ("credited" if may else "failed")


def test_a_failed_refund_waits_on_the_dashboard_and_says_why(staff, refund):
    browser = staff("finance")
    assert "1 refund did not get through" in browser.get("/manage/").content.decode()
    words = browser.get(PAGE).content.decode()
    assert "Clara" in words and "$40.08" in words and refund.failure and refund.failure in words
    assert words.index("Clara</td><td>Bonus</td>") < words.index(f"<code>{refund.collection.uuid}</code>")


def test_a_refund_is_tried_again_once(staff, refund):
    browser = staff("finance")
    assert answer(browser, refund, "retry").status_code == 302
    assert (now_of(refund), refund.attempt) == ("retried", 2)
    again = answer(browser, refund, "retry")
    assert again.status_code == 422 and "console-problems" in again.content.decode()
    assert refund.attempt == 2 and "Every refund has got through" in browser.get(PAGE).content.decode()
    assert history.of(refund).order_by("-id").first().actor_label == "Staff finance"


def test_what_is_kept_as_credit_is_the_clients_and_is_not_sent_again(staff, refund):
    browser, before = staff("finance"), credit(refund)
    assert answer(browser, refund, "credit").status_code == 302
    assert now_of(refund) == "credited" and credit(refund) == before
    assert answer(browser, refund, "retry").status_code == 422
    assert now_of(refund) == "credited"


def test_another_verb_and_another_marketplaces_refund_are_not_found(staff, refund, in_brigade):
    browser = staff("finance")
    assert answer(browser, refund, "succeed").status_code == 404
    assert browser.post(PAGE, {"uuid": "none", "verb": "retry"}).status_code == 404
    assert browser.post(PAGE, {"uuid": uuid.uuid4(), "verb": "retry"}).status_code == 404
    assert now_of(refund) == "failed"


def test_a_recent_sign_in_is_asked_for(staff, refund):
    browser = staff("finance", password=make.PASSWORD)
    for said in (browser.get(PAGE), answer(browser, refund, "credit")):
        assert said.status_code == 302 and "/reauthenticate/" in said["Location"]
    assert now_of(refund) == "failed"
