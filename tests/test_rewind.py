"""What a test has committed is taken out again: the next one finds the world as it was built."""

import pytest
from django.db import connection

from accounts.models import User
from tenants import scope, wall
from tenants.models import Tenant
from tests import make

# Both turns on one worker, or none would come after the other.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("rewind")]


def one(sql: str):
    with connection.cursor() as cursor:
        return cursor.execute(sql).fetchone()[0]


@pytest.mark.parametrize("turn", [1, 2])
def test_rows_that_were_made_are_gone_and_others_as_they_were(turn, in_brigade):
    assert not User.objects.filter(name="Wanda").exists()
    make.user("Wanda")
    with in_brigade():
        assert not User.objects.filter(name="Wanda").exists()
        make.user("Wanda")
    with scope.public_scope():
        assert set(Tenant.objects.values_list("name", flat=True)) == {"Atelier", "Brigade"}
        Tenant.objects.update(name="Changed")


@pytest.mark.parametrize("turn", [1, 2])
def test_rows_that_were_deleted_stand_again(turn):
    assert one("SELECT count(*) FROM django_migrations WHERE app = 'ledger'")
    with wall.as_owner():
        one("DELETE FROM django_migrations WHERE app = 'ledger' RETURNING 1")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_table_that_was_made_is_gone(turn):
    assert one("SELECT to_regclass('left_by_a_test')") is None
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE left_by_a_test (id int)")
