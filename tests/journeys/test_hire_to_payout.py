"""The main job: somebody is hired, delivers, is paid through project funds, and has the money at the bank.

600.00 at 20/10/5: 110.00 for the marketplace, 490.00 for the freelancer; the client pays 5 % on top, 630.00.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps


@pytest.fixture
def marketplace(launched):
    """Rigging Hall: what its owner earned is looked at, so it is for this journey alone."""
    return launched("Rigging Hall")


def test_from_the_job_to_the_money_at_the_bank(marketplace, pair_at, browser_of):
    clara, felix = pair_at(marketplace)
    job = steps.post_job(clara, "A badger that walks", "600.00")
    steps.write_proposal(felix, job, "600.00")
    expect(felix.page.locator("#fee")).to_contain_text("$490.00")  # typed, not sent
    expect(felix.page.locator("#fee")).to_contain_text("$100.00")
    expect(felix.page.locator("#fee")).to_contain_text("$10.00")
    steps.send_proposal(felix)
    offer = steps.make_offer(clara, job, felix)
    clara.sees("$600.00")
    expect(clara.page.locator("#cost")).to_contain_text("$630.00")
    room = steps.accept_offer(felix, offer)

    steps.go_and_pay(clara, room)
    clara.sees("$630.00")
    steps.pay(clara, "is declined")
    clara.sees("The card was declined.")
    steps.pay(clara, "succeeds")
    clara.page.wait_for_url(f"**{room}**")
    steps.until(clara.page, clara.page.locator(".room-milestone-funded"))

    steps.deliver(felix, room, "All eight frames, and the timing sheet.")
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "in_review")).to_have_text("$600.00")
    steps.approve(clara, room)
    felix.go("/earnings/")
    expect(steps.figure(felix.page, "pending")).to_have_text("$490.00")
    expect(steps.figure(felix.page, "available")).to_have_text("$0.00")

    steps.withdraw_by_keyboard(felix, "490.00")
    _owner_sees_her_income(marketplace, browser_of)
    _both_review(clara, felix, room)


def _owner_sees_her_income(marketplace, browser_of):
    olga = steps.sign_in(browser_of(), marketplace.site, "Olga Owner", marketplace.owner_email, to="/manage/")
    figures = olga.page.locator("main .console-figures")
    expect(figures).to_contain_text("Volume, 30 days$600.00")
    expect(figures).to_contain_text("Service fees, 30 days$110.00")
    expect(figures).to_contain_text("Income since the start$140.00")
    olga.go("/manage/ledger/")
    for code, balance in (
        ("rev:service_fee:USD", "$110.00"),
        ("rev:client_fee:USD", "$30.00"),
        ("clearing:sandbox:USD", "$140.00"),
    ):
        expect(olga.page.locator("main tr", has_text=code)).to_contain_text(balance)


def _both_review(clara, felix, room):
    steps.end(clara, room)
    steps.review(clara, room, "Quick, exact, and kind to badgers.")
    clara.sees("It is sealed until the other side has written too")
    felix.go(f"{room}review/")
    expect(felix.page.locator("main")).not_to_contain_text("kind to badgers")
    steps.review(felix, room, "She knew what she wanted.")
    felix.sees("Quick, exact, and kind to badgers.")
    clara.go(f"{room}review/")
    clara.sees("She knew what she wanted.")
    felix.go("/settings/")
    felix.follow("See your page as others do")
    felix.sees("Quick, exact, and kind to badgers.", "5(1)")
