"""A moderator takes a job off the marketplace; whoever is let into the console finds the way to it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from accounts.models import User
from kernel import history
from kernel.history import relay
from marketplace.jobs.models import Job, Offer
from marketplace.notices.models import Notice
from tests import make

pytestmark = pytest.mark.django_db


def page(job) -> str:
    return reverse("console_removal", args=[job.pk], urlconf="guildhall.urls_tenant")


@pytest.mark.parametrize("role", ["owner", "moderator", "finance", "editor"])
def test_a_job_is_removed_by_the_owner_and_her_moderators_alone(staff, role):
    job, browser, may = make.job(), staff(role), role in ("owner", "moderator")
    assert (browser.get(page(job)).status_code == 200) == may
    assert (page(job) in browser.get("/manage/job/").content.decode()) == may
    browser.post(page(job), {"reason": "It asks for unpaid samples."})
    assert Job.objects.get().state == ("removed" if may else "open")


def test_the_client_reads_the_reason_and_open_offers_are_taken_back(staff):
    offer = make.offer()
    answer = staff("moderator").post(page(offer.job), {"reason": "It asks for unpaid samples."})
    assert answer.status_code == 302
    assert (Job.objects.get().state, Offer.objects.get().state) == ("removed", "withdrawn")
    assert history.of(offer.job).order_by("-id").first().actor_label == "Staff moderator"
    relay.run()
    told = Notice.objects.filter(member=offer.client).order_by("-id")
    assert [notice.kind for notice in told if "It asks for unpaid samples." in str(notice.params)] == [
        "job.remove:client"
    ]


def test_a_job_needs_a_reason_to_be_removed(staff):
    job, browser = make.job(), staff("moderator")
    for reason in ("", "   "):
        answer = browser.post(page(job), {"reason": reason})
        assert answer.status_code == 422 and "This field is required." in answer.content.decode()
    assert Job.objects.get().state == "open"


def test_a_job_that_is_over_is_not_removed(staff):
    job, browser = make.job(), staff("moderator")
    browser.post(page(job), {"reason": "It asks for unpaid samples."})
    shown = browser.get(page(job)).content.decode()
    assert "There is nothing to remove" in shown and "Remove this job" not in shown
    assert page(job) not in browser.get("/manage/job/").content.decode()
    again = browser.post(page(job), {"reason": "Once more."})
    assert again.status_code == 422
    assert [entry.verb for entry in history.of(job)].count("remove") == 1


def test_whoever_is_invited_to_the_console_finds_the_way_to_it(staff, atelier, client_for):
    owner, finance = staff("owner"), Group.objects.get(name="finance")
    typed = {"email": "fina@example.com", "name": "Fina", "first_name": "Fina", "last_name": "F", "is_active": "on",
             "password1": make.PASSWORD, "password2": make.PASSWORD, "groups": [finance.pk]}  # fmt: skip
    answer = owner.post("/manage/users/new/", typed)
    assert answer.status_code == 302, answer.content.decode()
    fina = User.objects.get(email="fina@example.com")
    assert fina.is_staff and "Your console" in client_for(atelier, fina).get("/jobs/").content.decode()
    owner.post(f"/manage/users/edit/{fina.pk}/", typed | {"groups": []})
    fina.refresh_from_db()
    assert not fina.is_staff and "Your console" not in client_for(atelier, fina).get("/jobs/").content.decode()
    assert {"join_staff", "leave_staff"} <= {entry.verb for entry in history.of(fina)}
