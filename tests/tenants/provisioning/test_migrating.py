"""A schema is migrated by the apps that live in it."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from tenants.models import PUBLIC
from tenants.provisioning import migrating, template
from tenants.scope import schema_scope

pytestmark = pytest.mark.django_db
HOMES = {PUBLIC: settings.SHARED_APPS, template.SCHEMA: settings.TENANT_APPS}


@pytest.mark.parametrize("schema", HOMES)
def test_nothing_of_the_apps_that_live_there_is_left_to_do(schema):
    living = migrating.labels_in(HOMES[schema])
    with schema_scope(schema):
        executor = MigrationExecutor(connection)
        assert executor.migration_plan([leaf for leaf in executor.loader.graph.leaf_nodes() if leaf[0] in living]) == []


def test_public_knows_nothing_of_what_lives_in_marketplaces_alone():
    strangers = migrating.labels_in(settings.TENANT_APPS) - migrating.labels_in(settings.SHARED_APPS)
    assert {"jobs", "wagtailcore", "ledger"} < strangers
    with schema_scope(PUBLIC):
        assert not strangers & {app for app, _name in MigrationRecorder(connection).applied_migrations()}
        assert not ContentType.objects.filter(app_label__in=strangers).exists()


def test_every_model_has_its_permissions_where_it_lives():
    with schema_scope(template.SCHEMA):
        assert ContentType.objects.get(app_label="jobs", model="job").permission_set.count() == 4
    with schema_scope(PUBLIC):
        assert ContentType.objects.get(app_label="launch", model="signupdraft").permission_set.count() == 4
