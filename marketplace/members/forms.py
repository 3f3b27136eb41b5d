"""What may come in about a member; shape only."""

from babel import Locale
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kernel import zones as kernel_zones
from kernel.fields import MoneyFormField
from kernel.money import Money
from kernel.widgets import LongSelect
from marketplace.files import intake
from marketplace.members import queries
from marketplace.members.faces import Craft, Face, House
from marketplace.members.models import Availability, Category, Member, Skill
from marketplace.pressing import PressedOnce
from tenants import current

LANGUAGES = [
    "ar",
    "cs",
    "da",
    "de",
    "el",
    "en",
    "es",
    "et",
    "fa",
    "fi",
    "fr",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "it",
    "ja",
    "ko",
    "lt",
    "lv",
    "nl",
    "no",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sr",
    "sv",
    "th",
    "tr",
    "uk",
    "vi",
    "zh",
]


def _names(what: str, codes: list[str] | None = None) -> list[tuple[str, str]]:
    named = getattr(Locale.parse(get_language() or "en", sep="-"), what)
    wanted = codes or [code for code in named if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN")]
    return sorted(((code, named.get(code, code)) for code in wanted), key=lambda pair: pair[1])


def countries() -> list[tuple[str, str]]:
    return [("", str(_("Please choose"))), *_names("territories")]


def languages() -> list[tuple[str, str]]:
    return _names("languages", LANGUAGES)


def zones() -> list[tuple[str, str]]:
    return [("", _("As the marketplace: %(zone)s") % {"zone": current.get().time_zone}), *kernel_zones.choices()]


def spoken() -> list[tuple[str, str]]:
    """The languages of this marketplace's pages."""
    return _names("languages", list(current.get().languages))


class FaceForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    purpose = forms.MultipleChoiceField(
        label=_("What brings you here?"),
        choices=[("hire", _("I want to hire")), ("work", _("I want to work"))],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Both is fine. You can change it at any time."),
        error_messages={"required": _("Please choose whether you want to hire, to work, or both.")},
    )
    headline = forms.CharField(
        label=_("Headline"),
        max_length=120,
        required=False,
        help_text=_("One line under your name. What are you good at?"),
    )
    bio = forms.CharField(
        label=_("About you"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Experience, ways of working, what you like to be asked for."),
    )
    country = forms.ChoiceField(label=_("Country"), choices=countries, required=False, widget=LongSelect)
    language = forms.ChoiceField(label=_("Language of pages and e-mails"), choices=spoken, required=False)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, required=False, widget=LongSelect)

    @classmethod
    def of(cls, member: Member, data: QueryDict | None = None) -> "FaceForm":
        purpose = [name for name, on in (("hire", member.is_client), ("work", member.is_freelancer)) if on]
        if not purpose:  # she said so when she signed up: shown, not asked once more
            purpose = [{"client": "hire", "freelancer": "work"}.get(queries.came_for(member), "")]
        facts = current.get()
        kept = {name: getattr(member, name) for name in ("name", "headline", "bio", "country", "time_zone")}
        return cls(data, initial={**kept, "purpose": purpose, "language": member.language or facts.language})

    def face(self) -> Face:
        kept = dict(self.cleaned_data)
        purpose = kept.pop("purpose")
        return Face(hires="hire" in purpose, works="work" in purpose, **kept)


class CraftForm(forms.Form):
    category = forms.ModelChoiceField(
        label=_("Field"), queryset=Category.objects.all(), required=False, empty_label=_("Please choose")
    )
    skills = forms.ModelMultipleChoiceField(
        label=_("Skills"),
        queryset=Skill.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose what you could start with tomorrow; three to ten work best."),
        error_messages={"required": _("Please choose at least one skill: clients search by skills.")},
    )
    rate = MoneyFormField(
        label=_("Hourly rate"),
        currency=lambda: current.get().currency,
        least=lambda: Money(1, current.get().currency),
        required=False,
        help_text=_("What clients pay for an hour, before fees. You can ask for another amount in each proposal."),
    )
    availability = forms.ChoiceField(label=_("Availability"), choices=Availability.choices)
    languages = forms.MultipleChoiceField(
        label=_("Languages you work in"),
        choices=languages,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wants_listing = forms.BooleanField(label=_("Show me when clients search for talent"), required=False)

    @classmethod
    def of(cls, member: Member, data: QueryDict | None = None) -> "CraftForm":
        profile = getattr(member, "freelancer", None)
        if profile is None:
            return cls(data, initial={"wants_listing": True})
        return cls(
            data,
            initial={
                "category": profile.category_id,
                "skills": [skill.pk for skill in profile.skills.all()],
                "rate": profile.rate,
                "availability": profile.availability,
                "languages": profile.languages,
                "wants_listing": profile.is_listed or not profile.skills.all(),
            },
        )

    def craft(self) -> Craft:
        kept = self.cleaned_data
        return Craft(
            rate=kept["rate"],
            category_id=kept["category"].pk if kept["category"] else None,
            skill_ids=tuple(skill.pk for skill in kept["skills"]),
            availability=kept["availability"],
            languages=tuple(kept["languages"]),
            wants_listing=kept["wants_listing"],
        )


class HouseForm(forms.Form):
    company = forms.CharField(label=_("Company"), max_length=120, required=False)
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")
    about = forms.CharField(
        label=_("About the company"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )

    @classmethod
    def of(cls, member: Member, data: QueryDict | None = None) -> "HouseForm":
        profile = getattr(member, "client", None)
        kept = ("company", "website", "about")
        return cls(data, initial={name: getattr(profile, name) for name in kept} if profile else None)

    def house(self) -> House:
        return House(**self.cleaned_data)


class PieceForm(PressedOnce):
    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG, WebP or GIF, at most 10 MB. It is drawn anew: hidden data in it are dropped."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )
    title = forms.CharField(label=_("Title"), max_length=120)
    story = forms.CharField(
        label=_("What you did"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    link = forms.URLField(label=_("Link"), max_length=300, required=False, assume_scheme="https")

    def clean_picture(self) -> intake.Taken:
        return intake.take_image(self.cleaned_data["picture"])

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith(("https://", "http://")):
            raise ValidationError(_("Please give an address that begins with https://."))
        return link
