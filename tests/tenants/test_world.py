"""The suite's own ground: what a test may rely on."""

import pytest

from accounts.models import User
from tenants import current

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
