"""A milestone as planned: on a job a wish, on a proposal a suggestion, on an offer a term."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyOf


class PlannedMilestone(models.Model):
    position = models.PositiveSmallIntegerField(_("position"))
    title = models.CharField(_("title"), max_length=160)
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(_("currency"), max_length=3)
    due_on = models.DateField(_("due"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position"]

    def __str__(self) -> str:
        return self.title

    amount = MoneyOf("amount_minor")
