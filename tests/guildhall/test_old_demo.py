"""A demo's data folder that another version made."""

import pytest

from guildhall.demo import world
from guildhall.demo.marketplaces import ALL
from tenants.models import Tenant
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
