"""A page is copied under a name that pages can have."""

import pytest
from wagtail.models import Page, Site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["new_title", "new_slug"])
def test_a_name_too_long_for_a_page_is_said_beside_its_field(staff, field):
    home = Site.objects.get().root_page
    pages = Page.objects.count()
    sent = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": home.get_parent().pk, field: "x" * 256}
    answer = staff("owner").post(f"/manage/pages/{home.pk}/copy/", sent)
    assert answer.status_code == 200
    assert "has at most 255 characters (it has 256)" in answer.content.decode()
    assert "x" * 256 in answer.content.decode()
    assert Page.objects.count() == pages


def test_a_page_is_copied_under_the_longest_name_there_is(staff):
    home = Site.objects.get().root_page
    sent = {"new_title": "x" * 255, "new_slug": "x" * 255, "new_parent_page": home.get_parent().pk}
    assert staff("owner").post(f"/manage/pages/{home.pk}/copy/", sent).status_code == 302
    assert Page.objects.filter(title="x" * 255).exists()
