"""What is to happen, and when."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Timer(models.Model):
    """`due_at` is the moment that counts, however late it is handled; `run_at` is when it is tried (again)."""

    id = models.BigAutoField(primary_key=True)
    life = models.CharField(_("life"), max_length=48)
    subject_id = models.BigIntegerField(_("number of the object"))
    verb = models.CharField(_("verb"), max_length=48)
    due_at = models.DateTimeField(_("due"))
    key = models.CharField(_("key"), max_length=200)
    of_state = models.BooleanField(_("ends with the state"), default=False)
    run_at = models.DateTimeField(_("next attempt"), db_index=True)
    attempts = models.PositiveIntegerField(_("failed attempts"), default=0)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        app_label = "kernel"
        verbose_name = _("timer")
        verbose_name_plural = _("timers")
        constraints = [models.UniqueConstraint(fields=["key"], name="timer_key_once")]
        indexes = [models.Index(fields=["life", "subject_id"], name="timer_subject")]

    def __str__(self) -> str:
        return self.key
