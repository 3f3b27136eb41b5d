"""The owner's staff, for the tests of her console."""

import pytest
from django.contrib.auth.models import Group

from tests import make


@pytest.fixture
def staff(atelier, client_for):
    """`staff("finance")` is a browser of somebody with that role."""

    def browser(role: str):
        person = make.user(f"Staff {role}")
        person.groups.add(Group.objects.get(name=role))
        return client_for(atelier, person)

    return browser
