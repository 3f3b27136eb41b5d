"""The front page of a marketplace whose home is not published."""

import pytest
from wagtail.models import Site

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    found = Site.objects.get().root_page
    found.unpublish()
    return found


@pytest.mark.parametrize("who", ["visitor", "member", "finance"])
def test_everybody_reads_a_sentence_and_finds_the_way_on(home, staff, client_for, atelier, who):
    felix = make.freelancer("Felix").user
    browser = {"visitor": lambda: client_for(atelier), "member": lambda: client_for(atelier, felix)}.get(
        who, lambda: staff(who)
    )()
    answer = browser.get("/")
    page = answer.content.decode()
    assert answer.status_code == 200 and "This front page is not published at the moment" in page
    assert 'href="/jobs/"' in page and 'href="/talent/"' in page and "noindex" in page
    assert f"/manage/pages/{home.pk}/edit/" not in page


@pytest.mark.parametrize("role", ["owner", "editor"])
def test_who_may_publish_it_finds_the_way_there(home, staff, role):
    browser = staff(role)
    page = browser.get("/").content.decode()
    assert f'href="/manage/pages/{home.pk}/edit/"' in page
    assert browser.get(f"/manage/pages/{home.pk}/edit/").status_code == 200


def test_a_page_that_never_was_is_still_not_found(home, client_for, atelier):
    assert client_for(atelier).get("/nothing/").status_code == 404
