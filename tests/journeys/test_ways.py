"""The main job for those without JavaScript, on a phone, and without a mouse."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps


@pytest.fixture
def pair_without_scripts(workshop, browser_of):
    return steps.sign_up_both(workshop.site, browser_of(scripts=False), browser_of(scripts=False))


@pytest.fixture
def pair_on_phones(workshop, browser_of):
    return steps.sign_up_both(workshop.site, browser_of(width=360), browser_of(width=360))


def test_every_form_from_hire_to_payout_works_without_javascript(pair_without_scripts):
    clara, felix = pair_without_scripts
    job = steps.post_job(clara, "A badger without scripts", "600.00")
    steps.write_proposal(felix, job, "600.00")
    felix.press("Recalculate")
    expect(felix.page.locator("#fee")).to_contain_text("$490.00")
    steps.send_proposal(felix)
    room = steps.accept_offer(felix, steps.make_offer(clara, job, felix))
    steps.fund(clara, room)
    felix.go(room)
    felix.fill("body", "It begins today.")
    felix.press("Send")
    felix.sees("It begins today.")
    steps.deliver(felix, room, "All eight frames.")
    steps.approve(clara, room)
    steps.end(clara, room)
    steps.review(clara, room, "Quick and exact.")
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "pending")).to_have_text("$490.00")
    steps.withdraw(felix, "490.00")


def test_a_freelancer_works_from_a_phone(pair_on_phones):
    clara, felix = pair_on_phones
    room = steps.hire(clara, felix, "A badger for a phone", "600.00")
    steps.fund(clara, room)
    steps.deliver(felix, room, "All eight frames.")
    steps.approve(clara, room)
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "pending")).to_have_text("$490.00")
    for person, path in ((felix, "/earnings/"), (felix, room), (clara, room), (clara, "/jobs/new/"), (felix, "/jobs/")):
        person.go(path)
        assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is wider than 360"


def test_somebody_signs_in_and_applies_with_the_keyboard_alone(pair, workshop, browser_of):
    clara, felix = pair
    job = steps.post_job(clara, "A badger by keyboard", "600.00")
    page = browser_of()
    page.goto(f"{workshop.site}/accounts/login/?next={job}")
    keys = steps.Keyboard(page)
    keys.type_into("login", felix.email)
    keys.type_into("password", steps.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{workshop.site}{job}")
    keys.press("Send a proposal")
    page.wait_for_url("**/proposals/new/")
    keys.type_into("amount", "600")
    expect(page.locator("#fee")).to_contain_text("$490.00")
    keys.type_into("letter", "By keyboard, with care.")
    keys.press("Send the proposal")
    page.wait_for_url("**/proposals/*/")
    expect(page.locator("main")).to_contain_text("$600.00")
