"""All marketplaces are built alike."""

from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from kernel.actors import SYSTEM
from tenants import provisioning, scope, wall
from tenants.models import PUBLIC
from tenants.provisioning import drift, dump, pool, template

AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


def column(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_template_and_marketplaces_dump_to_the_same_text(atelier, brigade):
    launched = provisioning.launch(slug="chantier", name="Chantier", currency="EUR", language="fr", actor=SYSTEM, at=AT)
    for tenant in (atelier, brigade, launched):
        assert drift.drift(tenant.schema_name) == []


@pytest.mark.django_db(transaction=True)
def test_a_table_changed_by_hand_is_drift(atelier):
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE wagtailcore_site ADD COLUMN note text")
    assert any("note text" in line for line in drift.drift(atelier.schema_name))


@pytest.mark.django_db
def test_the_rows_of_the_template_come_along_and_no_person_does():
    pool.play("t_copy")
    with scope.schema_scope("t_copy"):
        assert column("SELECT count(*) FROM accounts_user") == [0]
        assert column("SELECT count(*) FROM django_session") == [0]
        assert column("SELECT count(*) FROM wagtailcore_site") == [1]
        names = column("SELECT app || name FROM django_migrations ORDER BY id")
    with scope.schema_scope(template.SCHEMA):
        assert column("SELECT app || name FROM django_migrations ORDER BY id") == names
        assert names


@pytest.mark.django_db
def test_content_types_have_the_same_ids_everywhere(atelier, brigade):
    ask = "SELECT id || ':' || app_label || '.' || model FROM django_content_type ORDER BY id"
    wanted = None
    for schema in (template.SCHEMA, atelier.schema_name, brigade.schema_name):
        with scope.schema_scope(schema):
            found = column(ask)
        wanted = wanted or found
        assert found == wanted


@pytest.mark.django_db
def test_a_half_played_schema_is_none():
    script = template.current().sql + "\nSELECT 1/0;"
    with pytest.raises(Exception, match="division by zero"), transaction.atomic():
        dump.play(script, "t_half")
    assert not pool.exists("t_half")


@pytest.mark.django_db
def test_without_pg_dump_the_template_is_cloned_in_the_database(monkeypatch):
    with scope.public_scope():
        made = template.current()
        made.sql = ""
        made.save()
    pool.play("t_cloned")
    with scope.schema_scope("t_cloned"):
        assert column("SELECT count(*) FROM wagtailcore_site") == [1]


@pytest.mark.django_db
def test_public_holds_no_table_of_the_marketplaces_alone():
    mine = set(column("SELECT tablename FROM pg_tables WHERE schemaname = %s", PUBLIC))
    assert "wagtailcore_site" not in mine
    assert "tenants_tenant" in mine
