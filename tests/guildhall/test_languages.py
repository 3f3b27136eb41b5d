"""A person reads in her language as it is written where the marketplace is, and changes it where she reads."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from kernel import amounts
from kernel.money import Money
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
SHOWN = "{% load formats %}{{ m|money }} · {{ n|number }} · {{ bps|percent }} · {{ at|day }} · {{ at|moment:'short' }}"


@pytest.fixture
def in_country(atelier):
    """`with in_country("KW"): …` is Atelier, had it been founded there."""

    def there(country: str):
        with public_scope():
            Tenant.objects.filter(pk=atelier.pk).update(country=country)
            return tenant_scope(Tenant.objects.get(pk=atelier.pk))

    return there


@pytest.mark.parametrize(
    ("country", "language", "currency", "shown"),
    [
        ("KW", "ar", "KWD", "\u200f١٬٢٣٤٫٥٠٠\xa0د.ك.\u200f · ٩٬٨٧٦ · ١٢٫٥٪ · ٢٢\u200f/١١\u200f/٢٠٢٦"
         " · ٢٢\u200f/١١\u200f/٢٠٢٦، ٢:٠٥ م"),
        ("TN", "ar", "TND", "\u200f1.234,500\xa0د.ت.\u200f · 9.876 · 12,5% · 22\u200f/11\u200f/2026"
         " · 22\u200f/11\u200f/2026، 2:05 م"),
        ("TN", "fr", "TND", "1\u202f234,500\xa0DT · 9\u202f876 · 12,5\xa0% · 22 nov. 2026 · 22/11/2026 14:05"),
        ("", "ar", "KWD", "\u200f1,234.500\xa0د.ك.\u200f · 9,876 · 12.5% · 22\u200f/11\u200f/2026"
         " · 22\u200f/11\u200f/2026، 2:05 م"),
        ("DE", "de", "KWD", "1.234,500\xa0KWD · 9.876 · 12,5\xa0% · 22.11.2026 · 22.11.26, 14:05"),
        ("JP", "ja", "KWD", "KWD\xa01,234.500 · 9,876 · 12.5% · 2026/11/22 · 2026/11/22 14:05"),
        ("JP", "ar", "KWD", "\u200f1,234.500\xa0د.ك.\u200f · 9,876 · 12.5% · 22\u200f/11\u200f/2026"
         " · 22\u200f/11\u200f/2026، 2:05 م"),
    ],
)  # fmt: skip
def test_digits_and_separators_are_those_of_the_marketplaces_country(in_country, country, language, currency, shown):
    told = {"m": Money(1234500, currency), "n": 9876, "bps": 1250, "at": AT}
    with in_country(country), translation.override(language), timezone.override(UTC):
        assert Template(SHOWN).render(Context(told)) == shown


@pytest.mark.parametrize(
    ("country", "text", "minor"),
    [
        ("KW", "١٬٢٣٤٫٥٠٠", 1234500),
        ("KW", "1,234.500", 1234500),
        ("KW", "٣١٢٫٣٤٥ د.ك.", 312345),
        ("TN", "1.234,500", 1234500),
        ("TN", "١٬٢٣٤٫٥", 1234500),
    ],
)
def test_an_arab_reader_may_type_either_digits(in_country, country, text, minor):
    currency = {"KW": "KWD", "TN": "TND"}[country]
    with in_country(country), translation.override("ar"):
        assert amounts.parse_amount(text, currency) == Money(minor, currency)


def test_a_language_named_outright_is_written_without_the_country(in_country):
    with in_country("KW"):
        assert amounts.format_money(Money(1500, "KWD"), "ar") == "\u200f1.500\xa0د.ك.\u200f"


# ── Choosing a language ─────────────────────────────────────────────────────────────────────────────────────────
def test_every_page_offers_the_languages_of_the_marketplace(client_for, atelier, brigade):
    page = client_for(brigade).get("/jobs/").content.decode()
    assert 'action="/language/"' in page and '<option value="de" lang="de" selected>' in page
    assert 'action="/language/"' not in client_for(atelier).get("/jobs/").content.decode()
