"""What may come in with a proposal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from marketplace.jobs.forms.files import FilesField
from marketplace.jobs.forms.needed import DraftForm
from marketplace.jobs.forms.stages import currency, least
from marketplace.jobs.models import Job, Proposal
from marketplace.jobs.pitch import Pitch, Stage


class ProposalForm(DraftForm):
    needed: tuple[str, ...] = ("amount", "letter")

    amount = MoneyFormField(label=_("Your price"), currency=currency, least=least, required=False)
    days = forms.IntegerField(label=_("Days you need"), min_value=1, max_value=730, required=False, localize=True)
    letter = forms.CharField(
        label=_("Letter to the client"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("Why you, how you would go about it, and what you need from the client."),
    )
    files = FilesField(label=_("Files"))  # type: ignore[assignment]  # the form's metaclass takes it off the class

    def __init__(self, *args: Any, job: Job, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.job = job
        if not job.is_fixed:
            self.fields["amount"].label = _("Your hourly rate")
            del self.fields["days"]
        for place, question in enumerate(job.questions):
            self.fields[f"answer_{place}"] = forms.CharField(
                label=question, max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
            )

        self.needed = (*self.needed, *(f"answer_{place}" for place in range(len(job.questions))))
        self._show_needed(not self.is_bound)

    @classmethod
    def of(cls, job: Job, proposal: Proposal | None, *args: Any) -> "ProposalForm":
        if proposal is None:
            return cls(*args, job=job)
        answers = {f"answer_{place}": row["answer"] for place, row in enumerate(proposal.answers)}
        kept = {"amount": proposal.amount, "days": proposal.days, "letter": proposal.letter}
        return cls(*args, job=job, initial={**kept, **answers})

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        return [self[f"answer_{place}"] for place in range(len(self.job.questions))]

    def pitch(self, stages: tuple[Stage, ...]) -> Pitch:
        """Everything that could be read; fields with a flaw are left out, so that a draft keeps the rest."""
        kept = getattr(self, "cleaned_data", {})
        return Pitch(
            letter=kept.get("letter", ""),
            amount=kept.get("amount"),
            days=kept.get("days"),
            answers=tuple(kept.get(f"answer_{place}", "") for place in range(len(self.job.questions))),
            stages=stages if self.job.is_fixed else (),
        )
