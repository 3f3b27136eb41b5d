"""The wizard's first page is light: eight files with the preview beside it, each fetched once."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
FILES = re.compile(r'<(?:link rel="(?:stylesheet|icon|manifest)" href|script[^>]* src|img[^>]* src)="([^"]+)"')
AIM = 8


def test_the_public_sites_components_come_with_its_colours():
    browser = Client(SERVER_NAME="localhost")
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', browser.get("/start/idea/").content.decode())
    sent = [browser.get(sheet) for sheet in sheets]
    assert any(".frame-view" in answer.content.decode() for answer in sent), sheets
    assert all("immutable" in answer["Cache-Control"] for answer in sent), sheets


def test_the_first_page_and_its_preview_are_eight_files():
    browser = Client(SERVER_NAME="localhost")
    page = browser.get("/start/idea/").content.decode()
    frame = re.search(r'<iframe[^>]* src="([^"]+)"', page)
    assert frame is not None
    preview = browser.get(frame[1]).content.decode()
    # A document in a frame has no icon of its own, whatever it names.
    files = {*FILES.findall(page), *(one for one in FILES.findall(preview) if "icon" not in one)}
    assert len(files) + len(("the page", "the preview")) <= AIM, sorted(files)
