"""The owner changes her fees: a contract that runs keeps its own, the next has the new ones."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps


@pytest.fixture
def guild(launched, pair_at, browser_of):
    """A marketplace of its own: its fees change for everybody."""
    place = launched("Lynx Guild")
    olga = steps.sign_in(browser_of(), place.site, "Olga Owner", place.owner_email, to="/manage/")
    return olga, *pair_at(place)


def test_a_running_contract_keeps_its_fees_and_a_new_one_has_the_new(guild, hired):
    olga, clara, felix = guild
    old = hired(clara, felix, "A badger before the change", "200.00")
    steps.fund(clara, old)

    olga.go("/manage/fees/")
    expect(olga.page.locator("[name=rate_1]")).to_have_value("20")
    keys = steps.Keyboard(olga.page)
    keys.fill("rate_1", "15")
    keys.fill("client_bps", "3")
    expect(olga.page.locator("#fee-example")).to_contain_text("$15.00$85.00$103.00")
    keys.press("Publish these fees")
    expect(olga.page.locator("body")).to_contain_text("Running contracts keep the fees they began with.")

    job = steps.post_job(clara, "A badger after the change", "200.00")
    steps.write_proposal(felix, job, "200.00")
    expect(felix.page.locator("#fee")).to_contain_text("$170.00")
    steps.send_proposal(felix)
    steps.make_offer(clara, job, felix)
    expect(clara.page.locator("#cost")).to_contain_text("$206.00")

    steps.deliver(felix, old, "Done as agreed.")
    steps.approve(clara, old)
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "pending")).to_have_text("$160.00")
