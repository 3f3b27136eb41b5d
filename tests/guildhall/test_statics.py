"""Static files are looked at once for a process."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from guildhall.statics import StaticMiddleware


@pytest.fixture
def serve(settings, tmp_path):
    """`serve("a.css")` is what a chain of middleware made just now answers, out of the folder of this test."""
    settings.STATIC_ROOT, settings.STATIC_URL, settings.WHITENOISE_AUTOREFRESH = str(tmp_path), "/static/", False

    def answer(name):
        chain = StaticMiddleware(lambda request: HttpResponse(status=404))
        return chain(RequestFactory().get(f"/static/{name}"))

    return answer


def test_a_second_chain_serves_what_the_first_one_found(serve, tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    assert b"".join(serve("a.css")) == b"a {}"
    (tmp_path / "later.css").write_text("b {}")
    assert b"".join(serve("a.css")) == b"a {}"
    assert serve("later.css").status_code == 404


def test_what_stands_elsewhere_is_not_mixed_with_it(serve, settings, tmp_path):
    (tmp_path / "a.css").write_text("a {}")
    serve("a.css")
    settings.STATIC_ROOT = str(tmp_path / "other")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.css").write_text("b {}")
    assert serve("a.css").status_code == 404
    assert b"".join(serve("b.css")) == b"b {}"
