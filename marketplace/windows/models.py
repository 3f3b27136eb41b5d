"""How long things may take on this marketplace: the owner's numbers, in days. Tenant schema; the newest row counts."""

from datetime import timedelta
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

# name → (default, least, most), in days
LIMITS: dict[str, tuple[int, int, int]] = {
    "release_days": (14, 1, 90),
    "offer_days": (7, 1, 60),
    "job_days": (30, 2, 365),
    "warn_days": (5, 1, 60),
    "hold_days": (5, 0, 90),
    "review_days": (14, 1, 90),
    "reply_days": (28, 1, 90),
    "bonus_days": (365, 1, 3650),
}


def _days(name: str, label: Any, help_text: Any) -> Any:
    default, least, most = LIMITS[name]
    checks = [MinValueValidator(least), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, default=default, validators=checks, help_text=help_text)


class Windows(models.Model):
    """A version of the owner's time limits. What runs already keeps the limit it began with."""

    release_days = _days(
        "release_days", _("Answer to a delivery"), _("After so many days the clock releases the payment.")
    )
    offer_days = _days("offer_days", _("Answer to an offer"), _("After so many days an offer expires."))
    job_days = _days("job_days", _("Quiet days of a job"), _("A job on which nothing happens for so long ends."))
    warn_days = _days("warn_days", _("Warning before a job ends"), _("So many days before, its client is told."))
    hold_days = _days(
        "hold_days", _("Security hold"), _("So long after its release a payment waits until it can be withdrawn.")
    )
    review_days = _days("review_days", _("Time for reviews"), _("Counted from the end of a contract."))
    reply_days = _days("reply_days", _("Time for a reply to a review"), _("Counted from when the reviews are shown."))
    bonus_days = _days(
        "bonus_days", _("Time for a bonus"), _("So long after a contract a client may still say thank you.")
    )
    set_at = models.DateTimeField(_("set"))

    class Meta:
        verbose_name = _("time limits")
        verbose_name_plural = _("time limits")
        constraints = [
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__gte": least, f"{name}__lte": most}), name=f"windows_{name}"
                )
                for name, (_default, least, most) in LIMITS.items()
            ),
            models.CheckConstraint(
                condition=models.Q(warn_days__lt=models.F("job_days")), name="windows_warned_before"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.set_at:%Y-%m-%d}"

    def of(self, name: str) -> timedelta:
        """One of them as a span: `of("release")` is 14 days unless the owner says otherwise."""
        return timedelta(days=getattr(self, f"{name}_days"))
