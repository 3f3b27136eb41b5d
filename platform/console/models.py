"""What the console keeps of each marketplace, so that its pages ask no marketplace's schema. Public schema."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.money import Money


class Tally(models.Model):
    """One month of one marketplace, counted anew by the clock: what it released, and what went wrong there last."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.ForeignKey("tenants.Tenant", models.CASCADE, related_name="tallies", verbose_name=_("marketplace"))
    period = models.CharField(_("month"), max_length=7)
    currency = models.CharField(_("currency"), max_length=3)
    volume_minor = models.BigIntegerField(_("released volume"), default=0)
    payments = models.PositiveIntegerField(_("payments released"), default=0)
    error = models.CharField(_("last error"), max_length=300, blank=True)
    counted_at = models.DateTimeField(_("counted"))

    class Meta:
        verbose_name = _("month of a marketplace")
        verbose_name_plural = _("months of marketplaces")
        constraints = [
            models.UniqueConstraint(fields=["tenant", "period"], name="tally_once_a_month"),
            models.CheckConstraint(condition=models.Q(volume_minor__gte=0), name="tally_not_negative"),
        ]

    @property
    def volume(self) -> Money:
        return Money(self.volume_minor, self.currency)


class BooksCheck(models.Model):
    """How the books of one marketplace stood when they were last recomputed: `findings` are sentences, none is well."""

    id = models.BigAutoField(primary_key=True)
    tenant = models.OneToOneField(
        "tenants.Tenant", models.CASCADE, related_name="books_check", verbose_name=_("marketplace")
    )
    findings = models.JSONField(_("what does not add up"), default=list, blank=True)
    checked_at = models.DateTimeField(_("checked"))

    class Meta:
        verbose_name = _("check of the books")
        verbose_name_plural = _("checks of the books")
