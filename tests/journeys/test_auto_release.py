"""Changes asked, delivered again, and nobody answers: after 14 days the clock pays."""

from playwright.sync_api import expect

from tests.journeys import steps


def test_work_that_nobody_answers_is_paid_by_the_clock(launched, pair_at, hired):
    clara, felix = pair_at(launched("Marten Mill"))  # where time passes for nobody else
    room = hired(clara, felix, "A badger that digs", "300.00")
    steps.fund(clara, room)
    steps.deliver(felix, room, "First half.")

    clara.go(room)
    clara.follow("Ask for changes")
    clara.fill("note", "The tail should lag by two frames.")
    clara.press("Send")
    clara.page.wait_for_url(f"**{room}**")
    steps.days_pass(clara, 15)  # its 14 days stand still while changes are asked for
    felix.go(room)
    felix.sees("The tail should lag by two frames.")
    expect(felix.page.locator(".room-milestone-changes_requested")).to_have_count(1)

    steps.deliver(felix, room, "The tail lags by two frames now.")
    steps.days_pass(clara, 13)
    clara.go(room)
    expect(clara.page.locator(".room-milestone-submitted")).to_have_count(1)
    steps.days_pass(clara, 1)
    clara.go(room)
    steps.until(clara.page, clara.page.locator(".room-milestone-released"))
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "pending")).to_have_text("$240.00")  # 300.00 less 20 %
    expect(steps.figure(felix.page, "in_review")).to_have_text("$0.00")
