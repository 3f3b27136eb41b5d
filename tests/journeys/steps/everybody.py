"""What everybody does: sign up and in, look, wait, let days pass."""

import re
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from playwright.sync_api import Locator, Page, expect

from tests import waiting

PASSWORD = "a long enough passphrase"
PATIENCE = 120_000  # milliseconds, used up by a failure alone
CONFIRM = "Confirm your e-mail address"
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")
CRITERIA = 6

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

    def at(self, path: str) -> None:
        """She goes there, if she is not there already."""
        if urlsplit(self.page.url).path != path:
            self.go(path)

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
    """Look again until it is there: for what a worker does behind the page. A page that is live shows it by itself,
    whether it happened before the page was open or after."""
    deadline = time.monotonic() + PATIENCE / 1000
    if page.locator("[data-status]", has_text="Live").count():
        expect(found.first).to_be_visible()
    while not found.count():
        assert time.monotonic() < deadline, f"It never appeared: {found}\n{page.locator('main').inner_text()}"
        page.wait_for_timeout(500)
        page.reload()


def code_from_mail(person: Person) -> str:
    """The code in the newest mail with one to this person, from the demo's letterbox: no page of hers."""
    row = re.compile(rf'{person.email}(?:(?!</tr>).)*href="(/outbox/\d+/)">[^<]*{CONFIRM}')
    letter = waiting.until(lambda: row.search(_read(person.site, "/outbox/")), "a mail to confirm the address")
    code = CODE.search(_read(person.site, letter[1]).partition('class="prose')[2])
    assert code, "there is no code in the mail"
    return code[0]


def _read(site: str, path: str) -> str:
    """What a visitor without a browser gets."""
    at = urlsplit(site)
    with urlopen(Request(f"{at.scheme}://127.0.0.1:{at.port}{path}", headers={"Host": at.netloc})) as answer:
        return answer.read().decode()


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
    person.at("/settings/profile/")
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


def next_step(person: Person) -> None:
    """The first button of the workroom's next step."""
    person.page.locator(".next-step a.button").first.click()


def days_pass(person: Person, days: int) -> None:
    """The demo's clock moves on, by its page."""
    person.go("/clock/")
    ahead = int(figure(person.page, "ahead").inner_text().split()[0])
    person.fill("days", str(days))
    person.press("Let them pass")
    expect(figure(person.page, "ahead")).to_have_text(re.compile(rf"^{ahead + days} day"))


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


def sure(person: Person) -> None:
    """Where money leaves, whoever signed in long ago says her password once more; the form goes on."""
    person.page.wait_for_load_state()
    if "/reauthenticate/" in person.page.url:
        person.fill("password", PASSWORD)
        person.page.locator("main form button[type=submit]").first.click()
        person.page.wait_for_url(lambda url: "/reauthenticate/" not in url)
