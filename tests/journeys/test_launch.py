"""From the front page to the live marketplace, and into its console."""

from playwright.sync_api import expect

from tests.journeys import steps


def test_an_entrepreneur_launches_a_marketplace_and_walks_in_as_its_owner(server, browser_of):
    olga = steps.launch(browser_of(), server.url, "Otter Row", zone=server.of("otter-row"))
    expect(olga.page).to_have_title(steps.containing("Otter Row"))
    olga.go("/jobs/")
    olga.sees("Sample")
    olga.go("/manage/")
    expect(olga.page).to_have_url(f"{olga.site}/manage/")
    olga.sees("Your marketplace", "Income since the start$0.00")
    olga.press("Take the sample content away")
    expect(olga.page.locator("body")).to_contain_text("samples are gone")
    olga.go("/jobs/")
    expect(olga.page.locator("main")).not_to_contain_text("Sample")
    # On another day she comes through her own door, and shows that the address is hers.
    again = steps.sign_in(browser_of(), olga.site, olga.name, olga.email, to="/manage/")
    again.sees("Your marketplace")


def test_it_is_drawn_and_worked_out_while_it_is_typed(server, browser_of):
    page = browser_of()
    page.goto(f"{server.url}/start/?niche=beekeeping")
    steps.on(page, "name")
    page.fill("[name=name]", "Hive Desk")
    expect(page.frame_locator("iframe[name=preview]").get_by_text("Hive Desk").first).to_be_visible()
    steps.on(page, "brand")
    steps.on(page, "money")
    page.select_option("[name=currency]", "USD")
    steps.choose(page, "20 %, then 10 %, then 5 % the longer two people work together")
    page.fill("[name=client]", "5")
    worked = page.locator("[data-notes]")
    for line in (
        "The price they agree$600.00",
        "The client pays on top$30.00",
        "The client pays in all$630.00",
        "Your fee: 20% of $500.00$100.00",
        "Your fee: 10% of $100.00$10.00",
        "The freelancer gets$490.00",
        "You earn$140.00",
    ):
        expect(worked).to_contain_text(line)
