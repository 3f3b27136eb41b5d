"""Marketplaces of an older version are brought up to this one, each for itself.

They are made older by what undoes a migration or two.
"""

import functools
import io
import threading
import time
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from cms.console import roles
from kernel.actors import SYSTEM
from tenants import fleet, provisioning, wall
from tenants.fleet import upgrading
from tenants.models import Template, Tenant
from tenants.provisioning import drift, template
from tenants.scope import public_scope, schema_scope
from tests import make
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
COLUMN = """ALTER TABLE payments_collection DROP COLUMN late;
DELETE FROM django_migrations WHERE app = 'payments' AND name = '0002_payment_beside_another'"""
TABLES = """DROP TABLE reviews_review, reviews_round;
DELETE FROM django_migrations WHERE app = 'reviews'"""
PYTHON = """DROP INDEX unique_primary_email;
DELETE FROM django_migrations WHERE app = 'account' AND name >= '0008'"""
OLD = "0123456789abcdef.01234567"


@pytest.fixture
def chantier(atelier):
    """A third marketplace: somebody has to come after the first two."""
    return provisioning.launch(
        slug="chantier", name="Chantier", currency="EUR", language="fr", actor=SYSTEM, at=make.AT
    )


def take_back(tenant, undo):
    """`tenant` as it stood before a migration, which `undo` undoes."""
    _owner_says(tenant, undo)
    with public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(template_version=OLD)


def run(**options) -> str:
    out = io.StringIO()
    call_command("fleet", stdout=out, hands=2, **options)
    return out.getvalue()


def fresh(tenant) -> Tenant:
    with public_scope():
        return Tenant.objects.get(pk=tenant.pk)


@functools.cache
def as_the_template() -> str:
    """What no test here changes."""
    return drift.shape(template.SCHEMA)


def is_up(tenant) -> bool:
    same = drift.drift(tenant.schema_name, as_the_template()) == []
    return fresh(tenant).template_version == template.version() and same


def test_the_first_is_migrated_and_what_that_said_is_played_in_the_others(atelier, brigade, chantier):
    for tenant in (atelier, brigade, chantier):
        take_back(tenant, COLUMN)
        assert drift.drift(tenant.schema_name, as_the_template()) != []
    said = run()
    assert "atelier: migrated" in said and "brigade: played" in said and "chantier: played" in said
    assert all(is_up(tenant) for tenant in (atelier, brigade, chantier))
    with schema_scope(brigade.schema_name):
        assert ("payments", "0002_payment_beside_another") in MigrationRecorder(connection).applied_migrations()


def test_new_tables_are_open_to_pages_and_known_by_type_and_permission(atelier, brigade):
    for tenant in (atelier, brigade):
        take_back(tenant, TABLES)
        with schema_scope(tenant.schema_name):
            ContentType.objects.filter(app_label="reviews").delete()
    assert "brigade: played" in run()
    with schema_scope(brigade.schema_name):
        assert ContentType.objects.get(app_label="reviews", model="review").permission_set.count() == 4
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM reviews_review")
            assert cursor.fetchone() == (0,)
    assert is_up(brigade)


def test_what_runs_python_is_djangos_to_run_everywhere(atelier, brigade):
    for tenant in (atelier, brigade):
        take_back(tenant, PYTHON)
    said = run()
    assert "atelier: migrated" in said and "brigade: migrated" in said
    for tenant in (atelier, brigade):
        assert fresh(tenant).template_version == template.version()
        with schema_scope(tenant.schema_name):
            applied = MigrationRecorder(connection).applied_migrations()
        assert ("account", "0008_emailaddress_unique_primary_email_fixup") in applied


def test_what_a_role_may_follows_the_code_everywhere(atelier, brigade):
    shape = template.shape_of(template.version())
    with schema_scope(brigade.schema_name):
        group = Group.objects.get(name=roles.MODERATOR)
        right = set(group.permissions.values_list("codename", flat=True))
        group.permissions.clear()
    with public_scope():
        Tenant.objects.filter(pk=brigade.pk).update(template_version=f"{shape}.01234567")
    run()
    with schema_scope(brigade.schema_name):
        assert set(Group.objects.get(name=roles.MODERATOR).permissions.values_list("codename", flat=True)) == right
    assert is_up(brigade)


def test_one_that_fails_stops_nobody_else_keeps_its_error_and_is_tried_again(atelier, brigade, chantier):
    for tenant in (atelier, brigade, chantier):
        take_back(tenant, COLUMN)
    _owner_says(brigade, "ALTER TABLE payments_collection ADD COLUMN late text")
    with pytest.raises(CommandError, match="1 are still behind: brigade"):
        run()
    assert is_up(atelier) and is_up(chantier)
    assert fresh(brigade).template_version == OLD
    assert fresh(brigade).last_error.startswith('upgrade: column "late"')
    _owner_says(brigade, "ALTER TABLE payments_collection DROP COLUMN late")
    assert "1 brought up" in run()
    assert is_up(brigade) and fresh(brigade).last_error == ""


def test_a_canary_that_fails_leaves_the_others_as_they_are(atelier, brigade):
    for tenant in (atelier, brigade):
        take_back(tenant, COLUMN)
    _owner_says(atelier, "ALTER TABLE payments_collection ADD COLUMN late text")
    with pytest.raises(CommandError, match="the others were left alone"):
        run()
    assert fresh(atelier).last_error and not fresh(brigade).last_error
    assert fresh(brigade).template_version == OLD
    with schema_scope(brigade.schema_name):
        assert ("payments", "0002_payment_beside_another") not in MigrationRecorder(connection).applied_migrations()


def test_who_is_behind_is_said_without_touching_anybody(atelier, brigade):
    call_command("fleet", check=True, stdout=io.StringIO())
    take_back(brigade, COLUMN)
    with public_scope(), CaptureQueriesContext(connection) as asked:
        assert [tenant.slug for tenant in fleet.behind()] == ["brigade"]
    assert len([one for one in asked if one["sql"].startswith("SELECT")]) == 1
    with pytest.raises(CommandError, match="1 marketplaces are behind: brigade"):
        call_command("fleet", check=True)
    assert fresh(brigade).template_version == OLD


def test_code_of_the_version_before_leaves_newer_marketplaces_alone(atelier):
    with public_scope():
        Template.objects.create(version=OLD, sql="", schema_name=template.SCHEMA, created_at=make.AT)
        Tenant.objects.filter(pk=atelier.pk).update(template_version=OLD)
        assert not fleet.behind().exists()


def test_a_table_in_use_is_given_way_to_and_asked_for_again(brigade, in_threads, monkeypatch):
    """Whoever waits for a lock is waited for by all who come after: it waits two seconds, and comes again."""
    take_back(brigade, COLUMN)
    used, gave_way = threading.Event(), threading.Event()
    pause = SimpleNamespace(sleep=lambda seconds: gave_way.set() or time.sleep(seconds))
    monkeypatch.setattr(upgrading, "time", pause)

    def use_the_table():
        with schema_scope(brigade.schema_name), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM payments_collection")  # a lock to the end of the transaction
            used.set()
            assert gave_way.wait(PATIENCE), "it waits and waits"

    def come():
        assert used.wait(PATIENCE)
        assert "1 brought up" in run()

    in_threads(lambda work: work(), [use_the_table, come])
    assert is_up(brigade)


def test_there_is_one_fleet_at_a_time():
    with fleet.alone(), pytest.raises(CommandError, match="already"):
        run()


def _owner_says(tenant, statement):
    with wall.as_owner(), schema_scope(tenant.schema_name), connection.cursor() as cursor:
        cursor.execute(statement)
