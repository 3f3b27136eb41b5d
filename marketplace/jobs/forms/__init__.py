from marketplace.jobs.forms.answers import DeclineForm, DeclineOfferForm
from marketplace.jobs.forms.job import JobForm
from marketplace.jobs.forms.offer import OfferForm
from marketplace.jobs.forms.proposal import ProposalForm
from marketplace.jobs.forms.stages import stage_forms, stages_of, status_of

__all__ = [
    "DeclineForm",
    "DeclineOfferForm",
    "JobForm",
    "OfferForm",
    "ProposalForm",
    "stage_forms",
    "stages_of",
    "status_of",
]
