"""A contract between a client and a freelancer, and the work in it.

Amounts never change once a milestone is funded: what is released differently is its own row (a rest, a bonus).
"""

import uuid
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyOf
from marketplace.contracts import states
from marketplace.files.models import PrivateFile


class Contract(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="contracts_as_client", verbose_name=_("client")
    )
    freelancer = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="contracts_as_freelancer", verbose_name=_("freelancer")
    )
    offer = models.OneToOneField("jobs.Offer", models.PROTECT, related_name="contract", verbose_name=_("offer"))
    job = models.ForeignKey("jobs.Job", models.PROTECT, related_name="contracts", verbose_name=_("job"))
    title = models.CharField(_("title"), max_length=160)
    currency = models.CharField(_("currency"), max_length=3)
    # The owner's fees as they stood at the offer; a running contract keeps them.
    terms = models.JSONField(_("fees agreed"))
    state = models.CharField(_("state"), max_length=24, default=states.PENDING_FUNDING)
    created_at = models.DateTimeField(_("hired"))
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    bonus_until = models.DateTimeField(_("bonus until"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample content"), default=False)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(client=models.F("freelancer")), name="contract_two_parties"),
            models.CheckConstraint(condition=models.Q(state__in=states.CONTRACT.states), name="contract_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=states.ENDED) | models.Q(ended_at__isnull=False),
                name="contract_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("workroom:room", args=[self.uuid])


class Milestone(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="milestones", verbose_name=_("contract"))
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=160)
    description = models.TextField(_("what is to be done"), max_length=5000, blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    amount_minor = models.BigIntegerField(_("amount"))
    # What the client paid on top when she funded it: fee and the tax on it, held beside the amount.
    client_fee_minor = models.BigIntegerField(_("client fee"), default=0)
    client_tax_minor = models.BigIntegerField(_("tax on the client fee"), default=0)
    # What the freelancer was paid of the amount (before fees); less than the amount when a rest rolled on.
    released_minor = models.BigIntegerField(_("released"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    proposed_by = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    rest_of = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="rest", verbose_name=_("rest of")
    )
    collection = models.UUIDField(_("payment"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=24, default=states.PROPOSED)
    funded_at = models.DateTimeField(_("funded"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("delivered"), null=True, blank=True)
    # When the clock releases delivered work that nobody answered.
    answer_until = models.DateTimeField(_("answer until"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    amount = MoneyOf("amount_minor")
    client_fee = MoneyOf("client_fee_minor")
    client_tax = MoneyOf("client_tax_minor")
    released = MoneyOf("released_minor")

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["contract", "number"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "number"], name="milestone_number_once"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="milestone_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(
                    released_minor__gte=0,
                    released_minor__lte=models.F("amount_minor"),
                    client_fee_minor__gte=0,
                    client_tax_minor__gte=0,
                ),
                name="milestone_released_within_amount",
            ),
            models.CheckConstraint(condition=models.Q(state__in=states.MILESTONE.states), name="milestone_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def holds_funds(self) -> bool:
        return self.state in states.HOLDS_FUNDS

    @property
    def review_ends_at(self) -> datetime | None:
        """When the clock releases delivered work that nobody answered."""
        if self.state != states.SUBMITTED:
            return None
        return self.answer_until


class Submission(models.Model):
    """One delivery of a milestone, and what the client asked to be changed in it."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="submissions", verbose_name=_("milestone"))
    number = models.PositiveSmallIntegerField(_("number"))
    note = models.TextField(_("note"), max_length=5000, blank=True)
    submitted_at = models.DateTimeField(_("delivered"))
    changes_note = models.TextField(_("changes asked for"), max_length=5000, blank=True)
    changes_at = models.DateTimeField(_("changes asked"), null=True, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["milestone", "number"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "number"], name="submission_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id}/{self.number}"


class SubmissionFile(PrivateFile):
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files", verbose_name=_("delivery"))

    class Meta:
        verbose_name = _("delivered file")
        verbose_name_plural = _("delivered files")
        ordering = ["id"]

    def get_absolute_url(self) -> str:
        contract = self.submission.milestone.contract
        return reverse("contracts:file", args=[contract.uuid, self.uuid])


class CancelRequest(models.Model):
    """The client wants her money back for funded work; the freelancer has 7 days to answer."""

    milestone = models.ForeignKey(
        Milestone, models.PROTECT, related_name="cancel_requests", verbose_name=_("milestone")
    )
    reason = models.TextField(_("reason"), max_length=2000)
    requested_at = models.DateTimeField(_("asked"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("cancel request")
        verbose_name_plural = _("cancel requests")
        ordering = ["milestone", "requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone"],
                condition=models.Q(answered_at__isnull=True),
                name="cancel_request_one_open",
            ),
        ]

    def __str__(self) -> str:
        return self.reason[:80]


class Bonus(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    contract = models.ForeignKey(Contract, models.PROTECT, related_name="bonuses", verbose_name=_("contract"))
    amount_minor = models.BigIntegerField(_("amount"))
    client_fee_minor = models.BigIntegerField(_("client fee"), default=0)
    client_tax_minor = models.BigIntegerField(_("tax on the client fee"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    note = models.CharField(_("thanks"), max_length=500, blank=True)
    collection = models.UUIDField(_("payment"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=24, default=states.CHARGING)
    created_at = models.DateTimeField(_("given"))

    amount = MoneyOf("amount_minor")
    client_fee = MoneyOf("client_fee_minor")
    client_tax = MoneyOf("client_tax_minor")

    class Meta:
        verbose_name = _("bonus")
        verbose_name_plural = _("bonuses")
        ordering = ["contract", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="bonus_amount_positive"),
            models.CheckConstraint(condition=models.Q(state__in=states.BONUS.states), name="bonus_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id}: {self.amount_minor} {self.currency}"
