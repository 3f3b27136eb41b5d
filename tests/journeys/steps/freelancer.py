"""What a freelancer does: propose, accept, deliver, withdraw."""

import re

from playwright.sync_api import expect

from tests.journeys.steps.everybody import Person, days_pass, figure, next_step, sure, until
from tests.journeys.steps.keyboard import Keyboard


def write_proposal(freelancer: Person, job: str, amount: str) -> None:
    freelancer.go(job)
    freelancer.follow("Send a proposal")
    freelancer.page.wait_for_url("**/proposals/new/")
    freelancer.fill("amount", amount)
    freelancer.fill("letter", "I have animated badgers for nine years and can begin on Monday.")


def send_proposal(freelancer: Person) -> None:
    freelancer.press("Send the proposal")
    freelancer.page.wait_for_url(re.compile(r"/proposals/[0-9a-f-]{36}/$"))


def accept_offer(freelancer: Person, offer: str) -> str:
    """Returns the workroom's address."""
    freelancer.go(offer)
    freelancer.page.check("[name=agreed]")
    freelancer.press("Accept the offer")
    freelancer.page.wait_for_url(re.compile(r"/contracts/[0-9a-f-]{36}/$"))
    return freelancer.page.url.removeprefix(freelancer.site)


def deliver(freelancer: Person, room: str, note: str) -> None:
    freelancer.go(room)
    next_step(freelancer)
    freelancer.page.wait_for_url("**/delivery/")
    freelancer.fill("note", note)
    file = {"name": "badger.txt", "mimeType": "text/plain", "buffer": b"eight frames"}
    freelancer.page.set_input_files("[name=files]", [file])
    freelancer.press("Deliver")
    freelancer.page.wait_for_url(f"**{room}**")
    freelancer.sees("badger.txt")


def withdraw(freelancer: Person, amount: str) -> None:
    """A payout method, its three days and the five of the hold, and the money is at the bank."""
    _withdraw(freelancer, freelancer, amount)


def withdraw_by_keyboard(freelancer: Person, amount: str) -> None:
    _withdraw(freelancer, Keyboard(freelancer.page), amount)


def _withdraw(freelancer: Person, hand: Person | Keyboard, amount: str) -> None:
    freelancer.go("/payouts/methods/")
    sure(freelancer)
    hand.fill("holder", freelancer.name)
    hand.fill("account", "DE02 1203 0000 0000 2020 51")
    hand.press("Add")
    freelancer.sees("Usable from")
    days_pass(freelancer, 5)
    freelancer.go("/payouts/")
    until(freelancer.page, freelancer.page.locator("[data-figure=available]", has_text=f"${amount}"))
    expect(figure(freelancer.page, "pending")).to_have_text("$0.00")
    hand.fill("amount", amount)
    with freelancer.page.expect_navigation():  # Enter itself waits for nothing, and looking again would undo it
        hand.press("Withdraw")
    sure(freelancer)
    row = freelancer.page.locator("main tr", has_text=f"${amount}")
    until(freelancer.page, row.filter(has_text="Paid"))
    expect(figure(freelancer.page, "available")).to_have_text("$0.00")
