"""What staff's browsers never send to Wagtail's own views, sent by hand: answered in words, and no fault is hidden."""

import pytest
from wagtail.models import Site

from guildhall import malformed

pytestmark = pytest.mark.django_db
HAND_MADE = [
    ("get", "/manage/documents/chooser/chosen/x/", {}),
    ("get", "/manage/documents/chooser/chosen-multiple/", {"id": "abc"}),
    ("get", "/manage/images/chooser/chosen-multiple/", {"id": "abc"}),
    ("get", "/manage/choose-page/chosen-multiple/", {"id": "abc"}),
    ("get", "/manage/choose-external-link/", {"parent_page_id": "abc"}),
    ("post", "/manage/choose-external-link/", {}),
    ("get", "/manage/api/main/documents/find/", {"id": "abc"}),
    ("get", "/manage/api/main/pages/find/", {"html_path": "\x00"}),
    ("get", "/manage/api/main/images/", {"offset": "9" * 20}),
    ("post", "/manage/pages/add/cms/contentpage/{home}/", {"title": "x", "body-count": "abc"}),
    ("post", "/manage/pages/{home}/edit/", {"title": "x"}),
    ("post", "/manage/pages/{home}/edit/", {"action-workflow-action": "1", "workflow-action-name": "x"}),
    ("post", "/manage/pages/{home}/copy/", {}),
    ("post", "/manage/pages/{home}/copy/", {"new_parent_page": "abc"}),
    ("post", "/manage/pages/{home}/copy/", {"new_parent_page": "999999999"}),
    ("post", "/manage/pages/{home}/move/", {"new_parent_page": "abc"}),
    ("post", "/manage/pages/{home}/unpublish/", {"next": "nowhere"}),
    ("post", "/manage/pages/{home}/delete/?next=nowhere", {}),
    ("post", "/manage/pages/add/cms/homepage/1/", {"locale": "\x00"}),
]


@pytest.mark.parametrize(("method", "path", "sent"), HAND_MADE)
def test_what_no_page_of_the_console_sends_is_answered_in_words(staff, method, path, sent):
    home = Site.objects.get().root_page_id
    answer = getattr(staff("owner"), method)(path.format(home=home), sent)
    assert answer.status_code == 400
    assert "something that we could not read" in answer.content.decode()


def test_nobody_tries_out_our_error_page(staff):
    assert staff("owner").get("/manage/failwhale/").status_code == 404


def test_a_fault_of_ours_or_of_wagtails_stays_a_fault(staff, monkeypatch):
    from wagtail.admin.views.home import HomeView

    def broken(*_given, **_told):
        raise ValueError("nothing that was sent")

    monkeypatch.setattr(HomeView, "get_context_data", broken)
    browser = staff("owner")
    with pytest.raises(ValueError, match="nothing that was sent"):
        browser.get("/manage/")


def test_the_same_mistake_elsewhere_is_not_the_consoles(rf):
    try:
        int("abc")
    except ValueError as wrong:
        assert not malformed.is_known(wrong)
