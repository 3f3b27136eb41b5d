"""Everything that a process keeps between requests, tried across marketplaces."""

import threading

import pytest
from django.contrib.auth.models import Permission
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.core import signing as django_signing
from django.core.cache import caches
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.db import connection

from accounts.models import User
from kernel import live
from tenants import scope, signing, stamps
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db


def test_every_cache_forgets_at_the_border(settings, in_brigade):
    for alias in settings.CACHES:
        cache = caches[alias]
        cache.set("wagtail_site_root_paths", "of atelier", 60)
        try:
            with in_brigade():
                assert cache.get("wagtail_site_root_paths") is None
            with scope.public_scope():
                assert cache.get("wagtail_site_root_paths") is None
            assert cache.get("wagtail_site_root_paths") == "of atelier"
        finally:
            cache.delete("wagtail_site_root_paths")


def test_wagtails_root_paths_are_each_marketplaces_own(in_brigade):
    from wagtail.models import Site

    Site.clear_site_root_paths_cache()
    Site.objects.update(hostname="atelier.example")
    here = Site.get_site_root_paths()
    with in_brigade():
        there = Site.get_site_root_paths()
        Site.clear_site_root_paths_cache()
    Site.clear_site_root_paths_cache()
    assert "atelier.example" in here[0].root_url
    assert "atelier.example" not in there[0].root_url


def _move_publics_content_type() -> int:
    """Give the user's content type another id in public than it has in marketplaces."""
    with scope.public_scope():
        Permission.objects.all().delete()
        users = ContentType.objects.filter(app_label="accounts", model="user")
        users.update(id=5000)
    ContentType.objects.clear_cache()
    return 5000


def test_content_types_are_cached_for_each_schema():
    moved = _move_publics_content_type()
    with scope.public_scope():
        assert ContentType.objects.get_for_model(User).pk == moved
    here = ContentType.objects.get_for_model(User)
    assert here.pk != moved
    assert ContentType.objects.get_for_id(here.pk) == here
    ContentType.objects.clear_cache()


@pytest.mark.django_db(transaction=True)
def test_threads_in_public_and_in_a_marketplace_never_read_each_others_content_types(in_threads):
    there = _move_publics_content_type()
    home = ContentType.objects.get(app_label="accounts", model="user").pk
    start = threading.Barrier(4)

    def look(number):
        start.wait(PATIENCE)
        seen = set()
        for _ in range(100):
            with scope.public_scope():
                public = ContentType.objects.get_for_model(User).pk
            seen.add((public, ContentType.objects.get_for_model(User).pk))
        return seen

    assert there != home
    assert in_threads(look, range(4)) == [{(there, home)}] * 4


def test_a_row_cannot_be_saved_or_deleted_elsewhere(clara, in_brigade):
    clara.name = "Taken along"
    with in_brigade():
        with pytest.raises(stamps.OtherMarketplace, match="t_atelier"):
            clara.save()
        with pytest.raises(stamps.OtherMarketplace):
            clara.delete()
        with pytest.raises(stamps.OtherMarketplace):
            list(clara.groups.all())
        assert not User.objects.exists()
    clara.save()


def test_deleting_follows_the_tables_of_its_own_schema_only(clara):
    clara.delete()
    with scope.public_scope():
        operator = User.objects.create_user(email="operator@example.com")
        operator.delete()
        assert not User.objects.exists()


def test_rows_of_two_marketplaces_are_never_joined(clara, in_brigade):
    from django.contrib.admin.models import LogEntry

    with in_brigade(), pytest.raises(ValueError, match="database router"):
        LogEntry(user=User.objects.create_user(email="x@example.com")).user = clara
        entry = LogEntry.objects.create(
            user=User.objects.get(), content_type=ContentType.objects.get_for_model(User), action_flag=1
        )
        entry.user = clara


def test_a_signature_is_forged_on_every_other_marketplace(in_brigade):
    here = signing.dumps({"member": 7}, salt="unsubscribe")
    libraries = django_signing.dumps(1, salt="account")
    cookie = django_signing.get_cookie_signer(salt="messages").sign("hello")
    assert signing.loads(here, salt="unsubscribe") == {"member": 7}
    with in_brigade():
        for read in (
            lambda: signing.loads(here, salt="unsubscribe"),
            lambda: django_signing.loads(libraries, salt="account"),
            lambda: django_signing.get_cookie_signer(salt="messages").unsign(cookie),
        ):
            with pytest.raises(django_signing.BadSignature):
                read()
    assert django_signing.loads(libraries, salt="account") == 1


def test_a_link_for_a_new_password_works_in_its_own_marketplace_only(clara, in_brigade):
    token = default_token_generator.make_token(clara)
    assert default_token_generator.check_token(clara, token)
    with in_brigade():
        assert not default_token_generator.check_token(clara, token)


def test_what_is_handed_across_reaches_one_marketplace(atelier, brigade):
    with scope.public_scope():
        text = signing.across(brigade, salt="owner").dumps({"email": "olga@example.com"})
    with scope.tenant_scope(brigade):
        assert signing.across(brigade, salt="owner").loads(text, max_age=60)["email"] == "olga@example.com"
    with pytest.raises(django_signing.BadSignature):
        signing.across(atelier, salt="owner").loads(text, max_age=60)


def test_live_channels_and_tickets_carry_the_marketplace(in_brigade):
    name = live.channel(connection.schema_name, "member", 7)
    with in_brigade():
        assert live.channel(connection.schema_name, "member", 7) != name
    ticket = live.ticket([name], host="atelier.localhost")
    assert live.admission(ticket, host="atelier.localhost").channels == [name]
    with pytest.raises(django_signing.BadSignature):
        live.admission(ticket, host="brigade.localhost")


@pytest.fixture
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_files_lie_in_the_marketplaces_own_folder(folder, atelier, in_brigade):
    name = default_storage.save("letters/one.txt", ContentFile(b"for clara"))
    assert (folder / str(atelier.id) / "private" / name).read_bytes() == b"for clara"
    with in_brigade():
        assert not default_storage.exists(name)
        with pytest.raises(FileNotFoundError):
            default_storage.open(name)
        with pytest.raises(SuspiciousFileOperation):
            default_storage.open(f"../../{atelier.id}/private/{name}")


def test_where_no_marketplace_is_being_served_nothing_is_kept(folder):
    with scope.schema_scope("t_waiting"), pytest.raises(SuspiciousFileOperation, match="none is active"):
        default_storage.save("letters/one.txt", ContentFile(b"for whom?"))
    assert not list(folder.iterdir())


def test_a_private_file_has_no_public_address(folder, client_for, atelier):
    name = default_storage.save("one.txt", ContentFile(b"for clara"))
    with pytest.raises(NotImplementedError):
        default_storage.url(name)
    browser = client_for(atelier)
    for path in (name, f"../private/{name}", f"%2e%2e/private/{name}"):
        assert browser.get(f"/media/{path}").status_code in (400, 404)


def test_a_public_file_is_served_on_its_own_host_only(folder, client_for, atelier, brigade):
    name = storages["public"].save("logo.svg", ContentFile(b"<svg/>"))
    answer = client_for(atelier).get(storages["public"].url(name))
    assert b"".join(answer) == b"<svg/>"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client_for(brigade).get(storages["public"].url(name)).status_code == 404


@pytest.mark.parametrize("name", ["%00", "a%00b.png", "a" * 300, "a/" * 3000, "logo.svg/x", "%ff", "."])
def test_what_cannot_be_a_files_name_is_not_found(folder, client_for, atelier, name):
    storages["public"].save("logo.svg", ContentFile(b"<svg/>"))
    assert client_for(atelier).get(f"/media/{name}").status_code in (400, 404)


def test_content_types_stay_apart_after_django_copied_their_manager(atelier, brigade):
    """Registering a model makes Django copy every manager; the copies must share the cache keyed by schema."""
    from django.apps import apps

    apps.clear_cache()
    with scope.tenant_scope(atelier):
        mine = ContentType.objects.get_for_model(User)
    with scope.tenant_scope(brigade):
        theirs = ContentType.objects.get_for_model(User)
    assert (stamps.schema_of(mine), stamps.schema_of(theirs)) == (atelier.schema_name, brigade.schema_name)
