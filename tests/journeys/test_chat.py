"""Two people in one workroom: what one writes stands before the other at once."""

from playwright.sync_api import expect

from tests.journeys import steps
from tests.waiting import until

# Every stream of a page; the first one comes with an old ticket.
COUNTED = """window.EventSource = class extends EventSource {
    static all = [];
    constructor(url) { super(EventSource.all.length ? url : `${url}old`); EventSource.all.push(this); }
};"""
STATES = "EventSource.all.map((stream) => stream.readyState)"
OPEN, CLOSED = 1, 2


def test_two_browsers_talk_without_reloading(pair, hired):
    clara, felix = pair
    room = hired(clara, felix, "A badger that talks", "100.00")
    for person in pair:
        person.go(room)
        expect(person.page.locator("[data-status]")).to_have_text("Live")
        person.page.evaluate("document.body.dataset.stays = 'yes'")  # gone with any reload
    for author, reader, words in (
        (clara, felix, "Should it lisp?"),
        (felix, clara, "A little. <b>Not</b> too much."),
    ):
        author.fill("body", words)
        author.press("Send")
        expect(reader.page.locator("[data-messages]")).to_contain_text(words)
        expect(author.page.locator("[data-messages]")).to_contain_text(words)
    for person in pair:
        assert person.page.evaluate("document.body.dataset.stays") == "yes"
    # Work shows up in the other's room as well.
    steps.go_and_pay(clara, room)
    steps.pay(clara, "succeeds")
    expect(felix.page.locator(".room-milestone-funded")).to_have_count(1)
    assert felix.page.evaluate("document.body.dataset.stays") == "yes"


def test_a_page_that_stays_listens_on_with_the_next_ticket(pair, hired):
    clara, felix = pair
    room = hired(clara, felix, "A badger that stays", "100.00")
    felix.page.add_init_script(COUNTED)
    felix.go(room)
    status = felix.page.locator("[data-status]")
    expect(status).to_have_text("Live")
    until(lambda: felix.page.evaluate(STATES) == [CLOSED, OPEN, OPEN], "the room and the bell listen")
    felix.page.evaluate("EventSource.all.forEach((it) => it.dispatchEvent(new MessageEvent('over', { data: '{}' })))")
    until(lambda: felix.page.evaluate(STATES) == [CLOSED] * 3 + [OPEN] * 2, "they listen on")
    clara.go(room)
    clara.fill("body", "Still there?")
    clara.press("Send")
    expect(felix.page.locator("[data-messages]")).to_contain_text("Still there?")
    expect(status).to_have_text("Live")
