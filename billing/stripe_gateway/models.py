"""Keys, the webhook inbox, and the fake's memory. In the public schema these are the operator's, in a marketplace's
schema its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StripeAccount(models.Model):
    """A Stripe account by its restricted key. Sealed; only the last four characters are ever shown. `token` is the
    opaque part of its webhook address."""

    sealed_key = models.TextField(_("key, sealed"))
    last4 = models.CharField(_("last four of the key"), max_length=4)
    sealed_webhook_secret = models.TextField(_("webhook secret, sealed"), blank=True)
    livemode = models.BooleanField(_("live"))
    token = models.CharField(_("webhook token"), max_length=64, unique=True)
    checked_at = models.DateTimeField(_("checked"))
    replaced_at = models.DateTimeField(_("replaced"), null=True)

    class Meta:
        verbose_name = _("Stripe account")
        verbose_name_plural = _("Stripe accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["livemode"], condition=models.Q(replaced_at=None), name="stripe_account_one_in_use"
            ),
        ]


class InboxEvent(models.Model):
    """A verified webhook, stored once. What it says is only a hint: the object is fetched again."""

    NEW, DONE, IGNORED = "new", "done", "ignored"

    endpoint = models.CharField(_("endpoint"), max_length=64)
    event = models.CharField(_("event"), max_length=80)
    type = models.CharField(_("type"), max_length=80)
    object_id = models.CharField(_("object"), max_length=80)
    state = models.CharField(_("state"), max_length=24, default=NEW)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    due_at = models.DateTimeField(_("next attempt"))
    error = models.CharField(_("last error"), max_length=300, blank=True)
    received_at = models.DateTimeField(_("received"))
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        constraints = [
            models.UniqueConstraint(fields=["endpoint", "event"], name="inbox_event_once"),
        ]
        indexes = [models.Index(fields=["due_at"], condition=models.Q(state="new"), name="inbox_event_due")]


class FakeWorld(models.Model):
    """The memory of the stand-in for Stripe, when there is no key."""

    name = models.CharField(max_length=40, unique=True)
    state = models.JSONField()

    class Meta:
        verbose_name = _("stand-in for Stripe")
        verbose_name_plural = _("stand-ins for Stripe")
