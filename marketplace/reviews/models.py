"""What the two of a contract say about each other: sealed until both have spoken or the window has closed."""

import uuid
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from marketplace.reviews import states

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Round(models.Model):
    """The time in which the two of one contract may review each other."""

    history_name = "review_round"

    contract = models.OneToOneField(
        "contracts.Contract", models.PROTECT, related_name="review_round", verbose_name=_("contract")
    )
    opened_at = models.DateTimeField(_("opened"))
    closes_at = models.DateTimeField(_("closes"))
    shown_at = models.DateTimeField(_("shown"), null=True, blank=True)
    reply_until = models.DateTimeField(_("reply until"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=24, default=states.OPEN)

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="review_round_closes_later"
            ),
            models.CheckConstraint(condition=models.Q(state__in=states.ROUND.states), name="review_round_state_known"),
        ]

    def __str__(self) -> str:
        return str(self.contract_id)


CRITERIA = {
    "skills": _("Skills"),
    "quality": _("Quality"),
    "availability": _("Availability"),
    "deadlines": _("Keeping deadlines"),
    "communication": _("Communication"),
    "cooperation": _("Cooperation"),
}


def _score(label: "StrPromise") -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, validators=[MinValueValidator(1), MaxValueValidator(5)])


class Review(models.Model):
    uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews", verbose_name=_("review round"))
    author = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="reviews_written", verbose_name=_("author")
    )
    about = models.ForeignKey(
        "members.Member", models.PROTECT, related_name="reviews_received", verbose_name=_("about")
    )
    skills = _score(CRITERIA["skills"])
    quality = _score(CRITERIA["quality"])
    availability = _score(CRITERIA["availability"])
    deadlines = _score(CRITERIA["deadlines"])
    communication = _score(CRITERIA["communication"])
    cooperation = _score(CRITERIA["cooperation"])
    text = models.TextField(_("review"), max_length=4000)
    private_note = models.TextField(_("private note to the marketplace"), max_length=2000, blank=True)
    written_at = models.DateTimeField(_("written"))
    reply = models.TextField(_("reply"), max_length=2000, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-written_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "author"], name="review_once"),
            models.CheckConstraint(condition=~models.Q(author=models.F("about")), name="review_of_another"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"review_{name}_1_to_5",
                )
                for name in CRITERIA
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def scores(self) -> list[tuple[str, int]]:
        return [(str(label), getattr(self, name)) for name, label in CRITERIA.items()]

    @property
    def mean(self) -> Decimal:
        """Stars to one decimal, half up."""
        total = sum(score for _label, score in self.scores)
        return Decimal((20 * total + len(CRITERIA)) // (2 * len(CRITERIA))).scaleb(-1)
