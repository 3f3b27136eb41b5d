"""The suite's own ground: what a test may rely on."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection

from accounts.models import User
from tenants import current, wall
from tenants.models import Domain, PooledSchema, Tenant
from tenants.provisioning import pool
from tenants.scope import public_scope

pytestmark = pytest.mark.django_db


def test_a_test_runs_in_atelier(atelier):
    assert current.get().slug == "atelier"
    assert current.get().id == atelier.id
    assert current.get().currency == "USD"


def test_the_other_marketplace_has_other_people(clara, in_brigade):
    with in_brigade():
        assert current.get().slug == "brigade"
        assert not User.objects.filter(email=clara.email).exists()
    assert User.objects.filter(email=clara.email).exists()


@pytest.mark.parametrize("_turn", [1, 2])
def test_what_a_test_writes_is_gone_in_the_next(_turn):
    assert not User.objects.exists()
    User.objects.create_user(email="x@example.com")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_what_a_test_commits_is_gone_in_the_next(_turn):
    assert not User.objects.exists()
    User.objects.create_user(email="x@example.com")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_what_a_test_changes_or_takes_away_for_good_is_as_it_was_in_the_next(brigade, in_brigade, _turn):
    with in_brigade():
        assert Group.objects.filter(name="moderator").exists() and Permission.objects.exists()
        Permission.objects.all().delete()
        Group.objects.filter(name="moderator").update(name="spoilt")
    with public_scope():
        assert brigade.name == "Brigade" and Domain.objects.filter(tenant=brigade).exists() and pool.ready() == 1
        Tenant.objects.update(name="Spoilt")
        Domain.objects.all().delete()
        PooledSchema.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", [1, 2])
def test_a_table_that_a_test_makes_for_good_is_gone_in_the_next(_turn):
    with wall.as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE TABLE spoilt AS SELECT 1")
