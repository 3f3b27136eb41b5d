"""The workroom and the pages around it, over HTTP: what each of the cast gets, and every form without JavaScript."""

import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kernel import clock, live
from marketplace.contracts import states
from marketplace.contracts.models import Submission
from marketplace.members.models import Member
from marketplace.workroom.models import Attachment, Message, Thread
from tests.marketplace import stage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
OPENINGS = stage.OPENINGS
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cfc0f01f0005000101a5f645400000000049454e44ae426082"
)


@pytest.fixture
def hers(client_for, atelier, clara):
    return client_for(atelier, clara)


@pytest.fixture
def his(client_for, atelier, felix):
    return client_for(atelier, felix)


def room(work) -> str:
    return reverse("workroom:room", args=[work.contract.uuid])


def page(work, name: str, number: int = 1) -> str:
    return reverse(f"contracts:{name}", args=[work.contract.uuid, work.milestone(number).uuid])


def say(browser, work, body: str, **more):
    thread = Thread.objects.get(contract=work.contract)
    return browser.post(reverse("workroom:messages", args=[thread.uuid]), {"body": body, "key": uuid.uuid4()} | more)


def test_the_room_says_whose_turn_it_is(plain_work, hers, his):
    assert "Fund the next milestone" in hers.get(room(plain_work)).content.decode()
    assert "The client has to fund the milestone" in his.get(room(plain_work)).content.decode()
    plain_work.fund()
    assert "Work is under way" in hers.get(room(plain_work)).content.decode()
    assert "You can start" in his.get(room(plain_work)).content.decode()
    plain_work.deliver()
    assert "Approve and pay" in hers.get(room(plain_work)).content.decode()


def test_nobody_else_finds_the_room(plain_work, client_for, atelier, brigade, nils):
    assert client_for(atelier, nils).get(room(plain_work)).status_code == 404
    assert client_for(atelier).get(room(plain_work)).status_code == 302
    assert client_for(brigade).get(room(plain_work)).status_code in (302, 404)


def test_the_whole_way_through_forms_alone(plain_work, hers, his):
    shown = hers.get(page(plain_work, "funding")).content.decode()
    assert "$600.00" in shown and "$30.00" in shown and "$630.00" in shown
    sent = hers.post(page(plain_work, "funding"))
    assert sent.status_code == 302 and sent["Location"].startswith("/pay/sandbox/")
    hers.get(sent["Location"])
    hers.post(sent["Location"], {"card": "succeeds"})
    stage.send_out()
    assert plain_work.milestone().state == states.FUNDED
    picture = SimpleUploadedFile("walk.png", PNG, content_type="image/png")
    assert his.post(page(plain_work, "delivery"), {"note": "Done", "files": picture}).status_code == 302
    kept = Submission.objects.get().files.get()
    assert hers.get(kept.get_absolute_url()).status_code == 200
    assert hers.post(page(plain_work, "changes"), {"note": "Slower, please"}).status_code == 302
    assert his.post(page(plain_work, "delivery"), {"note": "Slower now"}).status_code == 302
    assert hers.post(page(plain_work, "release"), {"amount": ""}).status_code == 302
    assert plain_work.milestone().state == states.RELEASED
    assert "$490.00" in his.get(reverse("escrow:earnings")).content.decode()
    receipts = reverse("contracts:receipts", args=[plain_work.contract.uuid])
    assert "$490.00" in his.get(receipts).content.decode()
    assert "$630.00" in hers.get(receipts).content.decode()
    end = reverse("contracts:end", args=[plain_work.contract.uuid])
    assert hers.get(end).status_code == 200
    assert hers.post(end).status_code == 302
    assert plain_work.fresh().state == states.ENDED


def test_a_refusal_stands_on_the_page_with_what_was_typed(delivered, hers, his):
    answer = hers.post(page(delivered, "release"), {"amount": "9999"})
    assert answer.status_code == 422
    assert "more than the milestone holds" in answer.content.decode() and "9999" in answer.content.decode()
    assert delivered.milestone().state == states.SUBMITTED
    answer = his.post(page(delivered, "delivery"), {"note": "Once more, with feeling"})
    assert answer.status_code == 409
    assert "delivered already" in answer.content.decode() and "Once more, with feeling" in answer.content.decode()


def test_approving_twice_from_two_tabs_pays_once_and_says_so(delivered, hers):
    assert hers.post(page(delivered, "release"), {"amount": ""}).status_code == 302
    again = hers.post(page(delivered, "release"), {"amount": ""})
    assert again.status_code == 409
    assert "released already" in again.content.decode()
    assert delivered.books()["pending"] == 38000


def test_delivering_to_an_ended_contract_is_answered_by_a_sentence(delivered, hers, his):
    delivered.approve()
    delivered.end()
    answer = his.post(page(delivered, "delivery"), {"note": "One more thing"})
    assert answer.status_code == 409
    assert "This contract has ended." in answer.content.decode()


def test_messages_go_both_ways_without_a_script(plain_work, hers, his):
    hers.get(room(plain_work))
    assert say(hers, plain_work, "Hello Felix").status_code == 302
    assert "Hello Felix" in his.get(room(plain_work)).content.decode()
    assert "Clara" in his.get(reverse("workroom:inbox")).content.decode()


def test_the_page_fetches_only_what_is_new(plain_work, hers, his):
    hers.get(room(plain_work))
    say(hers, plain_work, "First")
    thread = Thread.objects.get()
    first = Message.objects.get()
    say(hers, plain_work, "Second")
    url = reverse("workroom:messages", args=[thread.uuid])
    news = his.get(f"{url}?since={first.pk}", headers={"accept": "application/json"}).json()
    assert "Second" in news["html"] and "First" not in news["html"]
    assert news["last"] == Message.objects.last().pk


def test_each_look_at_the_news_brings_the_next_ticket_until_one_has_signed_out(plain_work, his, atelier):
    his.get(room(plain_work))
    talk, bell = reverse("workroom:messages", args=[Thread.objects.get().uuid]), reverse("notices:count")
    tickets = [his.get(url, headers={"accept": "application/json"}).json()["ticket"] for url in (talk, bell)]
    channels = [live.admission(ticket, host=atelier.host).channels for ticket in tickets]
    assert [[name.split(":")[2:4] for name in names] for names in channels] == [
        [[atelier.schema_name, "thread"]],
        [[atelier.schema_name, "member"]],
    ]
    his.post("/accounts/logout/")
    assert his.get(talk).status_code == 302 and his.get(bell).json()["ticket"] == ""


def test_the_same_message_sent_twice_is_one(plain_work, hers):
    hers.get(room(plain_work))
    key = uuid.uuid4()
    say(hers, plain_work, "Once", key=key)
    say(hers, plain_work, "Once", key=key)
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("x" * 1_000_000, "too long"),
        ("pay \u202e00.001$ now", "invisible marks"),
        ("ring\x07", "control characters"),
        ("   ", "write something"),
    ],
)
def test_a_message_we_cannot_take_is_answered_beside_its_field(plain_work, hers, body, sentence):
    hers.get(room(plain_work))
    answer = say(hers, plain_work, body)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert Message.objects.count() == 0
    if body.strip():
        assert body[:50].replace("$", "$") in answer.content.decode()


def test_markup_is_shown_as_it_was_typed(plain_work, hers, his):
    hers.get(room(plain_work))
    say(hers, plain_work, "<script>alert(1)</script> **bold** [x](javascript:alert(1))")
    shown = his.get(room(plain_work)).content.decode()
    assert "<script>alert" not in shown and 'javascript:alert(1)"' not in shown
    assert "&lt;script&gt;" in shown and "<strong>bold</strong>" in shown


def test_a_file_in_a_message_is_private(plain_work, hers, his, client_for, atelier, nils):
    hers.get(room(plain_work))
    picture = SimpleUploadedFile("fox.png", PNG, content_type="image/png")
    assert say(hers, plain_work, "", files=picture).status_code == 302
    url = Attachment.objects.get().get_absolute_url()
    assert his.get(url).status_code == 200
    assert client_for(atelier, nils).get(url).status_code == 404


def test_a_script_called_a_picture_is_refused(plain_work, hers):
    hers.get(room(plain_work))
    lie = SimpleUploadedFile("fox.png", b"<script>alert(1)</script>", content_type="image/png")
    answer = say(hers, plain_work, "look", files=lie)
    assert answer.status_code == 422
    assert "fox.png" in answer.content.decode() and Message.objects.count() == 0


def test_reading_is_told_to_the_other_side(plain_work, hers, his):
    hers.get(room(plain_work))
    say(hers, plain_work, "Read me")
    his.get(room(plain_work))
    thread = Thread.objects.get()
    url = reverse("workroom:messages", args=[thread.uuid])
    assert hers.get(url, headers={"accept": "application/json"}).json()["seen"] == Message.objects.get().pk
    assert "bubble-read" in hers.get(room(plain_work)).content.decode().split("<template")[0]


def test_what_is_not_read_yet_has_no_mark(plain_work, hers):
    hers.get(room(plain_work))
    say(hers, plain_work, "Read me")
    assert "bubble-read" not in hers.get(room(plain_work)).content.decode().split("<template")[0]


@pytest.mark.parametrize(
    "name",
    ["contracts:contracts", "workroom:inbox", "escrow:earnings", "escrow:payouts", "escrow:methods"],
)
def test_lists_greet_somebody_who_has_nothing(client_for, atelier, nils, name):
    assert client_for(atelier, nils).get(reverse(name)).status_code == 200


def test_every_page_of_a_contract_opens_for_both(delivered, hers, his):
    names = ["agreement", "removal", "funding", "delivery", "changes", "release", "cancellation", "refund"]
    whole = ["milestones", "end", "pause", "receipts"]
    for browser in (hers, his):
        for name in names:
            assert browser.get(page(delivered, name)).status_code == 200, name
        for name in whole:
            url = reverse(f"contracts:{name}", args=[delivered.contract.uuid])
            assert browser.get(url).status_code == 200, name
    bonus = reverse("contracts:bonus", args=[delivered.contract.uuid])
    assert (hers.get(bonus).status_code, his.get(bonus).status_code) == (200, 404)


def test_the_talk_about_a_proposal_goes_on_in_the_contract(clara, felix, hers, his):
    now = clock.now()
    stage.publish_fees(at=now)
    offer = stage.offered(clara, felix, "100.00", at=now)
    opened = hers.post(reverse("workroom:talk", args=[offer.proposal.uuid]))
    assert opened.status_code == 302
    thread = Thread.objects.get()
    assert hers.get(opened["Location"]).status_code == 200
    hers.post(reverse("workroom:messages", args=[thread.uuid]), {"body": "Before hiring"})
    accepted = his.post(reverse("jobs:acceptance", args=[offer.uuid]), {"agreed": "yes"})
    assert "Before hiring" in his.get(accepted["Location"]).content.decode()
    assert his.get(reverse("workroom:thread", args=[thread.uuid])).status_code == 302


def shut_out(user, state: str = "suspended"):
    Member.objects.filter(user=user).update(state=state)


def test_who_is_shut_out_begins_no_talk_and_goes_on_with_none_before_hiring(clara, felix, hers, his):
    now = clock.now()
    stage.publish_fees(at=now)
    offer = stage.offered(clara, felix, "100.00", at=now)
    talk = reverse("workroom:talk", args=[offer.proposal.uuid])
    shut_out(clara)
    assert "suspended" in hers.post(talk).content.decode() and not Thread.objects.exists()
    shut_out(clara, "active")
    assert hers.post(talk).status_code == 302
    shut_out(clara)
    said = {"body": "Write to me elsewhere", "key": uuid.uuid4()}
    answer = hers.post(reverse("workroom:messages", args=[Thread.objects.get().uuid]), said)
    assert "suspended" in answer.content.decode() and not Message.objects.exists()


def test_who_is_shut_out_goes_on_talking_about_running_work(plain_work, clara, hers):
    hers.get(room(plain_work))
    shut_out(clara)
    assert say(hers, plain_work, "You will have it tomorrow").status_code == 302
    assert Message.objects.count() == 1


def counted(answer, place: str) -> int:
    """The number beside an icon of the header, as it is spoken."""
    words = re.search(rf"{place} <span data-counter-words>(?:(\d+) unread)?</span>", answer.content.decode())
    return int(words[1] or 0)


def test_the_header_counts_what_waits_and_no_more_what_the_page_itself_shows(plain_work, hers, his):
    hers.get(room(plain_work))
    say(his, plain_work, "Who writes has read")
    for body in ("First", "Second"):
        say(hers, plain_work, body)
    assert (counted(his.get("/jobs/"), "Messages"), counted(hers.get("/jobs/"), "Messages")) == (2, 0)
    assert counted(his.get(room(plain_work)), "Messages") == 0
    assert counted(his.get("/jobs/"), "Messages") == 0


def test_the_bell_counts_what_a_person_has_not_read(plain_work, hers, his):
    plain_work.fund()
    stage.send_out()
    waiting = his.get(reverse("notices:count")).json()["unread"]
    assert counted(his.get("/jobs/"), "Notifications") == waiting > 0
    his.post(reverse("notices:reading"))
    assert counted(his.get("/jobs/"), "Notifications") == 0
