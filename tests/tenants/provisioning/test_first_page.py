"""What the entrepreneur sees after the last click."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from kernel.actors import SYSTEM
from tenants import provisioning

AT = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("niche", ["", "animation"])
def test_the_first_page_of_a_new_marketplace_answers_under_its_own_name(niche):
    tenant = provisioning.launch(
        slug="chantier", name="Chantier", niche=niche, currency="EUR", language="en", actor=SYSTEM, at=AT
    )
    answer = Client(HTTP_HOST=tenant.host).get("/")
    assert answer.status_code == 200
    assert "Chantier" in answer.content.decode()
