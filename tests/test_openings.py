"""What is made once for several tests of a module is as new for each of them, and not there for the others."""

import pytest

from accounts.models import User
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("opening")]
made = []


def _wanda():
    made.append("Wanda")
    return make.user("Wanda")


OPENINGS = {"wanda": _wanda}


@pytest.fixture
def wanda(opened):
    return opened


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_gets_it_as_it_was_made(wanda, turn):
    assert wanda.name == User.objects.get(pk=wanda.pk).name == "Wanda"
    wanda.name = "Changed"
    wanda.save()


@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_asks_for_none_of_it_sees_none_of_it(turn):
    assert not User.objects.filter(name__in=["Wanda", "Changed"]).exists()


def test_it_is_made_once_for_all_that_ask_for_it(wanda):
    assert made == ["Wanda"]
