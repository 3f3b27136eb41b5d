"""The steps of the wizard: each saved, none lost, each refusal a sentence beside its field."""

import re

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tenants.scope import public_scope
from tests.launch.conftest import ANSWERS
from tests.launch.test_by_forms_alone import logo

pytestmark = pytest.mark.django_db


def said(answer):
    return answer.content.decode()


def test_it_begins_with_the_idea(at_public):
    answer = at_public.get("/start/", follow=True)
    assert answer.status_code == 200 and answer.redirect_chain[-1][0] == "/start/idea/"
    assert 'value="beekeeping"' in said(answer)


def test_each_step_is_saved_and_leads_to_the_next(answer, draft):
    assert answer("idea")["Location"] == "/start/name/"
    assert answer("name")["Location"] == "/start/brand/"
    assert answer("brand")["Location"] == "/start/money/"
    assert answer("money")["Location"] == "/start/account/"
    kept = draft()
    assert (kept.niche, kept.name, kept.slug) == ("beekeeping", "Hive Counsel", "hive-counsel")
    assert (kept.currency, kept.fee, kept.client_bps) == ("GBP", "per_client_20", 250)
    assert kept.done == ["idea", "name", "brand", "money"]


def test_what_was_accepted_stands_in_the_fields_again(at_public, answer, upto):
    upto("brand")
    assert 'value="Hive Counsel"' in said(at_public.get("/start/name/"))
    assert re.search(r'value="beekeeping"[^>]*checked', said(at_public.get("/start/idea/")))


def test_going_back_keeps_even_what_cannot_be_accepted(at_public, answer, upto):
    upto("name")
    assert answer("name", name="", slug="admin", back="1")["Location"] == "/start/idea/"
    assert 'value="admin"' in said(at_public.get("/start/name/"))


@pytest.mark.parametrize("step", ["name", "brand", "money", "account"])
def test_a_null_character_is_not_kept_and_loses_nothing_else(answer, upto, draft, step):
    upto(step)
    fields = [name for name in ANSWERS[step] if name != "password"]
    typed = dict.fromkeys(fields, "half a\x00word")
    assert answer(step, back="1", **typed).status_code == 302
    assert answer(step, "typed/", **typed).status_code == 200
    assert {draft().typed[step][name] for name in fields if name in draft().typed[step]} == {"half aword"}


def test_what_is_typed_is_kept_before_it_is_sent(at_public, answer, upto, draft):
    upto("name")
    assert answer("name", "typed/", name="Hive C").status_code == 200
    assert draft().typed["name"]["name"] == "Hive C" and draft().name == ""
    assert 'value="Hive C"' in said(at_public.get("/start/name/"))


def test_the_password_is_kept_as_its_hash_only(answer, upto, draft, monkeypatch):
    from launch import actions

    monkeypatch.setattr(actions, "build", lambda **_: None)  # the marketplace itself is another test
    upto("account")
    answer("account", "typed/")
    assert "combs and quiet smoke" not in str(draft().typed)
    answer("account")
    assert draft().password.startswith("demo_pbkdf2_sha256$") and "combs" not in draft().password


@pytest.mark.parametrize(
    ("name", "slug", "sentence"),
    [
        ("", "", "Give your marketplace a name."),
        ("   ", "", "Give your marketplace a name."),
        ("x" * 200, "", "A name has at most 80 characters; this one has 200."),
        ("Honey'; DROP TABLE tenants; --", "", "but not “;”"),
        ("<script>alert(1)</script>", "", "but not “&lt;”"),
        ("Аtelier", "", "mixes letters of two alphabets that look alike: Cyrillic and Latin"),
        ("Hive\u202eCounsel", "", "characters that cannot be seen"),
        ("123 456", "", "A name needs at least one letter."),
        ("養蜂の窓口", "", "Choose an address: letters a to z, digits and hyphens."),
        ("Hive", "atelier", "The address “atelier” is already taken."),
        ("Atelier", "", "The address “atelier” is already taken."),
        ("Hive", "ate1ier", "“ate1ier” looks like the existing marketplace “atelier”."),
        ("Hive", "аtelier", "mixes letters of two alphabets"),
        ("Hive", "admin", "The address “admin” is reserved."),
        ("Hive", "ad-min", "The address “ad-min” is reserved."),
        ("Hive", "x" * 200, "An address has at most 40 characters; this one has 200."),
        ("Hive", "a' OR '1'='1", "only the letters a to z, digits and hyphens"),
        ("Hive", "-hive", "begins and ends with a letter or digit"),
        ("Hive", "xn--hive", "begins and ends with a letter or digit"),
        ("Hive", "ab", "at least 3 characters"),
    ],
)
def test_a_name_that_will_not_do_is_answered_by_a_sentence(answer, upto, draft, name, slug, sentence):
    upto("name")
    for path, status in (("", 422), ("typed/", 200)):
        sent = answer("name", path, name=name, slug=slug)
        assert sent.status_code == status
        assert sentence in said(sent).replace("&#x27;", "'").replace("&quot;", '"')
    assert draft().done == ["idea"] and draft().slug == ""


def test_a_taken_address_comes_with_free_ones(answer, upto):
    upto("name")
    assert 'value="slug:atelier-desk"' in said(answer("name", "typed/", name="Atelier"))


def test_a_free_address_is_said_so_while_typing(answer, upto):
    upto("name")
    assert "hive-counsel.localhost</bdi> is free." in said(answer("name", "typed/"))


def test_an_offer_taken_up_stands_in_its_field(answer, upto):
    upto("name")
    assert 'value="Second Swarm"' in said(answer("name", offer="name:Second Swarm"))


@pytest.mark.parametrize("changed", [{"niche": ""}, {"niche": "free", "trade": ""}, {"niche": "free", "trade": "12;"}])
def test_an_idea_needs_a_trade(answer, changed):
    assert answer("idea", **changed).status_code == 422


def test_a_trade_of_ones_own_is_enough(answer, draft):
    assert answer("idea", niche="", trade="falconry training").status_code == 302
    assert (draft().niche, draft().trade) == ("free", "falconry training")


@pytest.mark.parametrize("theme", ["brigade", "signal"])
def test_nobody_is_warned_of_a_look_as_it_is_offered(at_public, answer, upto, theme):
    upto("brand")
    picked = said(answer("brand", "typed/", theme=theme, drawn_from="signal"))
    assert "cannot be read" not in picked and "hard to see" not in picked


def test_an_unreadable_colour_is_answered_with_the_nearest_readable_one(answer, upto):
    upto("brand")
    page = said(answer("brand", "typed/", primary="#ffe14d"))
    offered = re.search(r'value="primary:(#[0-9a-f]{6})"', page).group(1)
    assert "cannot be read on white" in page
    from theming import contrast

    assert contrast.ratio(offered, "#ffffff") >= 4.5
    assert "cannot be read" not in said(answer("brand", "typed/", primary=offered, accent="#333333"))


def test_another_look_brings_its_own_colours(answer, upto, draft):
    upto("brand")
    answer(
        "brand",
        theme="botanic",
        drawn_from="signal",
        primary="#f5b700",
        accent="#111111",
        type="grotesk",
        radius="sharp",
    )
    assert (draft().theme, draft().look) == ("botanic", {})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"flat": "101", "fee": "flat"}, "A service fee is at most 50 percent."),
        ({"flat": "", "fee": "flat"}, "Say how many percent you take."),
        ({"client": "-1"}, "greater than or equal to 0"),
        ({"client": "20.01"}, "A client fee is at most 20 percent."),
        ({"client": "1.234"}, "no more than 2 decimal places"),
        ({"currency": "XXX"}, "not one of the available choices"),
        ({"fixed": "", "hourly": ""}, "Allow at least one kind of work."),
    ],
)
def test_money_that_will_not_do_is_answered_by_a_sentence(answer, upto, draft, changed, sentence):
    upto("money")
    sent = answer("money", **changed)
    assert sent.status_code == 422 and sentence in said(sent)
    assert "money" not in draft().done


def test_the_worked_example_follows_what_is_typed(answer, upto):
    upto("money")
    page = said(answer("money", "typed/", currency="USD", client="5"))
    assert "$600.00" in page and "$490.00" in page and "$140.00" in page
    assert "¥" in said(answer("money", "typed/", currency="JPY")).replace("￥", "¥")


def test_a_weak_password_and_a_wrong_address_stay_with_their_fields(answer, upto):
    upto("account")
    sent = answer("account", password="12345678", email="nobody")
    assert sent.status_code == 422
    assert "too common" in said(sent) and "valid email" in said(sent) and 'value="nobody"' in said(sent)
    assert "12345678" not in said(sent)


def test_the_mailed_link_opens_the_sign_up_on_another_device(at_public, answer, upto):
    upto("brand")
    at_public.post("/start/later/", {"email": "wanda@example.com"})
    assert mail.outbox[-1].from_email == f"{settings.PUBLIC_NAME} <no-reply@{settings.PUBLIC_HOST}>"
    link = re.search(r"/start/resume/\S+/", mail.outbox[-1].body).group(0)
    other = Client(HTTP_HOST=at_public.defaults["HTTP_HOST"])
    assert other.get(link, follow=True).redirect_chain[-1][0] == "/start/brand/"
    assert 'value="Hive Counsel"' in said(other.get("/start/name/"))


@pytest.mark.parametrize("step", list(ANSWERS))
def test_finishing_later_keeps_a_step_that_is_not_finished(at_public, answer, upto, draft, step):
    upto(step)
    half = {name: value for name, value in ANSWERS[step].items() if name != "password"}
    half |= {"idea": {"niche": "free"}, "name": {"name": "", "slug": "admin"}, "money": {"client": "99"}}.get(step, {})
    assert answer(step, later="1", **half)["Location"] == f"/start/later/?at={step}"
    kept = draft()
    assert kept.typed[step] == half and step not in kept.done
    assert f'href="/start/{step}/"' in said(at_public.get(f"/start/later/?at={step}"))


def test_a_logo_chosen_before_finishing_later_is_kept_or_refused_beside_its_field(answer, upto, draft):
    upto("brand")
    script = SimpleUploadedFile("hive.png", b"<svg><script>0</script></svg>", content_type="image/png")
    refused = answer("brand", later="1", logo=script)
    assert refused.status_code == 422 and "can carry programs" in said(refused)
    assert answer("brand", later="1", logo=logo())["Location"] == "/start/later/?at=brand"
    assert draft().logo and "brand" in draft().done


def test_a_wrong_address_for_the_link_is_answered_beside_its_field(at_public, answer, upto):
    upto("name")
    refused = at_public.post("/start/later/", {"email": "wanda"})
    assert refused.status_code == 422 and "valid email" in said(refused) and 'value="wanda"' in said(refused)


def test_own_words_from_the_front_page_are_a_trade_of_ones_own(at_public):
    assert re.search(r'value="free"[^>]*checked', said(at_public.get("/start/?trade=puppet+theatres", follow=True)))


def test_a_forged_or_old_link_opens_nothing(at_public, answer, upto):
    upto("name")
    at_public.post("/start/later/", {"email": "wanda@example.com"})
    link = re.search(r"/start/resume/\S+/", mail.outbox[-1].body).group(0)
    forged = link[:-3] + ("a" if link[-3] != "a" else "b") + link[-2:]
    assert at_public.get(forged).status_code == 410


def test_nobody_sees_anothers_sign_up(at_public, answer, upto):
    upto("brand")
    stranger = Client(HTTP_HOST=at_public.defaults["HTTP_HOST"])
    assert stranger.get("/start/preview/home/").status_code == 404
    assert stranger.post("/start/name/typed/", ANSWERS["name"]).status_code == 404
    assert "Hive Counsel" not in said(stranger.get("/start/", follow=True))


def test_nobody_can_make_us_flood_a_mailbox(at_public, answer, upto):
    upto("name")
    for _ in range(7):
        answered = at_public.post("/start/later/", {"email": "flooded@example.com"}, follow=True)
    assert len([letter for letter in mail.outbox if letter.to == ["flooded@example.com"]]) == 5
    assert "sent enough mails" in said(answered)


def test_a_forgotten_sign_up_is_deleted_with_all_it_knows(answer, upto, draft):
    from datetime import timedelta

    from launch import actions
    from launch.models import SignupDraft

    upto("brand")
    last = draft().touched_at
    with public_scope():
        assert actions.forget_old(actor=actions.SWEEPER, at=last + timedelta(days=60)) == 0
        assert actions.forget_old(actor=actions.SWEEPER, at=last + timedelta(days=60, seconds=1)) == 1
        assert not SignupDraft.objects.exists()


def test_the_time_zone_is_the_owners_and_a_made_up_one_is_refused(answer, upto, draft):
    upto("money")
    assert answer("money", time_zone="Atlantis/Deep").status_code == 422
    answer("money", time_zone="America/New_York")
    assert draft().time_zone == "America/New_York"


def test_whoever_wants_a_passkey_types_no_password(answer, upto, draft, monkeypatch):
    from launch import actions

    monkeypatch.setattr(actions, "build", lambda **_: None)
    upto("account")
    assert answer("account", way="password", password="").status_code == 422
    assert answer("account", way="passkey", password="").status_code == 302
    assert draft().password == "" and "account" in draft().done
