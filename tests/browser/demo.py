"""The running demo as the browser tools see it: its addresses by role, and a browser signed in as each.

The tools (`bin/shots`, `bin/axe`, `bin/lighthouse`) use a demo that already answers on the port, or start one.
"""

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
HEIGHT = 900
# Colours that are still on their way from one scheme to the other are nobody's colours.
SETTLE = """() => Promise.race([new Promise((go) => setTimeout(go, 400)),
  Promise.allSettled(document.getAnimations().map((one) => one.finished))])"""


# What a page answers where that is not 200.
ANSWERS = {"missing": 404, "unknown-host": 404, "error-400": 400, "error-403": 403, "error-form": 403,
           "error-500": 500, "error-503": 503, "error-away": 503, "error-paused": 503}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """`site` is a marketplace's slug, "public", or "nobody" (a host without a marketplace); `role` is "", client,
    freelancer, earner, owner, founder (somebody in the middle of the sign-up wizard), operator, or somebody's
    e-mail address."""

    site: str
    name: str
    path: str
    role: str

    @property
    def expected(self) -> int:
        """The status it answers."""
        return ANSWERS.get(self.name, 200)


@dataclass(frozen=True)
class Demo:
    port: int
    pages: list[Page]
    people: dict[str, dict[str, str]]
    password: str
    titles: dict[str, str]

    def url(self, page: Page) -> str:
        host = "localhost" if page.site == "public" else f"{page.site}.localhost"
        return f"http://{host}:{self.port}{page.path}"

    def who(self, page: Page) -> str:
        """Who signs in for it: roles of one person are one sign-in."""
        return self.people.get(page.site, {}).get(page.role, page.role)


@dataclass(frozen=True)
class Look:
    """A page as it lies in the browser, `width` pixels wide in that colour scheme; `status` is what it answered."""

    page: Page
    sheet: Any
    status: int
    width: int
    scheme: str


def fits(page: Page, wanted: Any) -> bool:
    """Is it among what `--site` and `--page` ask for (all, where they are not given)?"""
    return (not wanted.site or page.site in wanted.site) and (not wanted.page or page.name in wanted.page)


@contextlib.contextmanager
def running(port: int, data: Path) -> Iterator[Demo]:
    """The demo on `port`: the one that answers there, or one of our own that ends with the block."""
    process = None if _answers(port) else _start(port, data)
    try:
        yield _read(port, data)
    finally:
        if process is not None:
            process.terminate()
            process.wait(60)


def _start(port: int, data: Path) -> "subprocess.Popen[bytes]":
    process = subprocess.Popen(
        [sys.executable, "-m", "guildhall.run.demo", "--port", str(port), "--data", str(data)], cwd=ROOT
    )
    for _ in range(1200):
        if _answers(port):
            return process
        if process.poll() is not None:
            raise SystemExit("The demo did not start: the lines above say why.")
        time.sleep(0.5)
    raise SystemExit("The demo does not answer after ten minutes.")


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError), urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
        return answer.status == 200
    return False


def _read(port: int, data: Path) -> Demo:
    """What the demo wrote down of itself when it was seeded."""
    facts: dict[str, Any] = json.loads((data / "addresses.json").read_text())
    return Demo(port, [Page(**row) for row in facts["pages"]], facts["people"], facts["password"], facts["titles"])


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if not found:
        raise SystemExit("No Chromium on this machine. On Debian, as root: apt-get install chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        opened.close()


def signed_in(
    opened: Browser, demo: Demo, site: str, role: str, *, width: int, scheme: str, language: str = ""
) -> BrowserContext:
    """A fresh profile, signed in at the site as that role (nobody for ""), reading in that language (the main one
    for "")."""
    context = opened.new_context(
        viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, reduced_motion="reduce"
    )
    if role == "founder":
        _begin(context.new_page(), demo)
    elif role:
        page = context.new_page()
        page.goto(demo.url(Page(site, "", "/accounts/login/", "")))
        page.fill("input[name=login]", demo.people[site].get(role, role))
        page.fill("input[name=password]", demo.password)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/accounts/login" not in address)
        page.close()
    if language:
        page = context.new_page()
        page.goto(demo.url(Page(site, "", "/jobs/", "")))
        if page.input_value("#language") != language:
            with page.expect_navigation():
                page.select_option("#language", language)
        page.close()
    return context


def looks(opened: Browser, demo: Demo, wanted: Any) -> Iterator[Look]:
    """Every page that is asked for, loaded once and then shown in each width and scheme that is asked for."""
    pages = [page for page in demo.pages if fits(page, wanted)]
    for site, who in dict.fromkeys((page.site, demo.who(page)) for page in pages):
        context = signed_in(opened, demo, site, who, width=WIDTHS[-1], scheme="light", language=wanted.language)
        sheet = context.new_page()
        for page in (one for one in pages if (one.site, demo.who(one)) == (site, who)):
            answer = sheet.goto(demo.url(page), wait_until="load")
            for scheme, width in product(wanted.scheme or SCHEMES, wanted.width or WIDTHS):
                sheet.set_viewport_size({"width": width, "height": HEIGHT})
                sheet.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                sheet.evaluate(SETTLE)
                yield Look(page, sheet, answer.status if answer else 200, width, scheme)
        context.close()
        print(f"… {site} {who or 'visitor'}", file=sys.stderr, flush=True)


def asked(program: str) -> argparse.ArgumentParser:
    """The arguments that each tool takes: which demo, and what of it."""
    parser = argparse.ArgumentParser(prog=program)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "demo")
    parser.add_argument("--site", action="append", help="only this marketplace (or public)")
    parser.add_argument("--page", action="append", help="only pages of this name")
    parser.add_argument("--language", default="", help="in this language of the marketplace, not its main one")
    parser.add_argument("--width", action="append", type=int)
    parser.add_argument("--scheme", action="append", choices=SCHEMES)
    return parser


def _begin(page: Any, demo: Demo) -> None:
    """A sign-up that has got as far as the account: every step before it is typed."""
    page.goto(demo.url(Page("public", "", "/start/?niche=beekeeping", "")))
    for step in ("name", "brand", "money", "account"):
        if step == "brand":
            page.fill("[name=name]", "Hive Desk")
        page.get_by_role("button", name="Continue", exact=True).first.click()
        page.wait_for_url(f"**/start/{step}/**")
    page.close()
