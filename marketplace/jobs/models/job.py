"""A job: what a client wants done, for how much, and who may see it."""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.fields import MoneyOf
from marketplace.files.models import PrivateFile
from marketplace.jobs import states
from marketplace.jobs.models.plan import PlannedMilestone
from marketplace.members import search


class JobState(models.TextChoices):
    DRAFT = states.Job.DRAFT, pgettext_lazy("job", "Draft")
    OPEN = states.Job.OPEN, pgettext_lazy("job", "Open")
    EXPIRING = states.Job.EXPIRING, pgettext_lazy("job", "Ends soon")
    PAUSED = states.Job.PAUSED, pgettext_lazy("job", "Paused")
    FILLED = states.Job.FILLED, pgettext_lazy("job", "Filled")
    CLOSED = states.Job.CLOSED, pgettext_lazy("job", "Closed")
    EXPIRED = states.Job.EXPIRED, pgettext_lazy("job", "Expired")
    REMOVED = states.Job.REMOVED, pgettext_lazy("job", "Removed")


class Kind(models.TextChoices):
    FIXED = "fixed", _("Fixed price")
    HOURLY = "hourly", _("By the hour")


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everyone")
    MEMBERS = "members", _("Members only")
    INVITED = "invited", _("Only people I send the link to")


class Experience(models.TextChoices):
    ANY = "any", _("Any level")
    ENTRY = "entry", _("Starting out")
    SKILLED = "skilled", _("Skilled")
    EXPERT = "expert", _("Expert")


class Job(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("members.Member", models.PROTECT, related_name="jobs", verbose_name=_("client"))
    title = models.CharField(_("title"), max_length=120, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    category = models.ForeignKey(
        "members.Category",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="jobs",
        verbose_name=_("category"),
    )
    skills = models.ManyToManyField("members.Skill", blank=True, related_name="jobs", verbose_name=_("skills"))
    kind = models.CharField(_("payment"), max_length=8, choices=Kind.choices, default=Kind.FIXED)
    currency = models.CharField(_("currency"), max_length=3)
    # Fixed price: the whole budget. By the hour: the lowest and highest rate, the lowest may be missing.
    budget_minor = models.BigIntegerField(_("budget"), null=True, blank=True)
    rate_from_minor = models.BigIntegerField(_("lowest hourly rate"), null=True, blank=True)
    weekly_hours = models.PositiveSmallIntegerField(_("hours a week"), null=True, blank=True)
    experience = models.CharField(_("experience"), max_length=8, choices=Experience.choices, default=Experience.ANY)
    visibility = models.CharField(
        _("who may see it"), max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    questions = models.JSONField(_("questions"), default=list, blank=True)
    openings = models.PositiveSmallIntegerField(_("people wanted"), default=1)
    state = models.CharField(_("state"), max_length=24, choices=JobState.choices, default=JobState.DRAFT)
    is_sample = models.BooleanField(_("sample content"), default=False)
    created_at = models.DateTimeField(_("created"))
    posted_at = models.DateTimeField(_("posted"), null=True, blank=True)
    last_activity_at = models.DateTimeField(_("last activity"))
    # When it is warned of and ends unless something happens: the owner's limits as of the last activity.
    warns_at = models.DateTimeField(_("warned"), null=True, blank=True)
    expires_at = models.DateTimeField(_("ends"), null=True, blank=True)
    words = models.TextField(_("search words"), blank=True, editable=False)  # skills and category; kept by actions
    search = models.GeneratedField(
        expression=search.vector(A="title", B="words", C="description"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=JobState.values), name="job_state_known"),
            models.CheckConstraint(
                condition=models.Q(budget_minor__isnull=True) | models.Q(budget_minor__gt=0),
                name="job_budget_positive",
            ),
            models.CheckConstraint(condition=models.Q(openings__gte=1), name="job_openings_positive"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="job_search"),
            models.Index(fields=["-posted_at"], name="job_newest", condition=models.Q(state__in=states.Job.LIVE)),
            models.Index(fields=["category", "-posted_at"], name="job_category_newest"),
            models.Index(fields=["client", "-created_at"], name="job_of_client"),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled job"))

    def get_absolute_url(self) -> str:
        return reverse("jobs:job", args=[self.uuid])

    @property
    def is_live(self) -> bool:
        return self.state in states.Job.LIVE

    @property
    def is_fixed(self) -> bool:
        return self.kind == Kind.FIXED

    # The whole budget of a fixed price; the highest hourly rate otherwise.
    budget = MoneyOf("budget_minor")

    rate_from = MoneyOf("rate_from_minor")


class JobMilestone(PlannedMilestone):
    job = models.ForeignKey(Job, models.CASCADE, related_name="milestones", verbose_name=_("job"))

    class Meta(PlannedMilestone.Meta):
        verbose_name = _("planned milestone")
        verbose_name_plural = _("planned milestones")
        constraints = [
            models.UniqueConstraint(fields=["job", "position"], name="job_milestone_place"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="job_milestone_positive"),
        ]


class JobFile(PrivateFile):
    job = models.ForeignKey(Job, models.CASCADE, related_name="files", verbose_name=_("job"))

    class Meta:
        verbose_name = _("file of a job")
        verbose_name_plural = _("files of jobs")
        ordering = ["id"]

    def get_absolute_url(self) -> str:
        return reverse("jobs:file", args=[self.job.uuid, self.uuid])
