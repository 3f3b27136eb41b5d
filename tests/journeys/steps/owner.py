"""What an owner does: launch her marketplace."""

import re
import secrets

from playwright.sync_api import Page

from tests.journeys.steps.everybody import PASSWORD, PATIENCE, Person, button, choose


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
    page.wait_for_url(re.compile(rf"^{zone}"), timeout=2 * PATIENCE)
    return Person("Olga Owner", email, page, zone)


def on(page: Page, to: str) -> None:
    """Press Continue and arrive at that step of the wizard."""
    button(page.locator("main"), "Continue").click()
    page.wait_for_url(f"**/start/{to}/**")
