"""Members: who they are to others, what they can do, what they have made."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel import locales
from kernel.fields import MoneyOf
from marketplace.files.models import PrivateFile
from marketplace.members import search, speaking, states


class Category(models.Model):
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    blurb = models.CharField(_("in one sentence"), max_length=160, blank=True)
    icon = models.CharField(_("icon"), max_length=40, default="folder")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    number: int | None  # how many fit, where a facet counts them

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return speaking.said("categories", self.slug, self.name)


class Skill(models.Model):
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="skills", verbose_name=_("category")
    )
    number: int | None  # how many fit, where a facet counts them

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["name"]

    def __str__(self) -> str:
        return speaking.said("skills", self.slug, self.name)


class State(models.TextChoices):
    ACTIVE = states.ACTIVE, pgettext_lazy("member", "Active")
    SUSPENDED = states.SUSPENDED, pgettext_lazy("member", "Suspended")


class Member(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="member", verbose_name=_("user"))
    handle = models.SlugField(_("handle"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    is_client = models.BooleanField(_("hires"), default=False)
    is_freelancer = models.BooleanField(_("works"), default=False)
    headline = models.CharField(_("headline"), max_length=120, blank=True)
    bio = models.TextField(_("about"), max_length=5000, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    avatar_seed = models.CharField(_("picture"), max_length=40)
    state = models.CharField(_("state"), max_length=24, choices=State.choices, default=State.ACTIVE)
    is_sample = models.BooleanField(_("sample content"), default=False)
    joined_at = models.DateTimeField(_("joined"))

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.UniqueConstraint(Lower("handle"), name="member_handle_once"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="member_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("members:profile", args=[self.handle])

    @property
    def is_settled(self) -> bool:
        """Whether she has said what she came for: to hire, to work, or both."""
        return self.is_client or self.is_freelancer

    @property
    def first_name(self) -> str:
        return self.name.split(" ")[0]


class Availability(models.TextChoices):
    FULL = "full", locales.counted(_("More than 30 hours a week"))
    PART = "part", locales.counted(_("Less than 30 hours a week"))
    REQUEST = "request", _("Open to offers")
    NONE = "none", _("Not available now")


class FreelancerProfile(models.Model):
    member = models.OneToOneField(Member, models.CASCADE, related_name="freelancer", verbose_name=_("member"))
    category = models.ForeignKey(
        Category,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="freelancers",
        verbose_name=_("category"),
    )
    skills = models.ManyToManyField(Skill, blank=True, related_name="freelancers", verbose_name=_("skills"))
    rate_minor = models.BigIntegerField(_("hourly rate"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    availability = models.CharField(
        _("availability"), max_length=12, choices=Availability.choices, default=Availability.FULL
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    is_listed = models.BooleanField(_("shown in search"), default=False)
    # What search reads: name, headline and skills in `words`, the rest in `story`; kept by actions.
    words = models.TextField(_("search words"), blank=True, editable=False)
    story = models.TextField(_("search text"), blank=True, editable=False)
    search = models.GeneratedField(
        expression=search.vector(A="words", C="story"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = _("freelancer's profile")
        verbose_name_plural = _("freelancers' profiles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rate_minor__isnull=True) | models.Q(rate_minor__gt=0),
                name="freelancer_rate_positive",
            )
        ]
        indexes = [
            GinIndex(fields=["search"], name="freelancer_search"),
            models.Index(fields=["is_listed", "availability", "rate_minor"], name="freelancer_facets"),
        ]

    def __str__(self) -> str:
        return self.member.name

    rate = MoneyOf("rate_minor")


class ClientProfile(models.Model):
    member = models.OneToOneField(Member, models.CASCADE, related_name="client", verbose_name=_("member"))
    company = models.CharField(_("company"), max_length=120, blank=True)
    website = models.URLField(_("website"), max_length=200, blank=True)
    about = models.TextField(_("about the company"), max_length=3000, blank=True)

    class Meta:
        verbose_name = _("client's profile")
        verbose_name_plural = _("clients' profiles")

    def __str__(self) -> str:
        return self.company or self.member.name


class PortfolioItem(PrivateFile):
    member = models.ForeignKey(Member, models.CASCADE, related_name="portfolio", verbose_name=_("member"))
    title = models.CharField(_("title"), max_length=120)
    story = models.TextField(_("what you did"), max_length=1000, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True)
    width = models.PositiveIntegerField(_("width"), default=0)
    height = models.PositiveIntegerField(_("height"), default=0)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("portfolio piece")
        verbose_name_plural = _("portfolio pieces")
        ordering = ["position", "-id"]

    def get_absolute_url(self) -> str:
        return reverse("members:piece", args=[self.member.handle, self.uuid])
