"""The running demo as the browser tools see it: its addresses by role, and a browser signed in as each.

The tools (`bin/shots`, `bin/axe`, `bin/lighthouse`) use a demo that already answers on the port, or start one.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run", "--disable-sync"]
WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")


# What a page answers where that is not 200.
ANSWERS = {"missing": 404, "unknown-host": 404, "error-400": 400, "error-403": 403, "error-form": 403,
           "error-500": 500, "error-503": 503, "error-away": 503, "error-paused": 503}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """`site` is a marketplace's slug, "public", or "nobody" (a host without a marketplace); `role` is "", client,
    freelancer, earner, owner, founder (somebody in the middle of the sign-up wizard) or operator."""

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

    def sites(self) -> list[str]:
        return list(dict.fromkeys(page.site for page in self.pages))


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
    context = opened.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
    if role == "founder":
        _begin(context.new_page(), demo)
    elif role:
        page = context.new_page()
        page.goto(demo.url(Page(site, "", "/accounts/login/", "")))
        page.fill("input[name=login]", demo.people[site][role])
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


def _begin(page: Any, demo: Demo) -> None:
    """A sign-up that has got as far as the account: every step before it is typed."""
    page.goto(demo.url(Page("public", "", "/start/?niche=beekeeping", "")))
    for step in ("name", "brand", "money", "account"):
        if step == "brand":
            page.fill("[name=name]", "Hive Desk")
        page.get_by_role("button", name="Continue", exact=True).first.click()
        page.wait_for_url(f"**/start/{step}/**")
    page.close()
