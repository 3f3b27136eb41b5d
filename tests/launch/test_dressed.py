"""The public site's pages link to style sheets that hold what they need: its own components, and every look."""

import re

import pytest
from django.test import Client

from launch import examples, sheet

pytestmark = pytest.mark.django_db
SHEETS = re.compile(r'<link rel="stylesheet" href="([^"]+)"')


def _served(path: str) -> str:
    browser = Client(SERVER_NAME="localhost")
    page = browser.get(path, follow=True).content.decode()
    return "\n".join(browser.get(address).content.decode() for address in SHEETS.findall(page))


@pytest.mark.parametrize("path", ["/", "/examples/", "/pricing/", "/sign-in/", "/start/idea/"])
def test_each_page_is_dressed(path):
    assert sheet.css() in _served(path)


@pytest.mark.parametrize("path", ["/", "/examples/"])
def test_pages_with_examples_carry_their_looks(path):
    assert examples.looks_css() in _served(path)
