"""What owners pay the operator. Public schema. Amounts are whole minor units, shares are basis points."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.subscriptions import states
from kernel.money import Money


class Plan(models.Model):
    """A plan and its limits as data. `entitlements`: name → number, or null for no limit; false or true for a
    feature."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=60)
    lead = models.CharField(_("in one sentence"), max_length=200, blank=True)
    volume_bps = models.PositiveIntegerField(_("share of released volume, in basis points"))
    trial_days = models.PositiveSmallIntegerField(_("days of trial"), default=14)
    entitlements = models.JSONField(_("limits"), default=dict, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    offered = models.BooleanField(_("offered to new marketplaces"), default=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ("position",)
        constraints = [
            models.CheckConstraint(condition=models.Q(volume_bps__lte=10_000), name="plan_share_at_most_all"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanPrice(models.Model):
    """What a plan costs a month in one currency."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="prices", verbose_name=_("plan"))
    currency = models.CharField(_("currency"), max_length=3)
    amount_minor = models.BigIntegerField(_("price a month"))
    stripe_price = models.CharField(_("price at Stripe"), max_length=80, blank=True)

    class Meta:
        verbose_name = _("price of a plan")
        verbose_name_plural = _("prices of plans")
        constraints = [
            models.UniqueConstraint(fields=["plan", "currency"], name="plan_price_once_per_currency"),
            models.CheckConstraint(condition=models.Q(amount_minor__gte=0), name="plan_price_not_negative"),
        ]

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Subscription(models.Model):
    """A marketplace's plan. `version` counts projections of Stripe's state, so that an older answer never wins."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    tenant = models.OneToOneField("tenants.Tenant", models.PROTECT, related_name="subscription")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="subscriptions", verbose_name=_("plan"))
    currency = models.CharField(_("currency"), max_length=3)
    state = models.CharField(_("state"), max_length=24, default=states.TRIALING)
    trial_ends_at = models.DateTimeField(_("trial ends"), null=True)
    period_ends_at = models.DateTimeField(_("period ends"), null=True)
    unpaid_since = models.DateTimeField(_("unpaid since"), null=True)
    cancels = models.BooleanField(_("ends with this period"), default=False)
    stripe_customer = models.CharField(_("customer at Stripe"), max_length=80, blank=True)
    stripe_subscription = models.CharField(_("subscription at Stripe"), max_length=80, blank=True)
    stripe_status = models.CharField(_("status at Stripe"), max_length=24, blank=True)
    version = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(_("started"))

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")


class Bill(models.Model):
    """One month's bill of a marketplace: its plan, and a share of the volume released."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="bills")
    period = models.CharField(_("month"), max_length=7)
    state = models.CharField(_("state"), max_length=24, default=states.DRAFTED)
    plan_code = models.CharField(_("plan"), max_length=40)
    currency = models.CharField(_("currency"), max_length=3)
    plan_minor = models.BigIntegerField(_("plan"))
    volume_minor = models.BigIntegerField(_("released volume"))
    volume_bps = models.PositiveIntegerField(_("share in basis points"))
    usage_minor = models.BigIntegerField(_("share of volume"))
    stripe_invoice = models.CharField(_("invoice at Stripe"), max_length=80, blank=True)
    invoice_url = models.CharField(_("page of the invoice"), max_length=1000, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts to charge"), default=0)
    due_at = models.DateTimeField(_("next attempt to send"))
    error = models.CharField(_("last error"), max_length=300, blank=True)
    issued_at = models.DateTimeField(_("issued"))
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("bill")
        verbose_name_plural = _("bills")
        constraints = [
            models.UniqueConstraint(fields=["subscription", "period"], name="bill_once_per_month"),
            models.CheckConstraint(
                condition=models.Q(plan_minor__gte=0, volume_minor__gte=0, usage_minor__gte=0),
                name="bill_not_negative",
            ),
        ]

    @property
    def plan_price(self) -> Money:
        return Money(self.plan_minor, self.currency)

    @property
    def volume(self) -> Money:
        return Money(self.volume_minor, self.currency)

    @property
    def usage(self) -> Money:
        return Money(self.usage_minor, self.currency)

    @property
    def total(self) -> Money:
        return self.plan_price + self.usage


class BillLine(models.Model):
    """One released payment behind a bill. A payment is billed once, ever."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    tenant_id = models.BigIntegerField(_("marketplace"))
    contract = models.UUIDField(_("contract"))
    transfer_id = models.BigIntegerField(_("transfer"))
    released_at = models.DateTimeField(_("released"))
    volume_minor = models.BigIntegerField(_("volume"))
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("line of a bill")
        verbose_name_plural = _("lines of bills")
        constraints = [
            models.UniqueConstraint(fields=["tenant_id", "transfer_id"], name="bill_line_transfer_once"),
        ]

    @property
    def volume(self) -> Money:
        return Money(self.volume_minor, self.currency)
