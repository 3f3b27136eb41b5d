"""What a client does: post, offer, pay, approve, end."""

import re

from tests.journeys.steps.everybody import Person, choose, next_step, until


def post_job(client: Person, title: str, amount: str) -> str:
    """Post a job with one milestone; returns its address."""
    client.go("/jobs/new/")
    client.fill("title", title)
    client.fill("description", "A walk cycle for a badger, eight frames, with notes on the timing.")
    client.fill("stages-0-title", "The walk cycle")
    client.fill("stages-0-amount", amount)
    client.press("Post the job")
    client.page.wait_for_url(re.compile(r"/jobs/[0-9a-f-]{36}/$"))
    client.sees(title)
    return client.page.url.removeprefix(client.site)


def make_offer(client: Person, job: str, freelancer: Person) -> str:
    """Read the proposal and make an offer of it as it is; returns the offer's address."""
    client.go(f"{job}proposals/")
    client.sees(freelancer.name)
    client.follow("Make an offer")
    client.page.wait_for_url("**/offers/new/")
    if not client.page.input_value("[name=stages-0-title]"):
        client.fill("stages-0-title", "The walk cycle")
    client.press("Make the offer")
    client.page.wait_for_url(re.compile(r"/offers/[0-9a-f-]{36}/$"))
    return client.page.url.removeprefix(client.site)


def go_and_pay(client: Person, room: str) -> None:
    """From the workroom to the sandbox's page."""
    client.at(room)
    next_step(client)
    client.page.wait_for_url("**/funding/")
    client.press("Go to the payment")
    client.page.wait_for_url("**/pay/sandbox/**")


def pay(client: Person, card: str) -> None:
    choose(client.page, card)
    client.press("Continue")


def fund(client: Person, room: str) -> None:
    go_and_pay(client, room)
    pay(client, "succeeds")
    client.page.wait_for_url(f"**{room}**")
    until(client.page, client.page.locator(".room-milestone-funded"))


def approve(client: Person, room: str) -> None:
    client.at(room)
    until(client.page, client.page.locator(".room-milestone-submitted"))
    next_step(client)
    client.page.wait_for_url("**/release/")
    client.sees("badger.txt")
    client.press("Release the payment")
    client.page.wait_for_url(f"**{room}**")


def end(client: Person, room: str) -> None:
    client.go(f"{room}end/")
    client.press("End the contract")
    client.page.wait_for_url(f"**{room}**")
