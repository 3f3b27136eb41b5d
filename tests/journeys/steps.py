"""What people do on the pages, one function for each thing: the journeys are told in these.

Everything goes by what a person sees: labels, buttons and headings. Nothing waits for a time, all for what appears.
"""

import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

PASSWORD = "a long enough passphrase"
PATIENCE = 45_000  # milliseconds, on a busy machine
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
CRITERIA = 6
# What has the focus, and whether one sees it; a date field marks its own inner part, which no page can ask about.
FOCUSED = """() => {
  const at = document.activeElement, seen = at.labels?.[0]?.closest("label.choice, label.check") ?? at;
  const ring = [at, seen, at.parentElement].some((one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" || style.boxShadow !== "none";
  });
  return {name: at.name ?? "", text: at.innerText?.trim() ?? "", shown: ring || at.type === "date"};
}"""

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Person:
    """Somebody at her own machine, on one site."""

    name: str
    email: str
    page: Page
    site: str

    def go(self, path: str) -> None:
        self.page.goto(self.site + path)

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def press(self, name: str, *, within: str = "main") -> None:
        button(self.page.locator(within), name).click()

    def fill(self, field: str, text: str) -> None:
        self.page.locator(f"main [name={field}]").fill(text)

    def follow(self, name: str, *, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name, exact=True).first.click()


def button(place: Any, name: str) -> Locator:
    return place.get_by_role("button", name=name, exact=True).first


def choose(page: Page, text: str) -> None:
    """One of several choices that are written out."""
    page.locator("label.choice", has_text=text).first.click()


def containing(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def figure(page: Page, name: str) -> Locator:
    return page.locator(f"[data-figure={name}]").first


def until(page: Page, found: Locator) -> None:
    """Look again until it is there: for what a worker does behind the page."""
    for _ in range(PATIENCE // 500):
        if found.count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(f"It never appeared: {found}\n{page.locator('main').inner_text()}")


# ── Accounts ──


def code_from_mail(person: Person) -> str:
    """The code in the newest mail to this person, from the demo's letterbox."""
    box = person.page.context.new_page()
    box.goto(f"{person.site}/outbox/")
    letter = box.locator("tr", has_text=person.email).locator("a").first
    until(box, letter)
    letter.click()
    box.wait_for_url("**/outbox/*/")
    code = CODE.search(box.locator(".prose").inner_text())
    box.close()
    assert code, "there is no code in the mail"
    return code[0]


def sign_up(page: Page, site: str, name: str, purpose: str) -> Person:
    """`purpose` is "I want to hire" or "I want to work"."""
    person = Person(name, f"{name.split()[0].lower()}-{secrets.token_hex(4)}@example.com", page, site)
    person.go("/accounts/signup/")
    choose(page, purpose)
    person.fill("name", name)
    person.fill("email", person.email)
    person.fill("password1", PASSWORD)
    person.press("Create the account")
    page.wait_for_url("**/confirm-email/**")
    _confirm(person)
    _say_who_one_is(person, purpose)
    return person


def sign_up_both(site: str, hers: Page, his: Page) -> tuple[Person, Person]:
    """Clara, who hires, and Felix, who works."""
    return sign_up(hers, site, "Clara Client", "I want to hire"), sign_up(
        his, site, "Felix Freelancer", "I want to work"
    )


def _say_who_one_is(person: Person, purpose: str) -> None:
    """The two pages of a new member's profile; what she came for is known from signing up."""
    page = person.page
    person.go("/settings/profile/")
    expect(page.get_by_role("checkbox", name=purpose)).to_be_checked()
    person.fill("headline", f"{person.name}, with badgers since 2017")
    person.press("Continue")
    page.wait_for_url(lambda url: "/settings/profile/" not in url)
    if "/settings/skills/" in page.url:
        page.locator("label.choice", has=page.locator("[name=skills]")).first.click()
        person.fill("rate", "55")
        person.press("Save")
        page.wait_for_url(lambda url: "/settings/skills/" not in url)


def sign_in(page: Page, site: str, name: str, email: str, *, to: str = "/", password: str = PASSWORD) -> Person:
    person = Person(name, email, page, site)
    person.go(f"/accounts/login/?next={to}")
    person.fill("login", email)
    person.fill("password", password)
    person.press("Sign in")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    if "/confirm-email/" in page.url:  # an owner's first time at her own door
        _confirm(person)
    return person


def _confirm(person: Person) -> None:
    person.fill("code", code_from_mail(person))
    person.press("Confirm")
    person.page.wait_for_url(lambda url: "/accounts/" not in url)


# ── Launching ──


def launch(page: Page, public: str, name: str, *, zone: str) -> Person:
    """From the front page through the six steps into the finished marketplace, signed in as its owner. 20/10/5, and
    5 % from the client, in dollars."""
    page.goto(public)
    page.locator("main a.chip", has_text="Game animation").click()
    page.wait_for_url("**/start/idea/**")
    on(page, "name")
    page.fill("[name=name]", name)
    on(page, "brand")
    on(page, "money")
    page.select_option("[name=currency]", "USD")
    choose(page, "20 %, then 10 %, then 5 % the longer two people work together")
    page.fill("[name=client]", "5")
    on(page, "account")
    email = f"olga-{secrets.token_hex(4)}@example.com"
    typed = page.locator("form[data-wizard]")
    typed.locator("[name=owner_name]").fill("Olga Owner")
    typed.locator("[name=email]").fill(email)
    typed.locator("[name=password]").fill(PASSWORD)
    button(page.locator("main"), "Build my marketplace").click()
    page.wait_for_url("**/start/building/**")
    page.wait_for_url(re.compile(rf"^{zone}"), timeout=2 * PATIENCE)
    return Person("Olga Owner", email, page, zone)


def on(page: Page, to: str) -> None:
    """Press Continue and arrive at that step of the wizard."""
    button(page.locator("main"), "Continue").click()
    page.wait_for_url(f"**/start/{to}/**")


# ── Hiring ──


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


def write_proposal(freelancer: Person, job: str, amount: str) -> None:
    freelancer.go(job)
    freelancer.follow("Send a proposal")
    freelancer.page.wait_for_url("**/proposals/new/")
    freelancer.fill("amount", amount)
    freelancer.fill("letter", "I have animated badgers for nine years and can begin on Monday.")


def send_proposal(freelancer: Person) -> None:
    freelancer.press("Send the proposal")
    freelancer.page.wait_for_url(re.compile(r"/proposals/[0-9a-f-]{36}/$"))


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


def accept_offer(freelancer: Person, offer: str) -> str:
    """Returns the workroom's address."""
    freelancer.go(offer)
    freelancer.page.check("[name=agreed]")
    freelancer.press("Accept the offer")
    freelancer.page.wait_for_url(re.compile(r"/contracts/[0-9a-f-]{36}/$"))
    return freelancer.page.url.removeprefix(freelancer.site)


def hire(client: Person, freelancer: Person, title: str, amount: str) -> str:
    """From the job to the contract; returns the workroom's address."""
    job = post_job(client, title, amount)
    write_proposal(freelancer, job, amount)
    send_proposal(freelancer)
    return accept_offer(freelancer, make_offer(client, job, freelancer))


# ── Working ──


def go_and_pay(client: Person, room: str) -> None:
    """From the workroom to the sandbox's page."""
    client.go(room)
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
    client.page.wait_for_url(lambda url: "/pay/" not in url)
    client.go(room)
    until(client.page, client.page.locator(".room-milestone-funded"))


def next_step(person: Person) -> None:
    """The first button of the workroom's next step."""
    person.page.locator(".next-step a.button").first.click()


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


def approve(client: Person, room: str) -> None:
    client.go(room)
    next_step(client)
    client.page.wait_for_url("**/release/")
    client.sees("badger.txt")
    client.press("Release the payment")
    client.page.wait_for_url(f"**{room}**")


def days_pass(person: Person, days: int) -> None:
    """The demo's clock moves on, by its page."""
    person.go("/clock/")
    person.fill("days", str(days))
    person.press("Let them pass")
    expect(person.page.locator("[data-toast]")).to_be_visible()


def review(person: Person, room: str, words: str) -> None:
    person.go(f"{room}review/")
    five = person.page.locator(".rating-input label:last-of-type")
    expect(five).to_have_count(CRITERIA)
    for place in range(CRITERIA):
        five.nth(place).click()
    person.fill("text", words)
    person.press("Send the review")
    person.page.wait_for_url(f"**{room}")
    person.go(f"{room}review/")
    person.sees("Your review", words)


def end(client: Person, room: str) -> None:
    client.go(f"{room}end/")
    client.press("End the contract")
    client.page.wait_for_url(f"**{room}**")


def withdraw(freelancer: Person, amount: str) -> None:
    """A payout method, its three days and the five of the hold, and the money is at the bank."""
    freelancer.go("/payouts/methods/")
    freelancer.fill("holder", freelancer.name)
    freelancer.fill("account", "DE02 1203 0000 0000 2020 51")
    freelancer.press("Add")
    freelancer.sees("Usable from")
    days_pass(freelancer, 5)
    freelancer.go("/payouts/")
    until(freelancer.page, freelancer.page.locator("[data-figure=available]", has_text=f"${amount}"))
    expect(figure(freelancer.page, "pending")).to_have_text("$0.00")
    freelancer.fill("amount", amount)
    freelancer.press("Withdraw")
    row = freelancer.page.locator("main tr", has_text=f"${amount}")
    until(freelancer.page, row.filter(has_text="Paid"))
    expect(figure(freelancer.page, "available")).to_have_text("$0.00")


class Keyboard:
    """Somebody without a mouse: Tab until it is reached, and Enter."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type_into(self, field: str, text: str) -> None:
        self._reach(lambda at: at["name"] == field)
        self.page.keyboard.type(text)

    def press(self, text: str) -> None:
        self._reach(lambda at: at["text"] == text)
        self.page.keyboard.press("Enter")

    def _reach(self, is_there: Callable[[dict[str, str]], bool]) -> None:
        """At most 120 times Tab; whatever has the focus must show it."""
        for _ in range(120):
            self.page.keyboard.press("Tab")
            at = self.page.evaluate(FOCUSED)
            if at["name"] or at["text"]:
                assert at["shown"], f"the focus does not show on {at}"
            if is_there(at):
                return
        raise AssertionError("Tab does not lead there")
