"""Every payment that was released to a freelancer. Its fee is on its receipt, as charged, never computed anew."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyOf
from kernel.money import Money
from marketplace.escrow import states


class Kind(models.TextChoices):
    MILESTONE = "milestone", _("Milestone")
    BONUS = "bonus", _("Bonus")


class Release(models.Model):
    """One payment to a freelancer. Contract and milestone are plain numbers: they live on a higher floor."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    client = models.ForeignKey("members.Member", models.PROTECT, related_name="+", verbose_name=_("client"))
    freelancer = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="releases", verbose_name=_("freelancer")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    contract_id = models.BigIntegerField(_("contract"), db_index=True)
    subject_id = models.BigIntegerField(_("milestone or bonus"))
    title = models.CharField(_("title"), max_length=160)
    receipt = models.OneToOneField("fees.FeeReceipt", models.PROTECT, related_name="+", verbose_name=_("fee receipt"))
    currency = models.CharField(_("currency"), max_length=3)
    gross_minor = models.BigIntegerField(_("amount"))
    # What the client had paid on top of this amount, now earned by the owner.
    client_fee_minor = models.BigIntegerField(_("client fee"))
    client_tax_minor = models.BigIntegerField(_("tax on the client fee"))
    # What has gone back to the client since, and the freelancer's own part of that.
    refunded_minor = models.BigIntegerField(_("refunded"), default=0)
    refunded_net_minor = models.BigIntegerField(_("refunded by the freelancer"), default=0)
    refunds = models.PositiveSmallIntegerField(_("refunds"), default=0)
    state = models.CharField(_("state"), max_length=24, default=states.PENDING)
    released_at = models.DateTimeField(_("released"))
    available_at = models.DateTimeField(_("available"))

    gross = MoneyOf("gross_minor")
    client_fee = MoneyOf("client_fee_minor")
    client_tax = MoneyOf("client_tax_minor")
    refunded = MoneyOf("refunded_minor")
    refunded_net = MoneyOf("refunded_net_minor")

    class Meta:
        verbose_name = _("released payment")
        verbose_name_plural = _("released payments")
        ordering = ["-released_at", "-id"]
        indexes = [models.Index(fields=["released_at"], name="release_time")]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="release_once"),
            models.CheckConstraint(
                condition=models.Q(gross_minor__gt=0, client_fee_minor__gte=0, client_tax_minor__gte=0),
                name="release_amounts",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    refunded_minor__gte=0,
                    refunded_minor__lte=models.F("gross_minor"),
                    refunded_net_minor__gte=0,
                    refunded_net_minor__lte=models.F("refunded_minor"),
                ),
                name="release_refund_within",
            ),
            models.CheckConstraint(condition=models.Q(state__in=states.RELEASE.states), name="release_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def net(self) -> Money:
        """What the freelancer got, before any refund."""
        net: Money = self.receipt.net
        return net

    @property
    def kept_net(self) -> Money:
        return self.net - self.refunded_net
