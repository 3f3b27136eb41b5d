"""Words and colours of jobs for templates."""

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kernel import currencies
from marketplace.jobs import states
from marketplace.jobs.models import Job, Proposal
from marketplace.members.templatetags.members import json_ld
from tenants import current

register = template.Library()

JOB_TONES = {"open": "good", "expiring": "warn", "paused": "warn", "filled": "info", "removed": "bad"}
PROPOSAL_TONES = {"shortlisted": "info", "interviewing": "info", "offered": "good", "hired": "good"}
OFFER_TONES = {"pending": "warn", "accepted": "good", "declined": "bad"}


@register.filter
def job_tone(state: str) -> str:
    return JOB_TONES.get(state, "neutral")


@register.filter
def proposal_tone(state: str) -> str:
    return PROPOSAL_TONES.get(state, "neutral")


@register.filter
def offer_tone(state: str) -> str:
    return OFFER_TONES.get(state, "neutral")


@register.filter
def freelancer_word(proposal: Proposal) -> str:
    """The state as the freelancer may know it: shortlists and archives are the client's own affair."""
    quiet = (states.Proposal.SUBMITTED, states.Proposal.SHORTLISTED, states.Proposal.ARCHIVED)
    if proposal.state in quiet:
        return _("Read by the client") if proposal.seen_at else _("Sent")
    return str(proposal.get_state_display())


@register.simple_tag
def job_posting(job: Job) -> SafeString:
    """schema.org JobPosting: data for search engines, never run."""
    facts = current.get()
    posting = {
        "@type": "JobPosting",
        "title": job.title,
        "description": job.description,
        "datePosted": job.posted_at.date().isoformat() if job.posted_at else "",
        "employmentType": "CONTRACTOR",
        "jobLocationType": "TELECOMMUTE",
        "url": facts.base_url + job.get_absolute_url(),
        "directApply": True,
        "hiringOrganization": {"@type": "Organization", "name": facts.name, "sameAs": facts.base_url},
    }
    if job.budget:
        value = {"@type": "QuantitativeValue", "value": _plain(job), "unitText": "HOUR"}
        if job.is_fixed:
            value["unitText"] = "PROJECT"
        posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": job.currency, "value": value}
    return json_ld(posting)


def _plain(job: Job) -> str:
    exponent = currencies.get(job.currency).exponent
    digits = str(job.budget_minor).rjust(exponent + 1, "0")
    return digits if not exponent else f"{digits[:-exponent]}.{digits[-exponent:]}"
