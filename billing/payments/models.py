"""Money on its way in and out of one marketplace. Amounts are whole minor units; members are named by their id."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.payments import states
from kernel.amounts import format_money
from kernel.money import Money

STATE = 24


class Sum(models.Model):
    """What each of these nouns has: an address, a state, an amount, and its name at the gateway."""

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=STATE)
    gateway = models.CharField(_("gateway"), max_length=20)
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    external_id = models.CharField(_("gateway's reference"), max_length=120, blank=True)
    failure = models.CharField(_("why it failed"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created"))
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return format_money(self.amount)

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class Collection(Sum):
    """A client pays for one thing: `purpose` and `reference` say for what (funding, "milestone:7")."""

    history_name = "payment"

    purpose = models.CharField(_("purpose"), max_length=40)
    reference = models.CharField(_("reference"), max_length=80)
    payer_id = models.BigIntegerField(_("payer"))
    opened_by = models.BigIntegerField(_("opened by user"), null=True)
    return_url = models.CharField(_("page to come back to"), max_length=300)
    page_url = models.CharField(_("page of the gateway"), max_length=1000, blank=True)
    received_minor = models.BigIntegerField(_("received"), default=0)
    expires_at = models.DateTimeField(_("expires"), null=True)
    # It arrived after it was given up, while another payment for the same stood: two payments came in.
    late = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="collection_amount_positive"),
            models.CheckConstraint(condition=models.Q(received_minor__gte=0), name="collection_received_not_negative"),
            models.UniqueConstraint(
                fields=["purpose", "reference"],
                condition=~models.Q(state=states.FAILED) & models.Q(late=False),
                name="collection_one_stands_per_reference",
            ),
            models.UniqueConstraint(
                fields=["gateway", "external_id"],
                condition=~models.Q(external_id=""),
                name="collection_external_id_once",
            ),
        ]

    @property
    def checkout_url(self) -> str:
        """Where the payer pays: a path on this marketplace."""
        return f"/pay/{self.gateway}/{self.uuid}/"

    @property
    def received(self) -> Money:
        return Money(self.received_minor, self.currency)

    @property
    def missing(self) -> Money:
        return self.amount - self.received


class PayoutMethod(models.Model):
    """Where a freelancer's money goes. Bank details are sealed; `label` shows the last characters only."""

    PENDING, VERIFIED, REFUSED = "pending", "verified", "refused"
    STATES = ((PENDING, _("being checked")), (VERIFIED, _("verified")), (REFUSED, _("refused")))

    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    member_id = models.BigIntegerField(_("member"))
    gateway = models.CharField(_("gateway"), max_length=20)
    label = models.CharField(_("label"), max_length=80)
    holder = models.CharField(_("account holder"), max_length=120)
    sealed = models.TextField(_("bank details, sealed"), blank=True)
    external_id = models.CharField(_("gateway's reference"), max_length=120, blank=True)
    onboarding_url = models.CharField(_("page of the gateway"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=STATE, choices=STATES, default=PENDING)
    added_at = models.DateTimeField(_("added"))
    usable_from = models.DateTimeField(_("usable from"))
    removed_at = models.DateTimeField(_("removed"), null=True)

    class Meta:
        verbose_name = _("payout method")
        verbose_name_plural = _("payout methods")
        indexes = [models.Index(fields=["member_id"], name="payout_method_member")]

    def __str__(self) -> str:
        return self.label


class Payout(Sum):
    member_id = models.BigIntegerField(_("member"))
    method = models.ForeignKey(PayoutMethod, models.PROTECT, related_name="payouts", verbose_name=_("method"))

    class Meta:
        verbose_name = _("payout")
        verbose_name_plural = _("payouts")
        indexes = [models.Index(fields=["member_id", "-created_at"], name="payout_member")]
        constraints = [models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payout_amount_positive")]


class Refund(Sum):
    """Money back to a client, out of her credit account, on the payment it came with."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    payer_id = models.BigIntegerField(_("payer"))
    reference = models.CharField(_("reference"), max_length=80, unique=True)
    attempt = models.PositiveSmallIntegerField(_("attempt"), default=1)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_amount_positive")]


class Chargeback(Sum):
    """The payer's bank takes a payment back."""

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="chargebacks", verbose_name=_("payment"))
    reason = models.CharField(_("reason"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("chargeback")
        verbose_name_plural = _("chargebacks")
        constraints = [
            models.UniqueConstraint(fields=["gateway", "external_id"], name="chargeback_external_id_once"),
        ]


class Outgoing(models.Model):
    """A call to a gateway that must be made, written in the transaction that decided it. `key` is its idempotency
    key: however often the call is made, it acts once."""

    WAITING, SENT, FAILED = "waiting", "sent", "failed"

    kind = models.CharField(_("kind"), max_length=20)
    subject_id = models.BigIntegerField(_("subject"))
    key = models.CharField(_("key"), max_length=120, unique=True)
    state = models.CharField(_("state"), max_length=STATE, default=WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"))
    error = models.CharField(_("last error"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("call to a gateway")
        verbose_name_plural = _("calls to gateways")
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="waiting"), name="outgoing_due")]


class SandboxPiece(models.Model):
    """What the sandbox, playing an outside provider, remembers: one payment, refund, payee, payout or dispute."""

    fresh = False  # not kept: whether the call that holds this row in its hands has made it

    external_id = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120, unique=True)
    digest = models.CharField(max_length=64)
    amount_minor = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    status = models.CharField(max_length=STATE)
    failure = models.CharField(max_length=300, blank=True)
    settles_at = models.DateTimeField(null=True)
    parent = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("sandbox record")
        verbose_name_plural = _("sandbox records")


class GatewayChoice(models.Model):
    """Which gateway new payments and payout methods use; the newest row counts. None yet: the sandbox."""

    gateway = models.CharField(_("gateway"), max_length=20)
    # Where payers send a bank transfer to; shown beside its reference.
    instructions = models.TextField(_("bank details"), max_length=1000, blank=True)
    chosen_at = models.DateTimeField(_("chosen"))

    class Meta:
        verbose_name = _("choice of gateway")
        verbose_name_plural = _("choices of gateway")
