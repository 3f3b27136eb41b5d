"""What people type: answered by a sentence beside its field, nothing typed lost, nothing half done, never a 500."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from PIL import Image

from marketplace.jobs import forms
from marketplace.jobs.models import Job, JobFile, Offer, Proposal
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts", "opening")]
ROWS = {"stages-TOTAL_FORMS": "0", "stages-INITIAL_FORMS": "0"}


def _felix():
    make.terms()
    return make.freelancer()


def _job():
    _felix()
    return make.job()


OPENINGS = {"job": _job, "felix": _felix, "clara": make.client}


@pytest.fixture
def felix(opening, atelier, client_for):
    return client_for(atelier, make.user("Felix"))


@pytest.fixture
def clara(opening, atelier, client_for):
    return client_for(atelier, make.user("Clara"))


@pytest.fixture
def job(opened):
    return opened


def propose(browser, job, step="send", **typed):
    data = {**ROWS, "letter": make.LETTER, "amount": "600", "step": step, **typed}
    return browser.post(reverse("jobs:propose", args=[job.uuid]), data)


@pytest.mark.parametrize(
    "amount", ["0", "-1", "1000000000000000", "12.345", "1e9", "NaN", "abc", "1,2,3", "''; DROP", "\u202e12"]
)
def test_an_amount_that_is_none_is_refused_beside_its_field(felix, job, amount):
    answer = propose(felix, job, amount=amount)
    if amount == "\u202e12":  # direction marks are no part of a number
        assert answer.status_code == 302
        return
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form.errors["amount"]
    assert form["amount"].value() == amount
    assert make.LETTER in answer.content.decode()
    assert Proposal.objects.get().state == "draft"
    assert Proposal.objects.get().letter == make.LETTER


def test_arabic_digits_are_an_amount_where_the_locale_writes_them():
    with translation.override("ar"):
        form = forms.ProposalForm({"amount": "٦٠٠٫٥٠", "letter": make.LETTER}, job=make.job())
        assert form.is_valid()
        assert form.cleaned_data["amount"] == make.Money(60050, "USD")


def test_the_fee_follows_the_amount(felix, job):
    answer = felix.post(reverse("jobs:fee", args=[job.uuid]), {**ROWS, "amount": "600"})
    text = answer.content.decode()
    assert "$110.00" not in text  # the bands are told one by one
    for told in ("$600.00", "$100.00", "$10.00", "$490.00"):
        assert told in text


def test_without_script_a_button_recalculates_and_keeps_what_was_typed(felix, job):
    answer = propose(felix, job, step="recalculate", letter="Not finished")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "$490.00" in text and "Not finished" in text
    assert Proposal.objects.get().state == "draft"


def test_a_proposal_in_milestones_is_their_sum(felix, job):
    rows = {
        "stages-TOTAL_FORMS": "2",
        "stages-INITIAL_FORMS": "0",
        "stages-0-title": "Plan",
        "stages-0-amount": "200",
        "stages-1-title": "Rig",
        "stages-1-amount": "400.50",
    }
    assert propose(felix, job, amount="", **rows).status_code == 302
    sent = Proposal.objects.get()
    assert (sent.state, sent.amount_minor, sent.milestones.count()) == ("submitted", 60050, 2)


def test_markup_in_a_letter_is_shown_and_not_run(felix, job, atelier, client_for):
    propose(felix, job, letter="<script>alert(1)</script> and some more words so that it is long enough.")
    page = client_for(atelier, job.client.user).get(Proposal.objects.get().get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_letter_of_a_megabyte_is_refused_and_still_there(felix, job):
    answer = propose(felix, job, letter="word " * 210_000)
    assert answer.status_code == 422
    assert answer.context["form"].errors["letter"]
    assert len(answer.context["form"]["letter"].value()) == 1_050_000


def post_job(browser, step="post", **typed):
    data = {
        **ROWS,
        "title": "Rig a quadruped",
        "description": make.STORY,
        "kind": "fixed",
        "budget": "600",
        "experience": "any",
        "openings": "1",
        "visibility": "public",
        "step": step,
        **typed,
    }
    return browser.post(reverse("jobs:new"), data)


def test_a_job_is_posted_from_its_form(clara):
    answer = post_job(clara, questions="Which tool?\nWhen?")
    job = Job.objects.get()
    assert answer.status_code == 302
    assert (job.state, job.budget_minor, job.questions) == ("open", 60000, ["Which tool?", "When?"])


def test_what_is_missing_is_said_beside_its_field_and_the_rest_is_kept_as_a_draft(clara):
    answer = post_job(clara, description="Rig.")
    assert answer.status_code == 422
    assert answer.context["form"].errors["description"]
    assert 'value="Rig a quadruped"' in answer.content.decode()
    assert Job.objects.get().state == "draft"
    typed = {**answer.wsgi_request.POST.dict(), "description": make.STORY}
    again = clara.post(reverse("jobs:edit", args=[Job.objects.get().uuid]), typed)
    assert again.status_code == 302
    assert Job.objects.get().state == "open"


def picture(size=(40, 30)):
    drawn = io.BytesIO()
    Image.new("RGB", size).save(drawn, "PNG")
    return drawn.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("virus.exe", b"MZ" + b"\0" * 200),
        ("page.html", b"<html><script>alert(1)</script></html>"),
        ("logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("picture.png", b"<?php echo 1 ?>"),
        ("empty.pdf", b""),
        ("broken.png", picture()[:60]),
    ],
)
def test_a_file_that_is_not_what_we_take_is_refused_by_name(clara, name, content):
    answer = post_job(clara, files=SimpleUploadedFile(name, content))
    assert answer.status_code == 422
    assert answer.context["form"].errors["files"]
    assert JobFile.objects.count() == 0
    assert Job.objects.get().title == "Rig a quadruped"


def test_a_picture_is_drawn_anew_under_a_name_of_ours(clara, atelier):
    hidden = picture() + b"<script>hidden</script>"
    post_job(clara, files=SimpleUploadedFile("../../etc/pass\u202ewd.png", hidden))
    kept = JobFile.objects.get()
    assert (kept.mime, kept.name) == ("image/webp", "passwd.webp")
    assert kept.file.name == f"{atelier.pk}/jobfile/{kept.uuid}.webp"
    assert b"hidden" not in kept.file.read()
    answer = clara.get(kept.get_absolute_url())
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_an_offer_needs_a_price_in_each_milestone(atelier, client_for):
    make.terms()
    proposal = make.proposal()
    browser = client_for(atelier, proposal.job.client.user)
    rows = {"stages-TOTAL_FORMS": "1", "stages-INITIAL_FORMS": "0", "stages-0-title": "Rig", "stages-0-amount": ""}
    address = reverse("jobs:offer_new", args=[proposal.uuid])
    answer = browser.post(address, {**rows, "title": "Rig", "step": "make"})
    assert answer.status_code == 422
    assert Offer.objects.count() == 0
    answer = browser.post(address, {**rows, "stages-0-amount": "600", "title": "Rig", "step": "make"})
    assert answer.status_code == 302
    assert Offer.objects.get().amount_minor == 60000


def test_an_offer_is_accepted_only_by_who_confirms_the_terms(atelier, client_for):
    offer = make.offer()
    browser = client_for(atelier, offer.freelancer.user)
    assert browser.post(reverse("jobs:acceptance", args=[offer.uuid])).status_code == 422
    assert Offer.objects.get().state == "pending"


@pytest.mark.parametrize(
    "query", ["q=%00", "min=abc", "max=-1", "page=999", "page=x", "skill=%F0%9F%A6%8A", "budget=x", "sort=x"]
)
def test_any_address_of_a_list_is_a_page(felix, query):
    assert felix.get(f"{reverse('jobs:list')}?{query}").status_code == 200
    assert felix.get(f"{reverse('members:talent')}?{query}").status_code == 200


@pytest.mark.parametrize("rows", ["\u00b2", pytest.param("9" * 5000, id="long"), "-1", "\u0663"])
def test_a_number_of_rows_that_is_none_is_refused(clara, rows):
    typed = {"title": "Rig", "step": "row", "stages-TOTAL_FORMS": rows, "stages-INITIAL_FORMS": "0"}
    answer = clara.post("/jobs/new/", typed)
    assert answer.status_code == 422 and "Rig" in answer.content.decode()
