"""What staff set for themselves in the console."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.users.models import UserProfile

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contexts")]
CHOSEN = {
    "locale-preferred_language": "de",
    "locale-current_time_zone": "UTC",
    "theme-theme": "dark",
    "theme-contrast": "system",
    "theme-density": "default",
}


def picture() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(drawn, "PNG")
    return drawn.getvalue()


def test_staff_choose_how_the_console_looks_and_are_asked_for_no_name_that_is_not_kept(staff):
    browser = staff("owner")
    shown = browser.get("/manage/account/").content.decode()
    assert "theme-theme" in shown and "name_email" not in shown and "avatar-avatar" not in shown
    assert browser.post("/manage/account/", CHOSEN).status_code == 302
    kept = UserProfile.objects.get()
    assert (kept.theme, kept.preferred_language) == ("dark", "de")


def test_a_picture_sent_to_the_console_locks_nobody_out(staff):
    browser = staff("owner")
    name = {"name_email-first_name": "Olga", "name_email-last_name": "Rig"}
    browser.post("/manage/account/", {**CHOSEN, **name, "avatar-avatar": SimpleUploadedFile("me.png", picture())})
    assert not UserProfile.objects.exclude(avatar="").exists()
    for page in ("/manage/", "/manage/account/", "/manage/users/"):
        assert browser.get(page).status_code == 200, page


def test_who_kept_a_picture_in_the_console_before_comes_in_again(staff):
    browser = staff("owner")
    browser.get("/manage/account/")
    UserProfile.objects.get().avatar.save("me.png", ContentFile(picture()))
    for page in ("/manage/", "/manage/account/", "/manage/users/"):
        assert browser.get(page).status_code == 200, page


def test_the_accounts_page_is_for_staff(client_for, atelier):
    assert "/accounts/login/" in client_for(atelier).get("/manage/account/")["Location"]
