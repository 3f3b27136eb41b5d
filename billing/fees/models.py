"""What is: versions of the owner's fee terms, what each pair has billed, and a receipt for every fee.

One `FeeTerms` row holds the ladder, the client fee and the tax of a version together, since they are published, dated
and snapshotted together. Versions, receipts and refunds only grow (0002). Members and contracts are numbers here:
billing stands below the marketplace.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from billing.fees import ladder as ladders
from billing.fees.terms import REFUND_DAYS, Terms
from kernel.money import HALF_UP, Money

BASES = [
    (ladders.PAIR, _("Everything a client and a freelancer have billed together")),
    (ladders.CONTRACT, _("Everything billed in one contract")),
    (ladders.AGE, _("How long a client and a freelancer have known each other")),
    (ladders.FLAT, _("The same rate on every payment")),
]
ROUNDINGS = [(ladders.HALF_UP, _("Half up")), (ladders.TRUNCATE, _("Cut off"))]


class FeeTerms(models.Model):
    version = models.PositiveIntegerField(_("version"))
    currency = models.CharField(_("currency"), max_length=3)
    basis = models.CharField(_("what the steps count"), max_length=12, choices=BASES, default=ladders.PAIR)
    bands = models.JSONField(_("steps"))  # [[since, upto or null, bps], …] in minor units, or days
    minimum_minor = models.BigIntegerField(_("minimum fee"), default=0)
    rounding = models.CharField(_("rounding"), max_length=12, choices=ROUNDINGS, default=HALF_UP)
    client_bps = models.PositiveIntegerField(_("client fee in basis points"), default=0)
    client_fixed_minor = models.BigIntegerField(_("fixed client fee"), default=0)
    tax_bps = models.PositiveIntegerField(_("tax on fees in basis points"), default=0)
    tax_region = models.CharField(_("where the tax is due"), max_length=16, blank=True)
    refund_days = models.PositiveIntegerField(_("days in which fees are returned"), default=REFUND_DAYS)
    effective_from = models.DateTimeField(_("effective from"))
    published_at = models.DateTimeField(_("published at"))
    published_by = models.CharField(_("published by"), max_length=254)

    class Meta:
        verbose_name = _("fee terms")
        verbose_name_plural = _("fee terms")
        constraints = [
            models.UniqueConstraint(fields=["currency", "version"], name="fees_terms_version"),
            models.CheckConstraint(
                condition=models.Q(minimum_minor__gte=0, client_fixed_minor__gte=0), name="fees_terms_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} {self.version}"

    @property
    def terms(self) -> Terms:
        return Terms(
            version=self.version,
            ladder=ladders.Ladder(
                self.currency,
                tuple(ladders.Band(*band) for band in self.bands),
                self.basis,
                self.minimum_minor,
                self.rounding,
            ),
            client_bps=self.client_bps,
            client_fixed=self.client_fixed_minor,
            tax_bps=self.tax_bps,
            tax_region=self.tax_region,
            refund_days=self.refund_days,
        )


class PairTotal(models.Model):
    """L: the lifetime net billings of one client and one freelancer in a currency. Its row is the lock of the pair."""

    client_id = models.BigIntegerField(_("client"))
    freelancer_id = models.BigIntegerField(_("freelancer"))
    currency = models.CharField(_("currency"), max_length=3)
    billed_minor = models.BigIntegerField(_("billed"), default=0)
    since = models.DateTimeField(_("first payment"))

    class Meta:
        verbose_name = _("total of a pair")
        verbose_name_plural = _("totals of pairs")
        constraints = [
            models.UniqueConstraint(fields=["client_id", "freelancer_id", "currency"], name="fees_pair"),
            models.CheckConstraint(condition=models.Q(billed_minor__gte=0), name="fees_pair_billed"),
        ]

    @property
    def billed(self) -> Money:
        return Money(self.billed_minor, self.currency)


class ContractTotal(models.Model):
    """The net billings of one contract, kept where its terms count by contract."""

    contract_id = models.BigIntegerField(_("contract"), unique=True)
    currency = models.CharField(_("currency"), max_length=3)
    billed_minor = models.BigIntegerField(_("billed"), default=0)

    class Meta:
        verbose_name = _("total of a contract")
        verbose_name_plural = _("totals of contracts")
        constraints = [
            models.CheckConstraint(condition=models.Q(billed_minor__gte=0), name="fees_contract_billed"),
        ]


class FeeReceipt(models.Model):
    """Why a payment cost what it cost. `key` is that of the transfer which booked it, in the same transaction."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    client_id = models.BigIntegerField(_("client"))
    freelancer_id = models.BigIntegerField(_("freelancer"))
    contract_id = models.BigIntegerField(_("contract"), db_index=True)
    currency = models.CharField(_("currency"), max_length=3)
    payment_minor = models.BigIntegerField(_("payment"))
    before_minor = models.BigIntegerField(_("billed before"))
    fee_minor = models.BigIntegerField(_("fee"))
    tax_minor = models.BigIntegerField(_("tax on the fee"))
    bands = models.JSONField(_("lines"))  # [[base, bps, fee, minimum], …] in minor units
    basis = models.CharField(_("what the steps count"), max_length=12, choices=BASES)
    rounding = models.CharField(_("rounding"), max_length=12, choices=ROUNDINGS)
    version = models.PositiveIntegerField(_("version of the terms"))
    tax_bps = models.PositiveIntegerField(_("tax in basis points"))
    tax_region = models.CharField(_("where the tax is due"), max_length=16, blank=True)
    refundable_until = models.DateTimeField(_("fee is returned until"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("fee receipt")
        verbose_name_plural = _("fee receipts")
        indexes = [models.Index(fields=["freelancer_id", "client_id"], name="fees_receipt_pair")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fee_minor__gte=0, tax_minor__gte=0)
                & models.Q(payment_minor__gte=models.F("fee_minor") + models.F("tax_minor")),
                name="fees_receipt_within_payment",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def payment(self) -> Money:
        return Money(self.payment_minor, self.currency)

    @property
    def before(self) -> Money:
        return Money(self.before_minor, self.currency)

    @property
    def fee(self) -> Money:
        return Money(self.fee_minor, self.currency)

    @property
    def tax(self) -> Money:
        return Money(self.tax_minor, self.currency)

    @property
    def net(self) -> Money:
        """What the freelancer gets."""
        return self.payment - self.fee - self.tax

    @property
    def lines(self) -> list[ladders.Line]:
        return [
            ladders.Line(Money(base, self.currency), bps, Money(fee, self.currency), minimum)
            for base, bps, fee, minimum in self.bands
        ]


class FeeRefund(models.Model):
    """The share of a fee that went back with `amount` of its payment."""

    key = models.CharField(_("key"), max_length=200, unique=True)
    receipt = models.ForeignKey(FeeReceipt, models.PROTECT, related_name="refunds", verbose_name=_("receipt"))
    amount_minor = models.BigIntegerField(_("refunded"))
    fee_minor = models.BigIntegerField(_("fee returned"))
    tax_minor = models.BigIntegerField(_("tax returned"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("fee refund")
        verbose_name_plural = _("fee refunds")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_minor__gt=0, fee_minor__gte=0, tax_minor__gte=0),
                name="fees_refund_amounts",
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.receipt.currency)

    @property
    def fee(self) -> Money:
        return Money(self.fee_minor, self.receipt.currency)

    @property
    def tax(self) -> Money:
        return Money(self.tax_minor, self.receipt.currency)

    @property
    def net(self) -> Money:
        """What the freelancer gives back; the rest of `amount` is the fee and the tax that go back."""
        return self.amount - self.fee - self.tax
