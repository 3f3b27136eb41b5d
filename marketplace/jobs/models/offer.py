"""An offer: the terms a client binds herself to for some days. Frozen the moment it is made."""

import uuid

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kernel.fields import MoneyOf
from marketplace.jobs import states
from marketplace.jobs.models.job import Job, Kind
from marketplace.jobs.models.plan import PlannedMilestone
from marketplace.jobs.models.proposal import Proposal


class OfferState(models.TextChoices):
    PENDING = states.Offer.PENDING, pgettext_lazy("offer", "Waiting for an answer")
    ACCEPTED = states.Offer.ACCEPTED, pgettext_lazy("offer", "Accepted")
    DECLINED = states.Offer.DECLINED, pgettext_lazy("offer", "Declined")
    WITHDRAWN = states.Offer.WITHDRAWN, pgettext_lazy("offer", "Withdrawn")
    EXPIRED = states.Offer.EXPIRED, pgettext_lazy("offer", "Expired")


class Offer(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    job = models.ForeignKey(Job, models.PROTECT, related_name="offers", verbose_name=_("job"))
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="offers", verbose_name=_("proposal"))
    client = models.ForeignKey("members.Member", models.PROTECT, related_name="offers_made", verbose_name=_("client"))
    freelancer = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="offers", verbose_name=_("freelancer")
    )
    title = models.CharField(_("title"), max_length=120)
    message = models.TextField(_("message"), max_length=5000, blank=True)
    kind = models.CharField(_("payment"), max_length=8, choices=Kind.choices, default=Kind.FIXED)
    currency = models.CharField(_("currency"), max_length=3)
    # Fixed price: the sum of the milestones; by the hour: the rate.
    amount_minor = models.BigIntegerField(_("amount"))
    weekly_minutes = models.PositiveIntegerField(_("most minutes a week"), null=True, blank=True)
    # billing.fees Terms.snapshot() of the moment the offer was made; the contract keeps it.
    terms = models.JSONField(_("terms"), default=dict, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    state = models.CharField(_("state"), max_length=24, choices=OfferState.choices, default=OfferState.PENDING)
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("expires"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("offer")
        verbose_name_plural = _("offers")
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=models.Q(state=states.Offer.PENDING),
                name="offer_one_open_per_proposal",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="offer_amount_positive"),
            models.CheckConstraint(condition=models.Q(state__in=OfferState.values), name="offer_state_known"),
        ]
        indexes = [
            models.Index(fields=["client", "-created_at"], name="offer_of_client"),
            models.Index(fields=["freelancer", "-created_at"], name="offer_of_freelancer"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("jobs:offer", args=[self.uuid])

    amount = MoneyOf("amount_minor")

    @property
    def is_fixed(self) -> bool:
        return self.kind == Kind.FIXED

    @property
    def is_pending(self) -> bool:
        return self.state == states.Offer.PENDING

    @property
    def first_milestone(self) -> "OfferMilestone | None":
        return self.milestones.first()


class OfferMilestone(PlannedMilestone):
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="milestones", verbose_name=_("offer"))

    class Meta(PlannedMilestone.Meta):
        verbose_name = _("milestone of an offer")
        verbose_name_plural = _("milestones of offers")
        constraints = [
            models.UniqueConstraint(fields=["offer", "position"], name="offer_milestone_place"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="offer_milestone_positive"),
        ]
