"""Every night all books are recomputed: what does not add up is on the operator's first page, in the log and mailed."""

import pytest
from django.core import mail

from billing.ledger import queries as ledger
from billing.ledger import reconcile
from console import tasks
from console.models import BooksCheck
from guildhall.celery import app
from tenants.scope import public_scope, tenant_scope

pytestmark = pytest.mark.django_db
WRONG = reconcile.Finding("balance = moves", "funds:milestone:7:USD", "600.00 USD", "599.00 USD")


def overview(ada) -> str:
    answer = ada.get("/operator/")
    assert answer.status_code == 200
    return answer.content.decode()


def checked(tenant) -> BooksCheck:
    with public_scope():
        tasks.check_books_of(tenant.pk)
        return BooksCheck.objects.get(tenant=tenant)


def test_the_scheduler_has_all_books_checked_every_night():
    entry = app.conf.beat_schedule["books"]
    assert entry["task"] == tasks.check_books.name and {"hour": {3}} == {"hour": entry["schedule"].hour}


def test_every_served_marketplace_is_checked(atelier, brigade, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.check_books_of, "delay", asked.append)
    tasks.check_books()
    assert {atelier.pk, brigade.pk} <= set(asked)


def test_books_that_add_up_are_said_to_and_nobody_gets_mail(ada, atelier):
    assert "It has not run yet." in overview(ada)
    assert checked(atelier).findings == [] and mail.outbox == []
    page = overview(ada)
    assert "One marketplace was checked, last on" in page and "All books add up" in page


def test_what_does_not_add_up_freezes_payouts_and_the_operators_hear_of_it(ada, atelier, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(reconcile, "_checks", [lambda: [WRONG]])
        checked(atelier)
    assert mail.outbox[0].to == ["ada@example.com"] and str(WRONG) in mail.outbox[0].body
    assert "/operator/marketplaces/atelier/" in mail.outbox[0].body
    with tenant_scope(atelier):
        assert ledger.payouts_frozen()
    page = overview(ada)
    assert "The books of Atelier do not add up" in page and "599.00 USD" in page and "All books add up" not in page
    checked(atelier)
    assert "do not add up" not in overview(ada) and len(mail.outbox) == 1
