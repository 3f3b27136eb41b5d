"""From the last click to the live site, signed in as its owner; and the sample content, there and gone."""

import re
from datetime import timedelta
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.mail import EmailMessage
from django.test import Client

from accounts import handover
from accounts.models import User
from billing.fees import queries as fees
from kernel import clock
from kernel.actors import Actor
from launch import checklist, entering, samples, tasks
from launch.models import SignupDraft
from marketplace.jobs.models import Job
from marketplace.members.models import Category, Member, Skill
from tenants import states
from tenants.models import Tenant
from tenants.provisioning import launching
from tenants.scope import public_scope, tenant_scope
from tests.launch.conftest import ANSWERS
from theming.models import Brand

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]


def _built() -> tuple[Tenant, SimpleCookie]:
    browser = Client(HTTP_HOST=settings.PUBLIC_HOST)
    for step, answers in ANSWERS.items():
        went_on = browser.post(f"/start/{step}/", answers)
    assert went_on["Location"] == "/start/building/"
    browser.post("/start/building/")
    with public_scope():
        return Tenant.objects.get(slug="hive-counsel"), browser.cookies


OPENINGS = {"built": _built}


@pytest.fixture
def built(opened, at_public):
    """Hive Counsel, signed up through the wizard and built, from the browser `at_public`."""
    tenant, at_public.cookies = opened
    return tenant


def test_the_page_shows_the_real_steps_and_then_that_it_is_open(at_public, answer, upto):
    upto("account")
    answer("account")
    waiting = at_public.get("/start/building/").content.decode()
    with public_scope():
        steps = launching.steps_of(Tenant.objects.get(slug="hive-counsel"))
    assert len(steps) >= 9 and waiting.count('class="building-waiting"') == len(steps)
    at_public.post("/start/building/")
    done = at_public.get("/start/building/").content.decode()
    assert "Hive Counsel is open." in done and "building-waiting" not in done


def test_the_marketplace_is_what_was_answered(built):
    assert built.state == states.TRIALING
    assert (built.niche, built.currency, built.country, built.language) == ("beekeeping", "GBP", "GB", "en")
    assert "password" not in str({key: value for key, value in built.answers.items() if value})
    with tenant_scope(built):
        assert Category.objects.count() == 8 and Skill.objects.count() >= 20
        look = Brand.objects.get()
        assert (look.preset, look.tokens["primary"], look.tokens["cover"]) == ("signal", "#4338ca", "honeycomb")
        terms = fees.current(clock.now())
        assert terms.client_bps == 250 and [band.bps for band in terms.ladder.bands] == [2000, 1000, 500]


def test_the_owner_can_sign_in_with_her_password_and_is_the_owner(built):
    with tenant_scope(built):
        owner = User.objects.get(email="wanda@example.com")
        assert owner.check_password("combs and quiet smoke") and owner.is_staff
        assert list(owner.groups.values_list("name", flat=True)) == ["owner"]


def test_walking_in_signs_the_owner_in_once(at_public, built):
    page = at_public.post("/start/enter/").content.decode()
    link = urlsplit(re.search(r"url=(http[^\"]+)", page).group(1))
    assert link.netloc.partition(":")[0] == "hive-counsel.localhost"
    browser = Client(HTTP_HOST=built.host)
    assert browser.get(link.path).status_code == 302
    with tenant_scope(built):
        assert browser.session["_auth_user_id"] == str(User.objects.get(email="wanda@example.com").pk)
    assert Client(HTTP_HOST=built.host).get(link.path).status_code == 410


def test_who_chose_her_password_minutes_ago_is_not_asked_for_it_and_who_reads_a_mail_is(
    at_public, built, mailoutbox, queue
):
    def asked(page):
        link = urlsplit(re.search(r"http://hive-counsel[^\"<\s]+/accounts/handover/[^\"<\s]+", page).group(0))
        browser = Client(HTTP_HOST=built.host)
        assert browser.get(link.path).status_code == 302
        return "/reauthenticate/" in browser.get("/manage/payments/").get("Location", "")

    assert not asked(at_public.post("/start/enter/").content.decode())
    at_public.post("/sign-in/", {"email": "wanda@example.com"})
    queue.run()
    listed = re.search(r"/sign-in/\S+/", mailoutbox[-1].body).group(0)
    assert asked(at_public.post(f"{listed}hive-counsel/").content.decode())


def test_the_owner_of_a_marketplace_of_yesterday_is_asked_for_her_password(at_public, built):
    with tenant_scope(built):
        User.objects.update(joined_at=clock.real() - timedelta(minutes=16))
        later = entering.address(built, "wanda@example.com", at=clock.real(), has_signed_up=True)
        assert not handover.knows_password(later.rstrip("/"))


def test_the_trial_begins_with_the_first_plan(built):
    with public_scope():
        assert built.subscription.state == "trialing" and built.plan == built.subscription.plan.code == "starter"


def test_the_owner_sees_the_checklist_and_takes_the_samples_away(client_for, built):
    with tenant_scope(built):
        owner, felix = User.objects.get(email="wanda@example.com"), User.objects.create_user(email="f@example.com")
    browser = client_for(built, owner)
    assert "stands in your console" in browser.get("/").content.decode()
    assert "stands in your console" not in client_for(built, felix).get("/").content.decode()
    assert "Ready to open: 2 of 9" in browser.get("/manage/").content.decode()
    assert client_for(built, felix).post("/manage/launch/samples/").status_code in (302, 404)
    assert browser.post("/manage/launch/samples/")["Location"] == "/manage/"
    with tenant_scope(built):
        assert not samples.exist()
    assert "Ready to open: 3 of 9" in browser.get("/manage/").content.decode()
    home = BeautifulSoup(browser.get("/").content, "html.parser")
    assert len(home.select(".niches a")) == 8 and not home.select(".niche-number")


def test_the_first_page_of_the_new_site_answers(client_for, built):
    page = client_for(built).get("/")
    assert page.status_code == 200 and "Someone to ask before the swarm leaves." in page.content.decode()


def test_building_twice_builds_one(at_public, built):
    at_public.post("/start/building/")
    with public_scope():
        assert Tenant.objects.filter(slug="hive-counsel").count() == 1
        assert SignupDraft.objects.get().state == "live"
    with tenant_scope(built):
        assert User.objects.filter(email="wanda@example.com").count() == 1


def test_an_address_taken_meanwhile_is_said_and_nothing_is_lost(at_public, answer, upto, draft):
    upto("account")
    with public_scope():
        Tenant.objects.create(slug="hive-counsel", name="Faster", host="faster.localhost", created_at=clock.now())
    assert answer("account")["Location"] == "/start/"
    page = at_public.get("/start/name/").content.decode()
    assert "This address is already taken." in page and 'value="Hive Counsel"' in page
    assert draft().state == "open"


def test_a_step_that_fails_can_be_tried_again(at_public, answer, upto, draft, monkeypatch):
    upto("account")
    answer("account")
    from tenants.provisioning import steps

    spec = steps.find("launch.fees")

    def broken(tenant, *, actor, at):
        raise RuntimeError("the pen is dry")

    steps.register("launch.fees", broken, after=spec.after, label=spec.label)
    page = at_public.post("/start/building/", follow=True).content.decode()
    steps.register("launch.fees", spec.work, after=spec.after, label=spec.label)
    assert "building-failed" in page and "the pen is dry" not in page and draft().state == "building"
    at_public.post("/start/building/")
    assert draft().state == "live"


def test_samples_are_marked_and_gone_with_one_click(built):
    with tenant_scope(built):
        assert Job.objects.filter(is_sample=True).count() == 6 and Member.objects.filter(is_sample=True).count() == 6
        assert not Job.objects.filter(is_sample=False).exists()
        assert {member.user.is_active for member in Member.objects.filter(is_sample=True)} == {False}
        owner = User.objects.get(email="wanda@example.com")
        assert samples.purge(actor=Actor.of(owner), at=clock.now()) == 12
        assert not samples.exist() and User.objects.count() == 1
        assert samples.purge(actor=Actor.of(owner), at=clock.now()) == 0


def test_the_checklist_finds_out_by_itself(built):
    with tenant_scope(built):
        done = {item.key: item.done for item in checklist.items()}
        assert done["fees"] and not done["samples"] and not done["job"] and not done["domain"] and done["brand"]
        with public_scope():
            Tenant.objects.filter(pk=built.pk).update(answers={**built.answers, "look": {}})  # a look as it was offered
        assert not {item.key: item.done for item in checklist.items()}["brand"]
        samples.purge(actor=Actor.of(User.objects.get(email="wanda@example.com")), at=clock.now())
        assert {item.key: item.done for item in checklist.items()}["samples"]


def test_the_way_back_is_mailed_only_to_the_owner(at_public, built, mailoutbox, queue):
    for email in ("nobody@example.com", "wanda@example.com"):
        page = at_public.post("/sign-in/", {"email": email}).content.decode()
        assert email in page and "is on its way" in page
    queue.run()
    assert [letter.to for letter in mailoutbox] == [["wanda@example.com"]]
    link = re.search(r"/sign-in/\S+/", mailoutbox[0].body).group(0)
    assert "hive-counsel.localhost" in at_public.get(link).content.decode()
    assert "hive-counsel.localhost/accounts/handover/" in at_public.post(f"{link}hive-counsel/").content.decode()
    assert at_public.post(f"{link}brigade/").status_code == 404


def test_whoever_asks_for_the_way_back_cannot_tell_an_owner_by_what_the_mail_server_does(at_public, built, monkeypatch):
    def does_not_answer(*_letters):
        raise TimeoutError("after ten seconds")

    monkeypatch.setattr(EmailMessage, "send", does_not_answer)
    for email in ("nobody@example.com", "wanda@example.com"):
        assert "is on its way" in at_public.post("/sign-in/", {"email": email}).content.decode()


def test_the_way_back_is_mailed_while_nothing_can_be_queued(at_public, built, mailoutbox, monkeypatch):
    monkeypatch.setattr(tasks.mail_marketplaces, "apply_async", lambda *_given, **_told: None)
    at_public.post("/sign-in/", {"email": "wanda@example.com"})
    assert [letter.to for letter in mailoutbox] == [["wanda@example.com"]]
