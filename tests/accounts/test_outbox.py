"""The demo's letterbox shows the mails of its own host, and does not exist in production."""

import pytest
from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives, send_mail
from django.template import Context, Template

from accounts import outbox

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings, atelier):
    """Letters lie in Redis, which no rollback empties: the box is emptied for whoever comes next."""
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"
    yield
    cache.delete("accounts.outbox.last")


def write(subject="Hello <b>Clara</b>"):
    letter = EmailMultiAlternatives(subject, "See https://example.com/x?a=1", "a@example.com", ["clara@example.com"])
    letter.attach_alternative("<p>See <a href='https://example.com/x'>it</a></p>", "text/html")
    letter.send()
    return outbox.letters()[0]["number"]


def test_what_members_write_is_no_markup_in_a_letter_shown_as_text(visitor, atelier):
    letter = Template("{% autoescape off %}{{ name }} wrote to you{% endautoescape %}")
    words = letter.render(Context({"name": "<script>alert(1)</script>"}))
    send_mail("Hello", words, "a@example.com", ["clara@example.com"])
    page = visitor(atelier).get(f"/outbox/{outbox.letters()[0]['number']}/").content.decode()
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_mails_are_listed_newest_first_and_can_be_read_with_links(visitor, atelier):
    write("First")
    number = write()
    browser = visitor(atelier)
    page = browser.get("/outbox/").content.decode()
    assert page.index("Hello &lt;b&gt;") < page.index("First")
    page = browser.get(f"/outbox/{number}/").content.decode()
    assert '<a href="https://example.com/x?a=1"' in page and "clara@example.com" in page
    assert f'src="/outbox/{number}/page/"' in page
    shown = browser.get(f"/outbox/{number}/page/")
    # Sandboxed and alone in its window, it would be an empty page.
    assert shown["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert b"<a href='https://example.com/x'>it</a>" in shown.content
    assert shown["Content-Security-Policy"].startswith("sandbox ") and shown["X-Frame-Options"] == "SAMEORIGIN"


def test_mails_of_one_marketplace_are_not_shown_on_the_other(visitor, brigade):
    from tenants.scope import tenant_scope

    number = write("Only for Atelier")
    with tenant_scope(brigade):
        cache.delete("accounts.outbox.last")
        assert outbox.letters() == []
    assert "Only for Atelier" not in visitor(brigade).get("/outbox/").content.decode()
    assert visitor(brigade).get(f"/outbox/{number}/page/").status_code == 404


def test_a_plain_mail_has_no_page(visitor, atelier):
    send_mail("Plain", "Words", "a@example.com", ["b@example.com"])
    number = outbox.letters()[0]["number"]
    assert "iframe" not in visitor(atelier).get(f"/outbox/{number}/").content.decode()


def test_who_sends_is_shown_as_people_read_it(visitor, atelier):
    send_mail("Plain", "Words", "=?utf-8?b?2LXZiNiq?= <a@example.com>", ["b@example.com"])
    number = outbox.letters()[0]["number"]
    assert "صوت &lt;a@example.com&gt;" in visitor(atelier).get(f"/outbox/{number}/").content.decode()


def test_only_the_last_hundred_are_kept():
    numbers = [write(f"Letter {n}") for n in range(outbox.KEPT + 3)]
    assert len(outbox.letters()) == outbox.KEPT
    assert outbox.letter(numbers[0]) is None and outbox.letter(numbers[-1]) is not None


def test_production_has_no_letterbox(visitor, atelier, settings):
    number = write()
    settings.DEMO = False
    for path in ("/outbox/", f"/outbox/{number}/", f"/outbox/{number}/page/"):
        assert visitor(atelier).get(path).status_code == 404


def test_whoever_waits_for_a_mail_in_the_demo_is_led_to_the_letterbox(visitor, atelier, settings):
    waiting = "/accounts/password/reset/done/"
    assert 'href="/outbox/"' in visitor(atelier).get(waiting).content.decode()
    settings.DEMO = False
    assert "Open the letterbox" not in visitor(atelier).get(waiting).content.decode()
