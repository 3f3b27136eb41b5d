"""Every balance that a page of the demo shows is the ledger's, in the digits and decimals of its marketplace."""

import re

import pytest
from babel.numbers import get_currency_symbol
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import translation

from accounts.models import User
from billing.subscriptions import actions as subscriptions
from console import actions as console
from guildhall.demo import cast, tale, world
from guildhall.demo.marketplaces import ALL
from kernel import clock
from kernel.actors import SYSTEM
from kernel.amounts import format_money
from kernel.money import Money
from marketplace.contracts.models import Contract
from tenants.scope import public_scope, tenant_scope
from tests.guildhall.books import Books, plain

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
# Told, not shown: what people wrote to each other, what happened long ago, and forms that ask for an amount.
WORDS = "#conversation, .room-talk, .room-timeline, .bubble, form, select, title, script, template"


def few(slug: str, most: int) -> dict:
    """The marketplace's first contracts, told shorter: two clients and two freelancers, so that pairs meet again."""
    told = tale.of(slug)
    first = told["contracts"][:most]
    contracts = [{**one, "job": number, "freelancer": number % 2, "chat": []} for number, one in enumerate(first)]
    jobs = [{**told["jobs"][one["job"]], "client": number // 2 % 2} for number, one in enumerate(first)]
    people = {"clients": told["clients"][:2], "freelancers": told["freelancers"][:6]}
    return {**told, **people, "contracts": contracts, "jobs": jobs, "extra_pages": []}


@pytest.fixture(params=[("sawt", 10), ("honyaku-bank", 5)], ids=["sawt", "honyaku-bank"])
def marketplace(request, db, settings):
    """KWD with three decimals in Arabic digits; JPY with none."""
    settings.DEMO = True
    slug, contracts = request.param
    place = next(one for one in ALL if one.slug == slug)
    tenant = world.seed(place, few(slug, contracts), clock.now())
    with tenant_scope(tenant):
        yield place, tenant


def test_every_balance_that_a_page_shows_is_the_ledgers(marketplace, settings):
    place, tenant = marketplace
    bill = _bill(tenant)
    walk = Walk(place.currency, Books(place.slug))
    for member in _members(place):
        here = Client(HTTP_HOST=tenant.host)
        here.force_login(member, backend=BACKEND)
        walk.member(here)
    owner = Client(HTTP_HOST=tenant.host)
    owner.force_login(User.objects.get(email=place.owner_email), backend=BACKEND)
    walk.owner(owner)
    operator = Client(HTTP_HOST=settings.PUBLIC_HOST)
    with public_scope():
        operator.force_login(cast.ensure_operator(), backend=BACKEND)
    walk.operator(operator, place.slug, bill)
    assert not walk.wrong, "\n".join(walk.wrong)
    least = {
        "balance": 20,
        "moved": 30,
        "line": 4,
        "after": 4,
        "since": 2,
        "part": 4,
        "released": 2,
        "due": 3,
        "listed": 20,
    }
    assert {kind: number for kind, number in least.items() if walk.seen.get(kind, 0) < number} == {}
    assert walk.nonzero > 60
    assert ("٠" in walk.digits) == (place.language == "ar")


def _members(place) -> list[User]:
    """Both sides of every contract."""
    contracts = Contract.objects.select_related("client__user", "freelancer__user")
    people = {person.user for row in contracts for person in (row.client, row.freelancer)}
    return sorted(people, key=lambda user: user.pk)


def _bill(tenant):
    """The operator's bill of the month, and her own count of it."""
    now = clock.now()
    with public_scope():
        console.count(tenant=tenant, actor=SYSTEM, at=now)
        return subscriptions.issue_bill(tenant=tenant, period=f"{now:%Y-%m}", actor=SYSTEM, at=now)


class Walk:
    """Opens pages and holds what they say against the books; keeps what is wrong and counts what it saw."""

    def __init__(self, currency: str, books: Books) -> None:
        self.currency, self.books = currency, books
        self.wrong: list[str] = []
        self.seen: dict[str, int] = {}
        self.nonzero, self.digits = 0, set()

    def member(self, here: Client) -> None:
        rooms: set[str] = set()
        for page in ("/contracts/", "/contracts/?show=ended"):
            rooms |= self._links(self.look(here, page), r"/contracts/[0-9a-f-]{36}/")
        for room in sorted(rooms):
            self.look(here, room)
            self.look(here, f"{room}receipts/")
        earnings = self.look(here, "/earnings/")
        self.look(here, "/earnings/?account=pending")
        self.look(here, "/payouts/")
        for receipt in sorted(self._links(earnings, r"/earnings/receipts?/[0-9a-f-]{36}/")):
            self.look(here, receipt)

    def owner(self, here: Client) -> None:
        self.look(here, "/manage/", ".console-panel")
        codes = self._listed(here, "/manage/ledger/", lambda cells: [(cells[1], self.books.balance(plain(cells[-1])))])
        assert codes >= len(self.books.codes())
        self._listed(here, "/manage/feereceipt/", self._receipt)
        self.look(here, "/manage/plan/", "table")

    def operator(self, here: Client, slug: str, bill) -> None:
        for page in ("", "marketplaces/", f"marketplaces/{slug}/", f"bills/{bill.uuid}/"):
            self.look(here, f"/operator/{page}")

    def look(self, here: Client, page: str, within: str = "main") -> BeautifulSoup:
        """One page: each marked amount is what the books say, and no amount is unmarked."""
        answer = here.get(page)
        assert answer.status_code == 200, page
        soup = BeautifulSoup(answer.content, "html.parser")
        self.language = soup.html["lang"]
        for place in soup.select(within):
            self._marked(page, place)
            self._unmarked(page, place)
        return soup

    def _marked(self, page: str, soup: BeautifulSoup) -> None:
        for found in soup.select("[data-ledger]"):
            mark = found["data-ledger"]
            if mark == "price" or mark.startswith("part "):
                continue
            self._compare(page, mark, found.get_text(" ", strip=True), self.books.says(mark))
        for receipt in soup.select(".receipt"):
            parts = receipt.select("[data-ledger^='part ']")
            for mark in {part["data-ledger"] for part in parts}:
                shown = [self._read(part.get_text()) for part in parts if part["data-ledger"] == mark]
                self.seen["part"] = self.seen.get("part", 0) + 1
                if sum(shown) != self.books.says(mark):
                    self.wrong.append(f"{page}: {mark}: {shown} is not {self.books.says(mark)}")

    def _compare(self, page: str, mark: str, text: str, minor: int) -> None:
        with translation.override(self.language):
            should = format_money(Money(minor, self.currency))
        verb = mark.lstrip("-").partition(" ")[0]
        self.seen[verb] = self.seen.get(verb, 0) + 1
        self.nonzero += minor != 0
        self.digits |= set(text)
        # A bill says its volume within a sentence.
        if not (should in text if verb == "billed" else should == text):
            self.wrong.append(f"{page}: {mark}: {text!r} is not {should!r}")

    def _unmarked(self, page: str, soup: BeautifulSoup) -> None:
        symbol = get_currency_symbol(self.currency, translation.to_locale(self.language)).strip("\u200f ")
        told = {id(node) for place in soup.select(WORDS) for node in place.descendants}
        for text in soup.find_all(string=lambda said: symbol in said and re.search(r"\d", said)):
            if id(text) not in told and text.find_parent(attrs={"data-ledger": True}) is None:
                self.wrong.append(f"{page}: {text.strip()!r} says nothing of where it comes from")

    def _listed(self, here: Client, page: str, expected) -> int:
        """Every row of one of the console's lists, page by page; returns how many."""
        rows = 0
        for number in range(1, 9):
            answer = here.get(page, {"p": number})
            soup = BeautifulSoup(answer.content, "html.parser")
            self.language = soup.html["lang"]
            for row in soup.select("table.listing tbody tr"):
                cells = [next(cell.stripped_strings, "") for cell in row.select("td")]
                rows += 1
                for text, minor in expected(cells):
                    self._compare(page, "listed", text, minor)
            if not soup.select(f"a[href*='p={number + 1}']"):
                break
        return rows

    def _receipt(self, cells: list[str]) -> list[tuple[str, int]]:
        key = cells[-1]
        paid = self.books.gross(lambda row: row.key == key)
        fee, net = (self.books.says(f"moved {key} funds:*>{to}") for to in ("rev:service_fee", "pending:*"))
        return [(cells[2], paid), (cells[3], fee), (cells[4], net)]

    def _read(self, text: str) -> int:
        """All digits, read as one number: an amount is always shown with every decimal."""
        sign = -1 if re.search("[-\u2212]", text) else 1
        return sign * int("".join(re.findall(r"\d", text)))

    @staticmethod
    def _links(soup: BeautifulSoup, pattern: str) -> set[str]:
        return {link["href"] for link in soup.select("a[href]") if re.fullmatch(pattern, link["href"])}
