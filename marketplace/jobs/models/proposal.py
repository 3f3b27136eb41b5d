"""A proposal: one freelancer's answer to one job."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.fields import MoneyOf
from marketplace.files.models import PrivateFile
from marketplace.jobs import states
from marketplace.jobs.models.job import Job
from marketplace.jobs.models.plan import PlannedMilestone


class ProposalState(models.TextChoices):
    DRAFT = states.Proposal.DRAFT, pgettext_lazy("proposal", "Draft")
    SUBMITTED = states.Proposal.SUBMITTED, pgettext_lazy("proposal", "Sent")
    SHORTLISTED = states.Proposal.SHORTLISTED, pgettext_lazy("proposal", "Shortlisted")
    INTERVIEWING = states.Proposal.INTERVIEWING, pgettext_lazy("proposal", "In conversation")
    OFFERED = states.Proposal.OFFERED, pgettext_lazy("proposal", "Offer made")
    HIRED = states.Proposal.HIRED, pgettext_lazy("proposal", "Hired")
    WITHDRAWN = states.Proposal.WITHDRAWN, pgettext_lazy("proposal", "Withdrawn")
    DECLINED = states.Proposal.DECLINED, pgettext_lazy("proposal", "Declined")
    ARCHIVED = states.Proposal.ARCHIVED, pgettext_lazy("proposal", "Archived")


class DeclineReason(models.TextChoices):
    PRICE = "price", _("Above the budget")
    SKILLS = "skills", _("Other skills are needed")
    EXPERIENCE = "experience", _("More experience is needed")
    TIMING = "timing", _("The timing does not fit")
    CHOSEN = "chosen", _("Someone else was chosen")
    OTHER = "other", _("Another reason")


class Proposal(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, models.PROTECT, related_name="proposals", verbose_name=_("job"))
    freelancer = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="proposals", verbose_name=_("freelancer")
    )
    letter = models.TextField(_("letter"), max_length=5000, blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)
    # Fixed price: the whole amount; by the hour: the rate.
    amount_minor = models.BigIntegerField(_("amount"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3)
    days = models.PositiveSmallIntegerField(_("days needed"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=24, choices=ProposalState.choices, default=ProposalState.DRAFT)
    decline_reason = models.CharField(_("reason"), max_length=12, choices=DeclineReason.choices, blank=True)
    decline_note = models.CharField(_("note"), max_length=500, blank=True)
    seen_at = models.DateTimeField(_("first read"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    submitted_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.UniqueConstraint(
                fields=["job", "freelancer"],
                condition=~models.Q(state=states.Proposal.WITHDRAWN),
                name="proposal_once_per_job",
            ),
            models.CheckConstraint(condition=models.Q(state__in=ProposalState.values), name="proposal_state_known"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0) | models.Q(state=states.Proposal.DRAFT),
                name="proposal_amount_positive",
            ),
        ]
        indexes = [models.Index(fields=["freelancer", "-created_at"], name="proposal_of_freelancer")]

    def __str__(self) -> str:
        return f"{self.freelancer} → {self.job}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:proposal", args=[self.uuid])

    amount = MoneyOf("amount_minor")

    @property
    def is_open(self) -> bool:
        return self.state in states.Proposal.LIVE

    @property
    def answered(self) -> list[tuple[str, str]]:
        """Question and answer pairs, as they stood when the proposal was sent."""
        return [(row["question"], row["answer"]) for row in self.answers]


class ProposalMilestone(PlannedMilestone):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="milestones", verbose_name=_("proposal"))

    class Meta(PlannedMilestone.Meta):
        verbose_name = _("suggested milestone")
        verbose_name_plural = _("suggested milestones")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="proposal_milestone_place"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="proposal_milestone_positive"),
        ]


class ProposalFile(PrivateFile):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="files", verbose_name=_("proposal"))

    class Meta:
        verbose_name = _("file of a proposal")
        verbose_name_plural = _("files of proposals")
        ordering = ["id"]

    def get_absolute_url(self) -> str:
        return reverse("jobs:proposal_file", args=[self.proposal.uuid, self.uuid])
