"""What a member has been told, and how she wants to be told."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """One piece of news for one member. `kind` is `<life>.<verb>:<role>`; its words are in the registry, their
    values in `params`, so that it can be read in any language later on."""

    member = models.ForeignKey("members.Member", models.CASCADE, related_name="notices", verbose_name=_("member"))
    kind = models.CharField(_("kind"), max_length=80)
    params = models.JSONField(_("values"), default=dict, blank=True)
    url = models.CharField(_("where it leads"), max_length=300, blank=True)
    # What keeps one event from being told twice: the history row's id, or what its teller chose.
    key = models.CharField(_("key"), max_length=120)
    created_at = models.DateTimeField(_("told"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    is_shown = models.BooleanField(_("in the list"), default=True)
    is_mailed = models.BooleanField(_("by e-mail"), default=True)
    mailed_at = models.DateTimeField(_("e-mail sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="notice_told_once")]
        indexes = [
            models.Index(fields=["member", "-created_at"], name="notice_of_member"),
            models.Index(
                fields=["member"],
                name="notice_unread",
                condition=models.Q(read_at__isnull=True, is_shown=True),
            ),
            models.Index(
                fields=["created_at"],
                name="notice_unsent",
                condition=models.Q(mailed_at__isnull=True, is_mailed=True),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Preference(models.Model):
    """How a member hears of one kind; without a row she hears in both ways."""

    member = models.ForeignKey(
        "members.Member", models.CASCADE, related_name="notice_preferences", verbose_name=_("member")
    )
    kind = models.CharField(_("kind"), max_length=80)
    in_app = models.BooleanField(_("in the list"), default=True)
    by_email = models.BooleanField(_("by e-mail"), default=True)
    changed_at = models.DateTimeField(_("changed"), db_default=Now())

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="preference_once")]

    def __str__(self) -> str:
        return self.kind
