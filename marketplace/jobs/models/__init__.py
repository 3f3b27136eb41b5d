from marketplace.jobs.models.job import (
    Experience,
    Job,
    JobFile,
    JobMilestone,
    JobState,
    Kind,
    Visibility,
)
from marketplace.jobs.models.offer import Offer, OfferMilestone, OfferState
from marketplace.jobs.models.plan import PlannedMilestone
from marketplace.jobs.models.proposal import (
    DeclineReason,
    Proposal,
    ProposalFile,
    ProposalMilestone,
    ProposalState,
)

__all__ = [
    "DeclineReason",
    "Experience",
    "Job",
    "JobFile",
    "JobMilestone",
    "JobState",
    "Kind",
    "Offer",
    "OfferMilestone",
    "OfferState",
    "PlannedMilestone",
    "Proposal",
    "ProposalFile",
    "ProposalMilestone",
    "ProposalState",
    "Visibility",
]
