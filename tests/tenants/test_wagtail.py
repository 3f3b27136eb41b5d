"""What Wagtail keeps for a whole installation, and each marketplace needs for itself."""

import pytest
from django.conf import settings
from django_tasks import task_backends
from wagtail.admin.templatetags.wagtailadmin_tags import avatar_url
from wagtail.admin.utils import get_admin_base_url
from wagtail.models import Site

from tenants import scope, sites

pytestmark = pytest.mark.django_db


def test_the_consoles_address_is_each_marketplaces_own(in_brigade):
    assert get_admin_base_url() == settings.WAGTAILADMIN_BASE_URL == "http://atelier.localhost"
    with in_brigade():
        assert get_admin_base_url() == "http://brigade.localhost"
    with scope.public_scope():
        assert get_admin_base_url() == f"http://{settings.PUBLIC_HOST}"
    assert get_admin_base_url() == "http://atelier.localhost"


def test_the_console_links_into_its_own_marketplace_in_mails(in_brigade, olga):
    from wagtail.admin.templatetags.wagtailadmin_tags import absolute_static

    with in_brigade():
        assert absolute_static("x.svg").startswith("http://brigade.localhost/static/x.svg")


def test_no_picture_of_whoever_signs_in_is_asked_for_elsewhere(olga):
    assert "//" not in avatar_url(olga).removeprefix("http://atelier.localhost")


def test_the_site_follows_the_main_host_and_there_is_one(atelier):
    atelier.host, atelier.name = "atelier.example", "Atelier Nord"
    sites.keep_in_step(atelier)
    assert list(Site.objects.values_list("hostname", "site_name")) == [("atelier.example", "Atelier Nord")]


def test_what_wagtail_queues_runs_at_once_where_it_was_asked_for():
    """Its queue knows no marketplace: nothing of it may wait for a worker."""
    assert [type(backend).__name__ for backend in task_backends.all()] == ["ImmediateBackend"]
