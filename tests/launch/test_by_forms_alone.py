"""§4.2 without a browser: the six steps, and on with them on another device, every form as its page gives it."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.plain import Plain

pytestmark = pytest.mark.django_db


def logo() -> SimpleUploadedFile:
    kept = BytesIO()
    Image.new("RGB", (64, 64), "#0a7d33").save(kept, "PNG")
    return SimpleUploadedFile("hive.png", kept.getvalue(), content_type="image/png")


def test_from_the_front_page_to_the_owners_console_no_form_needs_a_script(letterboxes):
    wanda = Plain(settings.PUBLIC_HOST)
    wanda.go("/start/").press("Continue", niche="beekeeping")
    wanda.press("Continue", refused=True, name="", slug="admin").enter("name", name="Hive Counsel", slug="")
    wanda.press("Back").press("Continue", name="Hive Counsel")
    wanda.press("Save and look at it", theme="botanic", logo=logo())
    assert wanda.page.find("img", class_="logo-shown")
    wanda.press("Finish later", accent="#a10c2e").press("Mail me the link", refused=True, email="wanda")
    wanda.press("Mail me the link", email="wanda@example.com")
    link = re.search(r"/start/resume/\S+/", mail.outbox[-1].body)[0]

    phone = Plain(settings.PUBLIC_HOST).go(link)
    assert phone.press("Back").page.find("img", class_="logo-shown") and phone.value("accent") == "#a10c2e"
    phone.press("Back")
    assert phone.value("name") == "Hive Counsel"
    phone.press("Continue").press("Continue").press("Continue", currency="GBP", client="2.5")
    hers = {"owner_name": "Wanda Bell", "email": "wanda@example.com"}
    phone.press("Build my marketplace", refused=True, password="bees", **hers)
    phone.press("Build my marketplace", password="combs and quiet smoke")
    phone.press("Build it now").sees("Hive Counsel is open.").press("Open my marketplace")

    door = urlsplit(phone.page.find("main").find("a")["href"])
    at_home = Plain(door.netloc).go(door.path)
    at_home.go("/manage/").sees("Ready to open")
    at_home.press("Take the sample content away").sees("Ready to open")
