"""Every button that moves money or binds somebody, pressed in two tabs at once: once it counts, and the other tab is
told in a sentence. Real connections, through HTTP."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from billing.ledger import accounts, posting, reconcile
from billing.ledger import queries as ledger
from billing.payments import actions as payments
from billing.payments import outbox
from billing.payments.models import Collection, Payout, PayoutMethod
from kernel import clock
from kernel.actors import Actor
from marketplace.contracts.models import Bonus, Contract
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.reviews.models import CRITERIA, Review
from tests import make
from tests.billing.racing import race
from tests.marketplace import stage
from tests.marketplace.stage import NOON, days, usd

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("contexts")]
ROWS = {"stages-TOTAL_FORMS": "1", "stages-INITIAL_FORMS": "0", "stages-0-title": "Rig", "stages-0-amount": "600"}


@pytest.fixture
def plain_work(clara, felix):
    """Made by each test, since they commit."""
    return stage.hired(clara, felix, "600.00")


@pytest.fixture
def twice(atelier, client_for):
    """`twice(clara, path, {…})` sends the form from two tabs of one person at once; returns both answers, the one that
    went through first."""

    def press(person, path, typed):
        tabs = [client_for(atelier, person) for _tab in range(2)]
        answers = race(*(lambda tab=tab: tab.post(path, typed) for tab in tabs), tenant=atelier)
        assert not [broken for broken in answers if isinstance(broken, Exception)], answers
        return sorted(answers, key=lambda answer: answer.status_code)

    return press


@pytest.fixture
def pressed_twice(twice, client_for, atelier):
    """The same page sent twice at once, as a double click does: what was typed, and what the page itself brought."""

    def press(person, path, typed):
        form = client_for(atelier, person).get(path).context["form"]
        brought = {field.html_name: str(field.value() or "") for field in form.hidden_fields()}
        answers = twice(person, path, brought | typed)
        assert {answer.status_code for answer in answers} == {302}, answers
        return {answer["Location"] for answer in answers}, brought | typed

    return press


def page(work, name: str) -> str:
    return reverse(f"contracts:{name}", args=[work.contract.uuid, work.milestone().uuid])


def one_won(answers, sentence: str) -> None:
    first, second = answers
    assert (first.status_code, second.status_code // 100) == (302, 4), answers
    assert sentence in second.content.decode()


def test_a_milestone_is_funded_by_one_payment(plain_work, twice, clara):
    answers = twice(clara, page(plain_work, "funding"), {})
    asked = Collection.objects.get()
    assert {answer.get("Location", asked.checkout_url) for answer in answers} == {asked.checkout_url}


def test_a_card_pays_once(plain_work, twice, clara):
    asked = plain_work.start_payment()
    answers = twice(clara, asked.checkout_url, {"card": "succeeds"})
    assert 302 in [answer.status_code for answer in answers]
    said = {200: "This payment has arrived.", 422: "This payment is just being prepared.", 302: ""}
    assert all(said[answer.status_code] in answer.content.decode() for answer in answers)
    stage.send_out()
    assert plain_work.books() == {"clearing": 63000, "funds": 60000, "fee_hold": 3000}
    assert reconcile.run() == []


def test_money_is_given_back_once(plain_work, twice, felix):
    plain_work.fund()
    one_won(twice(felix, page(plain_work, "refund"), {}), "refunded already")
    assert plain_work.milestone().state == "refunded"
    assert plain_work.books()["credit"] == 63000


def test_an_offer_makes_one_contract(atelier, twice, clara, felix):
    stage.publish_fees()
    offer = stage.offered(clara, felix, "600.00", at=clock.now())
    one_won(twice(felix, reverse("jobs:acceptance", args=[offer.uuid]), {"agreed": "on"}), "filled in the meantime")
    assert (Contract.objects.count(), Offer.objects.get().state) == (1, "accepted")


def test_a_proposal_gets_one_offer(twice):
    make.terms()
    proposal = make.proposal()
    path = reverse("jobs:offer_new", args=[proposal.uuid])
    answers = twice(proposal.job.client.user, path, {**ROWS, "title": "Rig", "step": "make"})
    assert Offer.objects.count() == 1 and answers[0].status_code == 302


def test_a_job_gets_one_proposal_of_a_freelancer(twice):
    make.terms()
    job, felix = make.job(), make.freelancer("Felix")
    typed = {**ROWS, "letter": make.LETTER, "amount": "600", "step": "send"}
    answers = twice(felix.user, reverse("jobs:propose", args=[job.uuid]), typed)
    assert Proposal.objects.exclude(state="draft").count() == 1 and answers[0].status_code == 302


@pytest.fixture
def earned(plain_work, felix):
    """490.00 to withdraw, and an account they can go to."""
    member, his, long_ago = plain_work.contract.freelancer, Actor.of(felix), clock.now() - days(30)
    moves = [posting.Move(accounts.clearing("sandbox"), accounts.available(member.pk), usd("490.00"))]
    posting.post(key="test:earned", kind="test", moves=moves, effective_at=NOON)
    facts = {"member_id": member.pk, "holder": "Felix", "account": "DE89370400440532013000"}
    payments.add_payout_method(**facts, actor=his, at=long_ago)
    outbox.send_due(clock.now())
    return member


def available(member) -> int:
    return ledger.balance(accounts.available(member.pk), "USD").minor


def test_what_was_earned_is_withdrawn_once(earned, twice, felix):
    one_won(twice(felix, reverse("escrow:payouts"), {"amount": "490.00"}), "more than you have available")
    assert (Payout.objects.count(), available(earned)) == (1, 0)


def test_part_of_what_was_earned_withdrawn_by_a_double_click_leaves_once(earned, pressed_twice, client_for, felix):
    where, _typed = pressed_twice(felix, reverse("escrow:payouts"), {"amount": "100.00"})
    assert (where, Payout.objects.count(), available(earned)) == ({reverse("escrow:payouts")}, 1, 39000)


def test_the_same_page_with_another_amount_is_another_withdrawal(earned, pressed_twice, client_for, atelier, felix):
    _where, typed = pressed_twice(felix, reverse("escrow:payouts"), {"amount": "100.00"})
    client_for(atelier, felix).post(reverse("escrow:payouts"), typed | {"amount": "50.00"})
    client_for(atelier, felix).post(reverse("escrow:payouts"), {"amount": "50.00"})
    assert (Payout.objects.count(), available(earned)) == (3, 29000)


def test_a_payout_method_added_by_a_double_click_is_one(plain_work, pressed_twice, felix):
    pressed_twice(felix, reverse("escrow:methods"), {"holder": "Felix", "account": "DE89370400440532013000"})
    assert PayoutMethod.objects.count() == 1


def test_a_milestone_proposed_by_a_double_click_is_one(plain_work, pressed_twice, felix):
    path = reverse("contracts:milestones", args=[plain_work.contract.uuid])
    before = plain_work.contract.milestones.count()
    pressed_twice(felix, path, {"title": "Paint", "amount": "80.00"})
    assert plain_work.contract.milestones.count() == before + 1


def test_the_same_page_sent_to_another_contract_is_another_milestone(plain_work, pressed_twice, client_for, atelier):
    felix, other = plain_work.contract.freelancer.user, stage.hired(make.user("Nils"), make.user("Felix"), "600.00")
    path = reverse("contracts:milestones", args=[plain_work.contract.uuid])
    _where, typed = pressed_twice(felix, path, {"title": "Paint", "amount": "80.00"})
    before = other.contract.milestones.count()
    there = reverse("contracts:milestones", args=[other.contract.uuid])
    assert client_for(atelier, felix).post(there, typed).status_code == 302
    assert other.contract.milestones.count() == before + 1


def test_the_same_page_sent_by_somebody_else_is_another_payout_method(plain_work, pressed_twice, client_for, atelier):
    felix, clara = plain_work.contract.freelancer.user, plain_work.contract.client.user
    path = reverse("escrow:methods")
    _where, typed = pressed_twice(felix, path, {"holder": "Felix", "account": "DE89370400440532013000"})
    assert client_for(atelier, clara).post(path, typed).status_code == 302
    assert PayoutMethod.objects.count() == 2


JOB = {**ROWS, "title": "A badger that walks", "description": make.STORY, "kind": "fixed", "experience": "any",
       "openings": "1", "visibility": "public"}  # fmt: skip


@pytest.mark.parametrize(("step", "state"), [("post", "open"), ("draft", "draft"), ("preview", "draft")])
def test_a_job_sent_by_a_double_click_is_one(pressed_twice, client_for, atelier, step, state):
    clara = make.client("Clara").user
    said, typed = pressed_twice(clara, reverse("jobs:new"), JOB | {"step": step})
    job = Job.objects.get()
    assert said == {reverse("jobs:edit" if step == "draft" else "jobs:job", args=[job.uuid])}
    assert (job.state, job.milestones.count()) == (state, 1)
    client_for(atelier, clara).post(reverse("jobs:new"), typed | {"stages-0-amount": "700"})
    assert sorted(Job.objects.values_list("budget_minor", flat=True)) == [60000, 70000], "typed anew it is another"


def test_the_same_page_of_a_job_sent_by_somebody_else_is_another_job(pressed_twice, client_for, atelier):
    _said, typed = pressed_twice(make.client("Clara").user, reverse("jobs:new"), JOB | {"step": "post"})
    assert client_for(atelier, make.client("Dora").user).post(reverse("jobs:new"), typed).status_code == 302
    assert Job.objects.filter(client__name="Dora").count() == 1


def test_a_file_added_to_a_job_by_a_double_click_is_one(client_for, atelier, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    job = make.draft_job()
    path = reverse("jobs:edit", args=[job.uuid])

    def press(text="A badger."):
        upload = SimpleUploadedFile("brief.txt", text.encode(), content_type="text/plain")
        return client_for(atelier, job.client.user).post(path, JOB | {"step": "draft", "files": upload}).status_code

    assert race(press, press, tenant=atelier) == [302, 302]
    assert job.files.count() == 1
    assert press("A lynx...") == 302 and [kept.size for kept in job.files.all()] == [9, 9], "another of that name"


def test_a_piece_added_to_the_portfolio_by_a_double_click_is_one(client_for, atelier, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    felix, path = make.freelancer("Felix"), reverse("members:portfolio")
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(drawn, "PNG")
    form = client_for(atelier, felix.user).get(path).context["form"]
    typed = {"press": str(form["press"].value()), "title": "A badger"}

    def press(title="A badger"):
        upload = SimpleUploadedFile("badger.png", drawn.getvalue(), content_type="image/png")
        return client_for(atelier, felix.user).post(path, typed | {"title": title, "picture": upload}).status_code

    assert race(press, press, tenant=atelier) == [302, 302]
    assert felix.portfolio.count() == 1
    assert press("A lynx") == 302 and felix.portfolio.count() == 2


def test_a_bonus_given_by_a_double_click_is_one_payment(plain_work, pressed_twice, clara):
    plain_work.fund()
    path = reverse("contracts:bonus", args=[plain_work.contract.uuid])
    where, _typed = pressed_twice(clara, path, {"amount": "50.00", "note": "Thank you."})
    asked = Collection.objects.get(purpose="bonus")
    assert (where, Bonus.objects.count()) == ({asked.checkout_url}, 1)


def test_a_withdrawal_is_taken_back_once(earned, twice, felix):
    asked = payments.request_payout(member_id=earned.pk, amount=usd("490.00"), actor=Actor.of(felix), at=clock.now())
    twice(felix, reverse("escrow:cancellation", args=[asked.uuid]), {})
    assert (Payout.objects.get().state, available(earned)) == ("cancelled", 49000)


def test_a_bonus_is_paid_only_by_who_pays_it(plain_work, twice, clara):
    plain_work.fund()
    before = plain_work.books()
    path = reverse("contracts:bonus", args=[plain_work.contract.uuid])
    answers = twice(clara, path, {"amount": "50.00", "note": "Thank you."})
    assert all(answer.status_code in (302, 409) for answer in answers)
    assert plain_work.books() == before and Bonus.objects.count() <= 2


def test_a_review_is_written_once(plain_work, twice, clara):
    plain_work.fund(at=clock.now())
    plain_work.deliver(at=clock.now())
    plain_work.approve(at=clock.now())
    plain_work.end(at=clock.now())
    stage.tick(clock.now())
    typed = {**dict.fromkeys(CRITERIA, "5"), "text": "A joy."}
    answers = twice(clara, reverse("reviews:review", args=[plain_work.contract.uuid]), typed)
    one_won(answers, "written your review already")
    assert Review.objects.count() == 1


def test_a_contract_paused_by_a_double_click_is_paused(plain_work, twice, client_for, atelier, clara):
    plain_work.fund()
    path = reverse("contracts:pause", args=[plain_work.contract.uuid])
    for verb, state in (("pause", "paused"), ("resume", "active")):
        assert f'name="verb" value="{verb}"' in client_for(atelier, clara).get(path).content.decode()
        assert [answer.status_code for answer in twice(clara, path, {"verb": verb})] == [302, 409]
        assert Contract.objects.get().state == state
