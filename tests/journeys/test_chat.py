"""Two people in one workroom: what one writes stands before the other at once."""

from playwright.sync_api import expect

from tests.journeys import steps


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
