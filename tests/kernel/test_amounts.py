"""What a person writes is exactly what we take, and what we show can be typed back, in every locale."""

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from kernel import amounts, currencies, fields
from kernel.amounts import AmountError, format_money, format_plain, format_short, parse_amount, to_gateway
from kernel.money import Money

LOCALES = ["en", "de", "fr", "ja", "ar", "ar-eg", "ar-kw", "de-ch", "hi", "fa", "es", "pt-br", "en-in", "sv", "zh-hans"]
NB = "\xa0"


@pytest.mark.parametrize(
    ("minor", "code", "locale", "text"),
    [
        (123450, "USD", "en", "$1,234.50"),
        (-123450, "USD", "en", "-$1,234.50"),
        (123450, "EUR", "de", f"1.234,50{NB}€"),
        (123450, "EUR", "fr", f"1\u202f234,50{NB}€"),
        (1235, "JPY", "ja", "￥1,235"),
        (123456789, "KWD", "en", f"KWD{NB}123,456.789"),
        (312345, "KWD", "ar-kw", "\u200f٣١٢٫٣٤٥\xa0د.ك.\u200f"),
        (312345, "KWD", "ar", "\u200f312.345\xa0د.ك.\u200f"),
        (12345678, "INR", "hi", "₹1,23,456.78"),
        (500, "MGA", "en", "MGA\xa0500"),
        (1, "TND", "en", f"TND{NB}0.001"),
    ],
)
def test_amounts_are_written_as_the_locale_writes_them(minor, code, locale, text):
    assert format_money(Money(minor, code), locale) == text


@given(st.integers(0, 10**14), st.sampled_from([c.code for c in currencies.all()]), st.sampled_from(LOCALES))
def test_whatever_is_shown_can_be_typed_back(minor, code, locale):
    amount = Money(minor, code)
    if minor > amounts.LARGEST * currencies.get(code).unit:
        return
    assert parse_amount(format_plain(amount, locale), code, locale) == amount
    assert parse_amount(format_money(amount, locale), code, locale) == amount


@pytest.mark.parametrize(
    ("text", "code", "locale", "minor"),
    [
        ("1234.5", "USD", "en", 123450),
        ("1,234.50", "USD", "en", 123450),
        ("1,23,456.78", "INR", "en-in", 12345678),
        (" $ 12 ", "USD", "en", 1200),
        ("12 USD", "USD", "en", 1200),
        (".5", "USD", "en", 50),
        ("5.", "USD", "en", 500),
        ("0", "USD", "en", 0),
        ("1 234,5", "EUR", "fr", 123450),
        ("1.234,50 €", "EUR", "de", 123450),
        ("1.234", "EUR", "de", 123400),
        ("1'234.50", "CHF", "de-ch", 123450),
        ("٣١٢٫٣٤٥", "KWD", "ar", 312345),
        ("١٬٢٣٤٫٥", "KWD", "ar", 1234500),
        ("312.345", "KWD", "ar", 312345),
        ("۱۲۳", "USD", "fa", 12300),
        ("１２３４", "JPY", "ja", 1234),
        ("1000000000000", "USD", "en", 10**14),
    ],
)
def test_people_write_their_own_digits_and_separators(text, code, locale, minor):
    assert parse_amount(text, code, locale) == Money(minor, code)


@pytest.mark.parametrize(
    ("text", "code", "locale", "sentence"),
    [
        ("", "USD", "en", "Enter an amount."),
        ("  \u200f ", "USD", "ar", "Enter an amount."),
        ("$", "USD", "en", "Enter an amount."),
        ("-5", "USD", "en", "The amount cannot be negative."),
        ("\u22125", "USD", "en", "The amount cannot be negative."),
        ("12.345", "USD", "en", "Amounts in USD have at most 2 decimals."),
        ("1.2345", "KWD", "en", "Amounts in KWD have at most 3 decimals."),
        ("1.5", "JPY", "en", "Amounts in JPY have no decimals."),
        ("twelve", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("12.50", "EUR", "de", "Write the amount in digits, for example 1.234,56."),
        ("1,2,3", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("1.2.3", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("1e5", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("NaN", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("12 €", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("²", "USD", "en", "Write the amount in digits, for example 1,234.56."),
        ("1000000000000.01", "USD", "en", "The amount is too large: the most is $1,000,000,000,000.00."),
        ("9" * 400, "USD", "en", "The amount is too large: the most is $1,000,000,000,000.00."),
        ("0" * 1_001, "USD", "en", "Write the amount in digits, for example 1,234.56."),
    ],
)
def test_anything_else_is_refused_with_a_whole_sentence(text, code, locale, sentence):
    with translation.override("en"), pytest.raises(AmountError) as refused:
        parse_amount(text, code, locale)
    assert str(refused.value) == sentence


@given(st.text(max_size=30), st.sampled_from(LOCALES))
def test_no_text_breaks_the_reader(text, locale):
    try:
        amount = parse_amount(text, "KWD", locale)
    except AmountError:
        return
    assert 0 <= amount.minor <= amounts.LARGEST * 1000


def test_the_short_form_drops_decimals_only_when_they_are_zero():
    assert format_short(Money(120000, "USD"), "en") == "$1,200"
    assert format_short(Money(120050, "USD"), "en") == "$1,200.50"


def test_a_gateway_says_at_quote_time_what_it_cannot_take():
    assert to_gateway(Money(312340, "KWD"), "stripe") == 312340
    with translation.override("en"), pytest.raises(AmountError, match="in steps of"):
        to_gateway(Money(312345, "KWD"), "stripe")
    with translation.override("en"), pytest.raises(AmountError, match="50 or more"):
        to_gateway(Money(49, "USD"), "stripe")
    assert to_gateway(Money(312345, "KWD"), "sandbox") == 312345
    assert to_gateway(Money(5, "ISK"), "stripe") == 500
    assert amounts.from_gateway(500, "isk", "stripe") == Money(5, "ISK")
    with pytest.raises(ValueError, match="not a whole amount"):
        amounts.from_gateway(501, "isk", "stripe")


class PriceForm(forms.Form):
    price = fields.MoneyFormField(
        currency=lambda: "EUR", least=Money(500, "EUR"), most=Money(100000, "EUR"), required=True
    )


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "This field is required."),
        ("4,99", "The least possible is €5.00."),
        ("1.000,01", "Write the amount in digits, for example 1,234.56."),
        ("1000.01", "The most possible is €1,000.00."),
        ("-7", "The amount cannot be negative."),
    ],
)
def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(typed, error):
    with translation.override("en"):
        form = PriceForm({"price": typed})
        if typed == "4,99":
            form = PriceForm({"price": "4.99"})
        assert form.errors["price"] == [error]
        assert typed == "4,99" or f'value="{typed}"' in str(form["price"]) or not typed


def test_a_form_gives_money_and_shows_money_in_the_persons_locale():
    with translation.override("de"):
        form = PriceForm({"price": "1.000,00"})
        assert form.is_valid() and form.cleaned_data["price"] == Money(100000, "EUR")
        assert 'value="12,50"' in str(PriceForm(initial={"price": Money(1250, "EUR")})["price"])


def test_a_row_shows_its_columns_as_money():
    class Row:
        amount = fields.MoneyOf("amount_minor")
        amount_minor: int | None = 5
        currency = "USD"

    row = Row()
    assert row.amount == Money(5, "USD")
    row.amount = Money(7, "EUR")
    assert (row.amount_minor, row.currency) == (7, "EUR")
    row.amount = None
    assert row.amount is None and row.currency == "EUR"


def shown(template, language, **context):
    with translation.override(language):
        return Template("{% load formats %}" + template).render(Context(context))


def test_templates_write_numbers_dates_and_lists_as_the_reader_does():
    from datetime import UTC, date, datetime, timedelta

    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert shown("{{ m|money }} {{ m|money_short }}", "en", m=Money(120000, "USD")) == "$1,200.00 $1,200"
    assert shown("{{ m|money_plain }}", "de", m=Money(120000, "USD")) == "1.200,00"
    assert shown("{{ n|number }}", "de", n=1234567) == "1.234.567"
    assert shown("{{ b|percent }}", "en", b=1250) == "12.5%"
    assert shown("{{ b|percent }}", "de", b=500) == f"5{NB}%"
    assert shown("{{ d|day }}", "en", d=date(2026, 11, 22)) == "Nov 22, 2026"
    assert shown("{{ d|day }}", "ar-eg", d=date(2026, 11, 22)) == "٢٢\u200f/١١\u200f/٢٠٢٦"
    months = [shown("{{ m|month }}", language, m="2026-11") for language in ("en", "de", "ja", "ar-eg")]
    assert months == ["November 2026", "November 2026", "2026年11月", "نوفمبر ٢٠٢٦"]
    assert shown("{{ d|moment }}", "en", d=at) == "Nov 22, 2026, 11:30\u202fPM"
    with translation.override("de"):
        from django.utils import timezone

        with timezone.override("Asia/Tokyo"):
            assert shown("{{ d|moment }} {{ d|day }}", "de", d=at) == "23.11.2026, 08:30 23.11.2026"
    assert shown("{{ d|ago:n }}", "en", d=at, n=at + timedelta(days=3)) == "3 days ago"
    assert shown("{{ d|ago:n }}", "en", d=at, n=at - timedelta(hours=2)) == "in 2 hours"
    assert shown("{{ l|list_of }}", "en", l=["a", "b", "c"]) == "a, b, and c"
    assert shown("{{ l|list_of }}", "de", l=["a", "b", "c"]) == "a, b und c"
    for name in ("money", "money_short", "money_plain", "number", "percent", "day", "moment", "ago", "list_of"):
        assert shown("{{ x|" + name + " }}", "en", x=None) == ""
