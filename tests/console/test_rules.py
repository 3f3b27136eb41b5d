"""The owner's rules and her way of payment, in her console: for her alone, in words, and with a recent sign-in."""

import pytest

from billing.ledger import accounts, posting
from billing.ledger.posting import Move
from billing.payments import queries as payments
from billing.stripe_gateway import client as stripe
from billing.stripe_gateway.models import StripeAccount
from kernel.money import Money
from marketplace.windows import queries as windows
from marketplace.windows.models import LIMITS
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
USUAL = {name: str(default) for name, (default, _least, _most) in LIMITS.items()} | {"time_zone": "UTC"}


def zone_of(tenant) -> str:
    with public_scope():
        return Tenant.objects.get(pk=tenant.pk).time_zone


@pytest.mark.parametrize("page", ["/manage/rules/", "/manage/payments/"])
@pytest.mark.parametrize("role", ["owner", "moderator", "finance", "editor"])
def test_the_rules_are_the_owners_alone(staff, page, role):
    assert staff(role).get(page).status_code == (200 if role == "owner" else 404)


def test_the_owner_sets_her_limits_and_her_time_zone(staff, atelier):
    answer = staff("owner").post("/manage/rules/", USUAL | {"release_days": "21", "time_zone": "Asia/Tokyo"})
    assert answer.status_code == 302
    assert windows.current().release_days == 21
    assert zone_of(atelier) == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"release_days": "0"}, "greater than or equal to 1"),
        ({"offer_days": "a week"}, "Enter a whole number"),
        ({"warn_days": "30"}, "The warning has to come before the job ends."),
        ({"time_zone": "Atlantis/Deep"}, "not one of the available choices"),
    ],
)
def test_an_unfit_limit_is_refused_beside_its_field_and_nothing_changes(staff, atelier, wrong, said):
    answer = staff("owner").post("/manage/rules/", USUAL | {"hold_days": "9"} | wrong)
    words = answer.content.decode()
    assert (answer.status_code, answer.context["form"].errors.as_json() if said not in words else "") == (422, "")
    assert said in words and 'value="9"' in words
    assert windows.current().pk is None and zone_of(atelier) == "UTC"


def test_a_stripe_key_is_tried_kept_sealed_and_shown_by_its_last_four(staff):
    browser = staff("owner")
    sent = {"gateway": "stripe", "key": stripe.FAKE_KEY, "webhook_secret": "whsec_of_atelier"}
    assert browser.post("/manage/payments/", sent).status_code == 302
    assert payments.gateway_in_use() == "stripe"
    account = StripeAccount.objects.get()
    assert stripe.FAKE_KEY not in account.sealed_key and account.last4 == stripe.FAKE_KEY[-4:]
    words = browser.get("/manage/payments/").content.decode()
    assert account.last4 in words and stripe.FAKE_KEY not in words and "whsec_of_atelier" not in words


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"gateway": "stripe"}, "key: Connect a Stripe account first."),
        ({"gateway": "stripe", "key": "pk_live_public"}, "key: A Stripe key begins with rk_ or sk_."),
        ({"gateway": "manual"}, "instructions: Say where the money is to be sent."),
        ({"gateway": "cowries"}, "gateway: Select a valid choice. cowries is not one of the available choices."),
        ({}, "gateway: This field is required."),
    ],
)
def test_a_way_of_payment_that_cannot_work_is_refused_in_words(staff, wrong, said):
    answer = staff("owner").post("/manage/payments/", wrong)
    field, sentence = said.split(": ")
    assert answer.status_code == 422 and answer.context["form"].errors[field] == [sentence]
    assert sentence in answer.content.decode()
    assert payments.gateway_in_use() == "sandbox" and not StripeAccount.objects.exists()


def test_bank_transfers_show_the_payer_where_to_send_them(staff):
    sent = {"gateway": "manual", "instructions": "Atelier Ltd, DE02 1203 0000 0000 2020 51"}
    assert staff("owner").post("/manage/payments/", sent).status_code == 302
    assert (payments.gateway_in_use(), payments.bank_details()) == ("manual", sent["instructions"])


def test_play_money_and_real_money_never_mix(staff):
    sent = {"gateway": "manual", "instructions": "Atelier Ltd, DE02 1203 0000 0000 2020 51"}
    money = Move(accounts.clearing("sandbox"), accounts.available(7), Money(5000, "USD"))
    posting.post(key="play", kind="fund", moves=[money], effective_at=make.AT)
    answer = staff("owner").post("/manage/payments/", sent)
    assert answer.status_code == 422 and "never mix" in answer.context["form"].errors["gateway"][0]
    assert payments.gateway_in_use() == "sandbox"
    gone = Move(accounts.available(7), accounts.clearing("sandbox"), Money(5000, "USD"))
    posting.post(key="gone", kind="payout", moves=[gone], effective_at=make.AT)
    assert staff("owner").post("/manage/payments/", sent).status_code == 302


@pytest.mark.parametrize("page", ["/manage/payments/", "/payouts/methods/"])
def test_where_money_goes_is_changed_only_after_a_recent_sign_in(staff, page):
    browser = staff("owner", password=make.PASSWORD)  # signed in, but nobody knows how long ago
    answer = browser.get(page)
    assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
    answer = browser.post("/payouts/", {"amount": "10"})
    assert answer.status_code == 302 and "/reauthenticate/" in answer["Location"]
