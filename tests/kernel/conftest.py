"""The kernel's tests bring a noun of their own."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from kernel import actors
from tenants import wall
from tests.kernel import things

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
CLARA = actors.Actor("user", 1, "Clara")
FELIX = actors.Actor("user", 2, "Felix")


@pytest.fixture
def things_table(_django_db_helper):
    with wall.as_owner(), connection.schema_editor() as editor:
        editor.create_model(things.Thing)
        wall.open_to_runtime(connection.schema_name)


@pytest.fixture
def thing(things_table):
    return things.Thing.objects.create()
