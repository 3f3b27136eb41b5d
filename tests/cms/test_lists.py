"""The console's lists count in the reader's own digits, where Wagtail would write Latin ones."""

import re
from datetime import timedelta

import pytest

from kernel import clock
from tenants.models import Tenant
from tenants.scope import public_scope
from tests import make

pytestmark = pytest.mark.django_db
WRITTEN = re.compile(r"(?s)<(script|svg|style|template)\b.*?</\1>|<[^>]*>")


@pytest.fixture
def in_kuwait(atelier):
    with public_scope():
        Tenant.objects.filter(slug="atelier").update(language="ar", languages=["ar"], country="KW", currency="KWD")


@pytest.mark.parametrize("page", ["/manage/pages/", "/manage/users/"])
def test_a_list_counts_in_the_digits_of_its_reader(staff, in_kuwait, page):
    read = WRITTEN.sub(" ", staff("owner").get(page).content.decode())
    assert "١" in read
    assert not re.search(r"\b[0-9]+\b(?!@)", read.partition("الصفحة")[2])


def test_a_list_tells_times_in_the_digits_of_its_reader(staff, in_kuwait):
    clara = make.client("Clara")
    type(clara).objects.filter(pk=clara.pk).update(joined_at=clock.now() - timedelta(days=5))
    assert "قبل ٥ أيام" in staff("owner").get("/manage/member/").content.decode()
