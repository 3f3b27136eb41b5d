"""The history table and the news that could not be delivered yet."""

from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel.money import Money


class EntryEncoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return {"minor": o.minor, "currency": o.currency} if isinstance(o, Money) else super().default(o)


class Entry(models.Model):
    """One thing that happened. The database refuses to delete or change it, but for `relayed_at` (0002_append_only)."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("verb"), max_length=48)
    subject_type = models.CharField(_("object"), max_length=48)
    subject_id = models.BigIntegerField(_("number of the object"))
    actor_kind = models.CharField(_("kind of actor"), max_length=16)
    actor_id = models.BigIntegerField(_("number of the actor"), null=True)
    actor_label = models.CharField(_("actor"), max_length=254)
    source = models.CharField(_("state before"), max_length=24, blank=True)
    target = models.CharField(_("state after"), max_length=24, blank=True)
    data = models.JSONField(_("details"), default=dict, encoder=EntryEncoder)
    relayed_at = models.DateTimeField(_("told on"), null=True)

    class Meta:
        app_label = "kernel"
        verbose_name = _("history entry")
        verbose_name_plural = _("history")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "id"], name="entry_timeline"),
            models.Index(fields=["actor_id", "id"], name="entry_actor", condition=models.Q(actor_id__isnull=False)),
            models.Index(fields=["id"], name="entry_unrelayed", condition=models.Q(relayed_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_id}"

    @property
    def event(self) -> str:
        """The name that subscribers use: `contract.release`."""
        return f"{self.subject_type}.{self.verb}"


class Undelivered(models.Model):
    """A subscriber that failed on an entry; it is tried again, later and later, until it succeeds."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="undelivered", verbose_name=_("entry"))
    handler = models.CharField(_("subscriber"), max_length=200)
    attempts = models.PositiveIntegerField(_("attempts"), default=1)
    error = models.TextField(_("last error"))
    retry_at = models.DateTimeField(_("next attempt"), db_index=True)

    class Meta:
        app_label = "kernel"
        verbose_name = _("undelivered news")
        verbose_name_plural = _("undelivered news")
        constraints = [models.UniqueConstraint(fields=["entry", "handler"], name="undelivered_once")]

    def __str__(self) -> str:
        return f"{self.handler} {self.entry_id}"
