"""A member who means harm: other people's things, prices in hidden fields, herself as her own client, old answers sent
again, addresses that lead away, markup in every text. Refused, and nothing moved."""

import uuid
from urllib.parse import urlencode, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from billing.payments import queries as payments
from billing.payments.models import Collection, PayoutMethod
from kernel import clock
from kernel.actors import SYSTEM
from marketplace.contracts.models import Contract
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.members.models import Member
from marketplace.workroom.models import Thread
from tests import make
from tests.marketplace import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts", "opening")]
OPENINGS = stage.OPENINGS
ROWS = {"stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0"}
EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
SHOWN = "&lt;img src=x onerror=alert(1)&gt;"
AWAY = ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "https:evil.example"]


def page(work, name: str) -> str:
    return reverse(f"contracts:{name}", args=[work.contract.uuid, work.milestone().uuid])


@pytest.fixture
def hers(client_for, atelier, clara):
    return client_for(atelier, clara)


@pytest.fixture
def his(client_for, atelier, felix):
    return client_for(atelier, felix)


@pytest.fixture
def strangers(client_for, atelier, nils):
    make.member(nils, hires=True, works=True, headline="I mean no harm")
    return client_for(atelier, nils)


# ── Other people's things ──
def test_a_stranger_finds_none_of_the_doors_of_a_contract(delivered, strangers):
    before = delivered.books()
    for name in ("funding", "delivery", "changes", "release", "cancellation", "refund", "removal", "agreement"):
        for answer in (strangers.get(page(delivered, name)), strangers.post(page(delivered, name), {"note": "mine"})):
            assert answer.status_code in (404, 405), name
    for name in ("end", "pause", "bonus", "receipts"):
        path = reverse(f"contracts:{name}", args=[delivered.contract.uuid])
        assert strangers.post(path, {"amount": "1"}).status_code in (404, 405), name
    assert delivered.books() == before and delivered.milestone().state == "submitted"


def test_a_stranger_finds_nothing_of_a_job_and_its_proposals(strangers):
    offer = make.offer()
    job, proposal = offer.job, offer.proposal
    paths = [
        reverse("jobs:edit", args=[job.uuid]),
        reverse("jobs:inbox", args=[job.uuid]),
        reverse("jobs:comparison", args=[job.uuid]),
        reverse("jobs:proposal", args=[proposal.uuid]),
        reverse("jobs:decline", args=[proposal.uuid]),
        reverse("jobs:offer_new", args=[proposal.uuid]),
        reverse("jobs:offer", args=[offer.uuid]),
        reverse("jobs:acceptance", args=[offer.uuid]),
        reverse("jobs:offer_withdrawal", args=[offer.uuid]),
        reverse("jobs:job_move", args=[job.uuid, "close"]),
        reverse("jobs:proposal_move", args=[proposal.uuid, "withdraw"]),
    ]
    for path in paths:
        assert strangers.post(path, {"agreed": "on", "reason": "price"}).status_code in (404, 405), path
    assert Offer.objects.get().state == "pending" and Job.objects.get().state == "open"


def test_the_freelancer_does_not_do_what_is_the_clients(delivered, his):
    before = delivered.books()
    for name in ("release", "changes", "funding", "cancellation"):
        assert his.post(page(delivered, name), {"note": "n", "reason": "r"}).status_code in (403, 404, 409, 422), name
    assert delivered.books() == before and delivered.milestone().state == "submitted"


# ── Prices and parties ──
def test_a_price_in_a_hidden_field_changes_nothing(plain_work, hers):
    more = {"amount": "1", "amount_minor": "1", "total": "1", "client_fee_minor": "0", "currency": "KWD"}
    hers.post(page(plain_work, "funding"), more)
    asked = Collection.objects.get()
    assert (asked.amount_minor, asked.currency) == (63000, "USD")


def test_nobody_accepts_an_offer_at_another_price(client_for, atelier):
    offer = make.offer(at=clock.now())
    browser = client_for(atelier, offer.freelancer.user)
    browser.post(reverse("jobs:acceptance", args=[offer.uuid]), {"agreed": "on", "amount": "9000", "terms": "{}"})
    contract = Contract.objects.get()
    assert contract.milestones.get().amount_minor == 60000 and contract.terms == offer.terms


def test_nobody_hires_herself(atelier, client_for):
    make.terms()
    both = make.freelancer("Clara")
    make.member(both.user, hires=True, works=True, headline="Both at once")
    path = reverse("jobs:propose", args=[make.job(Member.objects.get(pk=both.pk)).uuid])
    typed = {**ROWS, "letter": make.LETTER, "amount": "600", "step": "send"}
    answer = client_for(atelier, both.user).post(path, typed)
    assert answer.status_code == 422 and "This is your own job." in answer.content.decode()
    assert not Proposal.objects.exists()
    assert client_for(atelier, make.freelancer("Felix").user).post(path, typed).status_code == 302
    assert Proposal.objects.get().state == "submitted"


@pytest.mark.parametrize("account", ["\u00b2\u00b2\u00b2\u00b2", "\u2167123456", "\u00df\u00df123456", "DE02-1203"])
def test_money_goes_to_no_account_that_no_bank_could_have(felix, his, account):
    answer = his.post("/payouts/methods/", {"holder": "Felix", "account": account})
    assert answer.status_code == 422 and answer.context["form"].errors["account"]
    assert not PayoutMethod.objects.exists()


def test_an_account_in_another_scripts_digits_is_the_same_account(felix, his):
    his.post("/payouts/methods/", {"holder": "Felix", "account": "de\u0660\u0662 1203 \uff10\uff10\uff11\uff12"})
    kept = PayoutMethod.objects.get()
    assert kept.label == "•••• 0012" and payments.account_of(kept) == "DE0212030012"


# ── Old answers ──
def test_a_return_from_the_payment_page_played_again_pays_once(plain_work, hers):
    paid = plain_work.start_payment()
    checkout = paid.checkout_url
    card = {"card": "succeeds"}
    first = hers.post(checkout, card)
    stage.send_out()
    books = plain_work.books()
    assert books["funds"] == 60000 and first.status_code == 302
    for _again in range(3):
        hers.get(first["Location"])
        hers.post(checkout, card)
        hers.post(reverse("payments:cancel", args=["sandbox", paid.uuid]))
        stage.send_out()
    assert plain_work.books() == books and plain_work.milestone().state == "funded"


def test_somebody_elses_payment_page_is_not_there(plain_work, strangers, his):
    checkout = plain_work.start_payment().checkout_url
    for browser in (strangers, his):
        assert browser.get(checkout).status_code == 404
        assert browser.post(checkout, {"card": "succeeds"}).status_code == 404


@pytest.mark.parametrize("name", ["release", "changes"])
def test_a_form_without_its_token_does_nothing(delivered, atelier, clara, name):
    from tenants.scope import tenant_scope

    browser = Client(HTTP_HOST=atelier.host, enforce_csrf_checks=True)
    with tenant_scope(atelier):
        browser.force_login(clara, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.post(page(delivered, name), {"note": "from elsewhere"}).status_code == 403
    assert delivered.milestone().state == "submitted"


# ── Ways out ──
@pytest.mark.parametrize("away", [*AWAY, "/jobs/"])
def test_no_address_of_ours_leads_away(away, client_for, atelier):
    """One of our own is gone to: what is refused of the others is that they lead away."""
    person = make.user("Clara")
    person.set_password(make.PASSWORD)
    person.save()
    accounts.confirm_email(user=person, actor=SYSTEM, at=clock.now())
    visitor, typed = client_for(atelier), {"login": person.email, "password": make.PASSWORD, "next": away}
    answers = [visitor.post("/accounts/login/", typed), visitor.get("/accounts/login/", {"next": away})]
    browser = client_for(atelier, make.client("Clara").user)
    typed = {"name": "Clara", "purpose": ["hire"], "language": "en", "next": away}
    answers += [
        browser.post(f"/settings/profile/?{urlencode({'next': away})}", typed),
        browser.post("/accounts/logout/", {"next": away}),
    ]
    led = [answer["Location"] for answer in answers]
    assert led == ["/jobs/"] * 4 if away == "/jobs/" else not set(led) & set(AWAY), led
    assert all(place.startswith("/") and urlsplit(place).netloc == "" and "evil" not in place for place in led), led


# ── Markup ──
def test_markup_in_every_text_is_shown_and_never_run(client_for, atelier, hers, his, clara, felix):
    work = stage.hired(clara, felix, "600.00")
    for user, browser in ((clara, hers), (felix, his)):
        purpose = "hire" if user == clara else "work"
        typed = {"name": EVIL, "headline": EVIL, "bio": EVIL, "purpose": [purpose], "language": "en"}
        assert browser.post("/settings/profile/", typed).status_code == 302
    house = {"company": EVIL, "website": "javascript:alert(1)", "about": EVIL}
    assert hers.post("/settings/company/", house).status_code == 422
    assert hers.post("/settings/company/", house | {"website": "https://hers.example"}).status_code == 302
    Job.objects.update(title=EVIL[:120], description=EVIL, questions=[EVIL])
    Contract.objects.update(title=EVIL[:160])
    hers.get(reverse("workroom:room", args=[work.contract.uuid]))  # the talk begins when somebody enters
    thread = Thread.objects.get(contract=work.contract)
    file = SimpleUploadedFile('"><img src=x onerror=alert(1)>.txt', b"eight frames", content_type="text/plain")
    sent = {"body": EVIL + " javascript:alert(1)", "key": uuid.uuid4(), "files": [file]}
    assert hers.post(reverse("workroom:messages", args=[thread.uuid]), sent).status_code == 302
    job = work.contract.job
    handle, client = (Member.objects.get(user=user).handle for user in (felix, clara))
    room, inbox = reverse("workroom:room", args=[work.contract.uuid]), f"/jobs/{job.uuid}/proposals/"
    for path in (room, "/contracts/", "/jobs/", "/talent/", f"/talent/{handle}/", f"/talent/{client}/", inbox,
                 f"/jobs/{job.uuid}/", "/messages/", "/notifications/", "/jobs/mine/", "/offers/", "/"):  # fmt: skip
        for browser in (hers,) if path == inbox else (hers, his):
            words = browser.get(path).content.decode()
            assert SHOWN in words, path
            assert "<img src=x" not in words and "<script>alert" not in words, path
            assert 'href="javascript:' not in words, path


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "ftp://evil.example/x", "\tjavascript:x"])
def test_a_link_that_is_a_script_is_refused_beside_its_field(his, felix, link):
    make.member(felix, works=True, headline="Rigger")
    answer = his.post("/settings/portfolio/", {"title": "A walk", "story": "It walks", "link": link})
    assert answer.status_code == 422 and answer.context["form"].errors["link"]
    assert "A walk" in answer.content.decode()
