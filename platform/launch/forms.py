"""The wizard's steps: what may come in. Each form's cleaned data are columns of a SignupDraft."""

from decimal import Decimal
from typing import Any

from babel import Locale
from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kernel import currencies, zones
from kernel.widgets import LongSelect
from launch import labels, letters, logos, looks, queries, states, terms
from marketplace import presets
from theming import images, tokens
from theming import presets as themes

# What an owner chooses herself, over the look she starts from.
OWN = ("primary", "accent", "type", "radius")
SWATCH = (
    '<svg class="swatches" viewBox="0 0 16 16" aria-hidden="true"><path fill="{}" d="M0 0h16v16H0z"/>'
    '<path fill="{}" d="M16 6v10H6z"/></svg>{}'
)
# Most people look for one of these; all others follow.
USUAL = ("USD", "EUR", "GBP", "JPY", "CHF", "CAD", "AUD", "KWD", "TND", "AED", "SAR", "INR", "BRL")
PASSWORD, PASSKEY = "password", "passkey"
WAYS = ((PASSWORD, _("With a password")), (PASSKEY, _("With a passkey: my fingerprint, face or device")))
FLAT_MOST, CLIENT_MOST = Decimal(50), Decimal(20)


def _niches() -> list[tuple[str, Any]]:
    spoken = (get_language() or "en").split("-")[0]
    written = [(preset.slug, preset.title) for preset in presets.all_of(spoken)]
    return [*written, (presets.FREE, pgettext_lazy("trade", "Something else"))]


class IdeaForm(forms.Form):
    niche = forms.ChoiceField(
        label=_("Trade"), choices=_niches, widget=forms.RadioSelect,
        error_messages={"required": _("Choose a trade, or say yours in a few words.")},
    )  # fmt: skip
    trade = forms.CharField(
        label=_("In your own words"), max_length=40, required=False, help_text=_("For example: falconry training")
    )
    language = forms.ChoiceField(label=_("Language of your marketplace"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and data.get("trade", "").strip() and not data.get("niche"):
            data = data.copy()
            data["niche"] = presets.FREE
        super().__init__(data, *args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        trade = " ".join(cleaned.get("trade", "").split())
        niche = cleaned.get("niche", "")
        if niche == presets.FREE and "trade" not in self.errors:
            flaw = letters.flaw_of_trade(trade)
            if flaw:
                self.add_error("trade", flaw)
        return {**cleaned, "niche": niche, "trade": trade}


class NameForm(forms.Form):
    # Longer than a name may be, so that the sentence about its length is ours and says by how much.
    name = forms.CharField(
        label=_("Name of your marketplace"), widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Give your marketplace a name.")},
    )  # fmt: skip
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "dir": "ltr"}),
        help_text=_("You can bring your own domain later."),
    )

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split(" ")).strip()
        flaw = letters.flaw_of_name(name)
        if flaw:
            raise ValidationError(flaw)
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        slug = cleaned.get("slug", "").strip().lower() or letters.slug_for(cleaned.get("name", ""))
        if "name" not in self.errors or cleaned.get("slug"):
            flaw = letters.flaw_of_slug(slug) or flaw_of_use(slug)
            if flaw:
                self.add_error("slug", flaw)
        return {**cleaned, "slug": slug}


def flaw_of_use(slug: str) -> str:
    """Whether somebody has this address, or one that looks like it."""
    if queries.is_taken(slug):
        return _("The address “%(slug)s” is already taken.") % {"slug": slug}
    other = queries.look_alike(slug)
    if other:
        return _("“%(slug)s” looks like the existing marketplace “%(other)s”. Please choose an address that cannot be "
                 "mistaken for it.") % {"slug": slug, "other": other}  # fmt: skip
    return ""


class BrandForm(forms.Form):
    # The look these fields were filled from: whoever then picks another look means that look's colours.
    drawn_from = forms.CharField(max_length=24, required=False, widget=forms.HiddenInput)
    theme = forms.ChoiceField(label=_("Start from a look"), choices=lambda: _themes(), widget=forms.RadioSelect)
    primary = forms.CharField(label=_("Main colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    accent = forms.CharField(label=_("Second colour"), max_length=7, widget=forms.TextInput({"type": "color"}))
    type = forms.ChoiceField(label=_("Typeface"), choices=list(labels.TYPES.items()))
    radius = forms.ChoiceField(label=_("Corners"), choices=list(labels.RADII.items()))
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput({"accept": "image/png,image/jpeg,image/webp"}),
        help_text=_("PNG, JPEG or WebP, up to 5 MB. Without a logo we draw a mark from the name."),
    )
    remove_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.preset: presets.Preset | None = kwargs.pop("preset", None)
        super().__init__(*args, **kwargs)

    def clean_primary(self) -> str:
        return self._colour("primary")

    def clean_accent(self) -> str:
        return self._colour("accent")

    def clean_logo(self) -> logos.Logo | None:
        sent = self.cleaned_data["logo"]
        if not sent:
            return None
        try:
            return logos.read(sent)
        except images.UnusablePicture as refused:
            raise ValidationError(str(refused)) from refused

    def _colour(self, name: str) -> str:
        value = self.cleaned_data[name].strip().lower()
        if tokens.lenient({name: value})[name] != value:
            raise ValidationError(_("Please choose a colour, written like %(like)s."), params={"like": "#4338ca"})
        return value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        theme = cleaned.get("theme", "")
        before = looks.tokens_of(self.preset, cleaned.get("drawn_from") or theme)
        chosen = {key: cleaned[key] for key in OWN if cleaned.get(key) and cleaned[key] != before.get(key)}
        answers: dict[str, Any] = {"theme": theme, "look": chosen}
        logo = cleaned.get("logo")
        if logo:
            answers |= {"logo": logo.content, "logo_type": logo.kind, "palette": list(logo.colours)}
        elif cleaned.get("remove_logo"):
            answers |= {"logo": None, "logo_type": "", "palette": []}
        return answers


class MoneyForm(forms.Form):
    currency = forms.ChoiceField(label=_("Currency"), choices=lambda: _currencies(), widget=LongSelect)
    country = forms.ChoiceField(
        label=_("Where you are"), choices=lambda: _countries(), required=False, widget=LongSelect
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones.choices, required=False,
        widget=LongSelect({"data-own-zone": ""}),
        help_text=_("For dates and deadlines on your pages. You can change it later."),
    )  # fmt: skip
    fee = forms.ChoiceField(label=_("What freelancers pay you"), choices=terms.CHOICES, widget=forms.RadioSelect)
    flat = forms.DecimalField(
        label=_("One rate, in percent"), localize=True, required=False, min_value=0, max_value=FLAT_MOST,
        decimal_places=2, max_digits=6, error_messages={"max_value": _("A service fee is at most 50 percent.")},
    )  # fmt: skip
    client = forms.DecimalField(
        label=_("What clients pay on top, in percent"), localize=True, required=False, min_value=0,
        max_value=CLIENT_MOST, decimal_places=2, max_digits=6,
        error_messages={"max_value": _("A client fee is at most 20 percent.")},
    )  # fmt: skip
    fixed = forms.BooleanField(label=_("Work at a fixed price, in milestones"), required=False)
    hourly = forms.BooleanField(label=_("Work by the hour"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fee") == terms.FLAT and cleaned.get("flat") is None and "flat" not in self.errors:
            self.add_error("flat", _("Say how many percent you take."))
        if not cleaned.get("fixed") and not cleaned.get("hourly"):
            self.add_error("fixed", _("Allow at least one kind of work."))
        answers: dict[str, Any] = {
            key: cleaned[key] for key in ("currency", "country", "fee", "fixed", "hourly") if key in cleaned
        }
        if cleaned.get("time_zone"):
            answers["time_zone"] = cleaned["time_zone"]
        if cleaned.get("flat") is not None:
            answers["flat_bps"] = int(cleaned["flat"] * 100)
        if "client" in cleaned:
            answers["client_bps"] = int((cleaned["client"] or 0) * 100)
        return answers


class AccountForm(forms.Form):
    owner_name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))
    way = forms.ChoiceField(
        label=_("How you sign in"), choices=WAYS, initial=PASSWORD, widget=forms.RadioSelect,
    )  # fmt: skip
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 10 characters. A sentence is easy to remember and hard to guess."),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        if data is not None and not data.get("way"):
            data = data.copy()
            data["way"] = PASSWORD
        super().__init__(data, *args, **kwargs)
        self.fields["password"].required = data is None or data["way"] != PASSKEY

    def clean(self) -> dict[str, Any]:
        """A passkey belongs to an address, so it is made on the marketplace itself, as the first thing there."""
        cleaned = super().clean() or {}
        password = cleaned.get("password", "")
        if cleaned.pop("way", PASSWORD) == PASSKEY:
            return {**cleaned, "password": ""}
        if password:
            try:
                password_validation.validate_password(password)
            except ValidationError as weak:
                self.add_error("password", weak)
        return cleaned


class LinkForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput({"autocomplete": "email"}))


FORMS: dict[str, type[forms.Form]] = {
    states.IDEA: IdeaForm,
    states.NAME: NameForm,
    states.BRAND: BrandForm,
    states.MONEY: MoneyForm,
    states.ACCOUNT: AccountForm,
}


def _themes() -> list[tuple[str, Any]]:
    """Each look with its two colours in small."""
    return [(key, format_html(SWATCH, tokens["primary"], tokens["accent"], labels.THEMES[key]))
            for key, tokens in themes.PRESETS.items()]  # fmt: skip


def _currencies() -> list[tuple[str, str]]:
    names = Locale.parse((get_language() or "en").replace("-", "_")).currencies
    codes = [*USUAL, *(one.code for one in currencies.all() if one.code not in USUAL)]
    return [(code, f"{code} · {names.get(code, code)}") for code in codes]


def _countries() -> list[tuple[str, Any]]:
    names = Locale.parse((get_language() or "en").replace("-", "_")).territories
    known = [(code, name) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in NOWHERE]
    return [("", _("Choose a country")), *sorted(known, key=lambda row: row[1].casefold())]


# CLDR's codes that are no country.
NOWHERE = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


def percent(bps: int) -> Decimal:
    """Basis points as people write percent: 250 is 2.5."""
    return (Decimal(bps) * Decimal("0.01")).normalize() if bps else Decimal(0)
