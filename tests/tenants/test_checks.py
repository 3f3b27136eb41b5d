"""What is refused at the start, and the rules for a database of many machines (tenancy §6)."""

import re
import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings as real
from django.db import connection, models

from tenants import checks, wall


def ids(check):
    return [message.id for message in check(None)]


def test_all_is_well_as_it_stands():
    for check in (
        checks.every_cache_by_tenant,
        checks.cookies_of_one_host,
        checks.routing_before_sessions,
        checks.nothing_points_out,
        checks.connections_end_in_time,
        checks.wagtail_asks_nobody,
    ):
        assert check(None) == []


def test_a_cache_without_the_marketplace_in_its_keys_is_refused(settings):
    settings.CACHES = {**real.CACHES, "renditions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert ids(checks.every_cache_by_tenant) == ["tenants.E001"]


def test_a_cookie_for_all_hosts_is_refused(settings):
    settings.SESSION_COOKIE_DOMAIN = ".localhost"
    assert ids(checks.cookies_of_one_host) == ["tenants.E002"]


def test_a_session_before_the_schema_is_refused(settings):
    settings.MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", *real.MIDDLEWARE]
    assert ids(checks.routing_before_sessions) == ["tenants.E003"]


def test_an_app_of_marketplaces_that_points_at_public_is_refused(settings):
    settings.TENANT_APPS = [*real.TENANT_APPS, "tenants"]
    settings.SHARED_APPS = [app for app in real.SHARED_APPS if app != "tenants"]
    assert ids(checks.nothing_points_out) == []
    settings.TENANT_APPS = [app for app in real.TENANT_APPS if app != "accounts"]
    assert "tenants.E004" in ids(checks.nothing_points_out)


@pytest.mark.parametrize(
    "told",
    [
        {"CONN_MAX_AGE": None},
        {"CONN_MAX_AGE": 86_400},
        {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": True}},
        {"CONN_MAX_AGE": 0, "OPTIONS": {"pool": {"max_lifetime": 86_400}}},
    ],
)
def test_a_connection_that_lives_for_ever_is_refused(settings, told):
    settings.DATABASES = {"default": told}
    assert ids(checks.connections_end_in_time) == ["tenants.E005"]


def test_the_settings_of_production_retire_their_connections():
    says = (
        "import sys; sys.path[:0] = ['platform', '.']; from guildhall import settings as s;"
        "d = s.DATABASES['default'];"
        "print(d['CONN_MAX_AGE'], d['OPTIONS']['pool']['max_lifetime'], s.CELERY_WORKER_MAX_TASKS_PER_CHILD)"
    )
    env = {"GUILDHALL_ENV": "production", "GUILDHALL_SECRET_KEY": "x" * 50, "PATH": ""}
    out = subprocess.run([sys.executable, "-c", says], env=env, capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["0", "600", "1000"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WAGTAIL_ENABLE_UPDATE_CHECK", True),
        ("WAGTAIL_GRAVATAR_PROVIDER_URL", "//www.gravatar.com/avatar"),
    ],
)
def test_a_console_that_calls_strangers_is_refused(settings, name, value):
    setattr(settings, name, value)
    assert ids(checks.wagtail_asks_nobody) == ["tenants.E006"]


def asked(sql):
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()] if cursor.description else []


POINTS_OUT = """SELECT conname FROM pg_constraint
    JOIN pg_class here ON here.oid = conrelid JOIN pg_class there ON there.oid = confrelid
    WHERE contype = 'f' AND here.relnamespace <> there.relnamespace"""
# Statement triggers with transition tables and deferred ones fail on a distributed schema.
ODD_TRIGGERS = """SELECT tgname FROM pg_trigger
    WHERE NOT tgisinternal AND (tgtype & 1 = 0 OR tgdeferrable OR tgoldtable IS NOT NULL OR tgnewtable IS NOT NULL)"""


@pytest.mark.django_db
def test_no_foreign_key_leaves_a_marketplaces_schema():
    assert asked(POINTS_OUT) == []
    assert asked("SELECT count(*) FROM pg_constraint WHERE contype = 'f'")[0] > 100
    asked("CREATE TABLE outward (tenant bigint CONSTRAINT out_of_here REFERENCES public.tenants_tenant (id))")
    assert asked(POINTS_OUT) == ["out_of_here"]


@pytest.mark.django_db
def test_triggers_are_for_rows_and_never_deferred():
    assert asked(ODD_TRIGGERS) == []
    body = "FUNCTION suppress_redundant_updates_trigger()"
    asked(f"CREATE TRIGGER of_statements BEFORE UPDATE ON ledger_move EXECUTE {body}")
    asked(f"CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON ledger_move DEFERRABLE FOR EACH ROW EXECUTE {body}")
    assert sorted(asked(ODD_TRIGGERS)) == ["late", "of_statements"]


def test_our_tables_count_in_eight_bytes():
    wide = (models.BigAutoField, models.OneToOneField, models.UUIDField, models.CompositePrimaryKey)
    ours = ("kernel", "accounts", "tenants", "marketplace", "billing", "theming", "cms", "launch", "console")
    small = [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.partition(".")[0] in ours and not isinstance(model._meta.pk, wide)
    ]
    assert small == []


def test_our_migrations_send_one_statement_at_a_time():
    """More than one in an `execute` cannot be planned by a distributed database."""
    from tests.architecture.source import ROOT

    several = re.compile(r"RunSQL\(\s*(?:sql=)?(?P<quote>\"\"\"|''')(?P<body>.*?)(?P=quote)", re.S)
    wrong = []
    for path in ROOT.glob("*/**/migrations/0*.py"):
        if ".venv" in path.parts:
            continue
        for found in several.finditer(path.read_text()):
            body = re.sub(r"\$(\w*)\$.*?\$\1\$", "", found["body"], flags=re.S)
            if ";" in body.strip().rstrip(";"):
                wrong.append(f"{path.name}: {found['body'][:60]!r}")
    assert wrong == []
