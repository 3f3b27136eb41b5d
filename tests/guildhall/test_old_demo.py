"""A demo's data folder that another version made."""

import pytest
from django.db.migrations.recorder import MigrationRecorder

from guildhall.demo import world
from guildhall.demo.marketplaces import ALL
from tenants import wall
from tenants.models import Tenant
from tenants.provisioning import migrating
from tenants.scope import public_scope
from tests import make

pytestmark = pytest.mark.django_db


def test_it_says_what_to_do_instead_of_serving_nothing(settings):
    settings.ENVIRONMENT, settings.DEMO = "demo", True
    with public_scope():
        Tenant.objects.create(
            schema_name="t_old",
            slug=ALL[0].slug,
            name=ALL[0].name,
            host=f"{ALL[0].slug}.localhost",
            currency="USD",
            language="en",
            languages=["en"],
            created_at=make.AT,
            template_version="older.1",
            answers={"seeded": True},
        )
    with pytest.raises(world.HalfSeeded, match="made by another version of this program"):
        world.ensure_marketplaces(print)


def test_a_table_of_the_public_schema_that_an_older_version_did_not_make_is_noticed():
    with public_scope(), wall.as_owner():
        assert not migrating.is_behind()
        MigrationRecorder.Migration.objects.filter(app="console", name="0002_books_check").delete()
        assert migrating.is_behind()
