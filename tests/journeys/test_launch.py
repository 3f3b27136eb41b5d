"""From the front page to the live marketplace, and into its console."""

from playwright.sync_api import expect

from tests.journeys import steps


def test_an_entrepreneur_launches_a_marketplace_and_walks_in_as_its_owner(marketplace, browser_of):
    owner = steps.sign_in(browser_of(), marketplace.site, "Olga Owner", marketplace.owner_email, to="/manage/")
    expect(owner.page).to_have_url(f"{marketplace.site}/manage/")
    expect(owner.page.locator("main")).to_contain_text("Your marketplace")


def test_it_is_drawn_while_it_is_typed(server, browser_of):
    page = browser_of()
    page.goto(f"{server.url}/start/?niche=beekeeping")
    steps.on(page, "name")
    page.fill("[name=name]", "Hive Desk")
    expect(page.frame_locator("iframe[name=preview]").get_by_text("Hive Desk").first).to_be_visible()
