"""What may come in with a job. A draft may lack everything; what is there has to be readable."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kernel.fields import MoneyFormField
from marketplace.jobs.forms.files import FilesField
from marketplace.jobs.forms.needed import DraftForm
from marketplace.jobs.forms.stages import currency, least
from marketplace.jobs.models import Experience, Job, Kind, Visibility
from marketplace.jobs.pitch import Brief, Stage
from marketplace.members.models import Category, Skill
from marketplace.pressing import PressedOnce

MOST_QUESTIONS = 5


class JobForm(DraftForm, PressedOnce):
    needed = ("title", "description")
    title = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("What is to be done, in one line.")
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=10_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("The goal, what you deliver, what you expect back, and by when."),
    )
    category = forms.ModelChoiceField(
        label=_("Field"), queryset=Category.objects.all(), required=False, empty_label=_("Please choose")
    )
    skills = forms.ModelMultipleChoiceField(
        label=_("Skills"),
        queryset=Skill.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label=_("How do you want to pay?"), choices=Kind.choices, widget=forms.RadioSelect, initial=Kind.FIXED
    )
    budget = MoneyFormField(
        label=_("Budget"),
        currency=currency,
        least=least,
        required=False,
        help_text=_("For everything together. With milestones below, their sum counts."),
    )
    rate_from = MoneyFormField(label=_("Hourly rate from"), currency=currency, least=least, required=False)
    rate_to = MoneyFormField(label=_("Hourly rate up to"), currency=currency, least=least, required=False)
    weekly_hours = forms.IntegerField(label=_("Hours a week"), min_value=1, max_value=80, required=False, localize=True)
    experience = forms.ChoiceField(label=_("Experience"), choices=Experience.choices, initial=Experience.ANY)
    openings = forms.IntegerField(label=_("People wanted"), min_value=1, max_value=50, initial=1)
    visibility = forms.ChoiceField(label=_("Who may see it"), choices=Visibility.choices, initial=Visibility.PUBLIC)
    questions = forms.CharField(
        label=_("Questions to answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, five at most. Everybody who proposes answers them."),
    )
    files = FilesField(label=_("Files"))  # type: ignore[assignment]  # the form's metaclass takes it off the class

    @classmethod
    def of(cls, job: Job | None, *args: Any) -> "JobForm":
        if job is None:
            return cls(*args)
        kept = {
            name: getattr(job, name)
            for name in ("title", "description", "kind", "weekly_hours", "experience", "openings", "visibility")
        }
        paid = {"budget": job.budget} if job.is_fixed else {"rate_from": job.rate_from, "rate_to": job.budget}
        chosen = {"category": job.category_id, "skills": [skill.pk for skill in job.skills.all()]}
        return cls(*args, initial={**kept, **paid, **chosen, "questions": "\n".join(job.questions)})

    def clean_questions(self) -> tuple[str, ...]:
        lines = [line.strip() for line in self.cleaned_data["questions"].splitlines() if line.strip()]
        if len(lines) > MOST_QUESTIONS:
            raise ValidationError(_("Please ask five questions at most."))
        if any(len(line) > 300 for line in lines):
            raise ValidationError(_("A question can have 300 letters at most."))
        return tuple(lines)

    def clean(self) -> dict[str, Any]:
        kept = super().clean() or {}
        lowest, highest = kept.get("rate_from"), kept.get("rate_to")
        if lowest and highest and lowest > highest:
            self.add_error("rate_to", _("The highest hourly rate is below the lowest."))
        return kept

    def brief(self, stages: tuple[Stage, ...]) -> Brief:
        """Everything that could be read; fields with a flaw are left out, so that a draft keeps the rest."""
        kept = getattr(self, "cleaned_data", {})
        kind = kept.get("kind") or Kind.FIXED
        is_fixed = kind == Kind.FIXED
        return Brief(
            title=kept.get("title", ""),
            description=kept.get("description", ""),
            category_id=kept["category"].pk if kept.get("category") else None,
            skill_ids=tuple(skill.pk for skill in kept.get("skills", ())),
            kind=kind,
            budget=kept.get("budget") if is_fixed else kept.get("rate_to"),
            rate_from=None if is_fixed else kept.get("rate_from"),
            weekly_hours=None if is_fixed else kept.get("weekly_hours"),
            experience=kept.get("experience") or Experience.ANY,
            visibility=kept.get("visibility") or Visibility.PUBLIC,
            questions=kept.get("questions", ()),
            stages=stages if is_fixed else (),
            openings=kept.get("openings") or 1,
        )
