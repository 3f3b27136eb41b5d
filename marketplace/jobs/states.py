"""What can happen to a job, a proposal and an offer (money.md §5). Anything not listed is refused."""

from datetime import datetime
from typing import Any

from kernel.moves import BIRTH, SILENT, Life, Role, move

CLIENT, FREELANCER, CLOCK = Role.CLIENT, Role.FREELANCER, Role.CLOCK
STAFF = (Role.OWNER, Role.MODERATOR)


class Job:
    DRAFT = "draft"
    OPEN = "open"
    EXPIRING = "expiring"  # open, nothing heard for long: its client is warned
    PAUSED = "paused"
    FILLED = "filled"
    CLOSED = "closed"
    EXPIRED = "expired"
    REMOVED = "removed"

    LIVE = (OPEN, EXPIRING)
    OVER = (FILLED, CLOSED, EXPIRED, REMOVED)


def warning(job: Any, _since: datetime) -> datetime | None:
    """The owner's limits as they stood at the last activity are kept on the job."""
    return job.warns_at


def expiring(job: Any, _since: datetime) -> datetime | None:
    return job.expires_at


JOB = Life(
    "job",
    Job.DRAFT,
    [
        move("draft", CLIENT, BIRTH, to=Job.DRAFT, tells=SILENT),
        # Sample content, whole from the start.
        move("bring", Role.OWNER, BIRTH, to=Job.OPEN, tells=SILENT),
        move("post", CLIENT, Job.DRAFT, to=Job.OPEN, tells=(CLIENT,)),
        move("repost", CLIENT, (Job.EXPIRED, Job.CLOSED), to=Job.OPEN, tells=SILENT),
        move("stir", (CLIENT, FREELANCER), Job.LIVE, to=Job.OPEN, tells=SILENT),
        move("pause", CLIENT, Job.LIVE, to=Job.PAUSED, tells=SILENT),
        move("resume", CLIENT, Job.PAUSED, to=Job.OPEN, tells=SILENT),
        move("fill", FREELANCER, (*Job.LIVE, Job.PAUSED), to=Job.FILLED, tells=(FREELANCER,)),
        move("close", CLIENT, (*Job.LIVE, Job.PAUSED), to=Job.CLOSED, tells=(FREELANCER,)),
        move("warn", CLOCK, Job.OPEN, to=Job.EXPIRING, after=warning, tells=(CLIENT,)),
        move("expire", CLOCK, Job.EXPIRING, to=Job.EXPIRED, after=expiring, tells=(CLIENT, FREELANCER)),
        move("remove", STAFF, (Job.DRAFT, *Job.LIVE, Job.PAUSED), to=Job.REMOVED, tells=(CLIENT, FREELANCER)),
    ],
)


class Proposal:
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SHORTLISTED = "shortlisted"
    INTERVIEWING = "interviewing"
    OFFERED = "offered"
    HIRED = "hired"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    ARCHIVED = "archived"

    TALKING = (SUBMITTED, SHORTLISTED, INTERVIEWING)
    LIVE = (*TALKING, OFFERED)
    INBOX = (*LIVE, HIRED, ARCHIVED)


PROPOSAL = Life(
    "proposal",
    Proposal.DRAFT,
    [
        move("draft", FREELANCER, BIRTH, to=Proposal.DRAFT, tells=SILENT),
        move("submit", FREELANCER, Proposal.DRAFT, to=Proposal.SUBMITTED, tells=(CLIENT,)),
        move("shortlist", CLIENT, Proposal.SUBMITTED, to=Proposal.SHORTLISTED, tells=SILENT),
        move("unlist", CLIENT, Proposal.SHORTLISTED, to=Proposal.SUBMITTED, tells=SILENT),
        move(
            "interview",
            CLIENT,
            (Proposal.SUBMITTED, Proposal.SHORTLISTED),
            to=Proposal.INTERVIEWING,
            tells=(FREELANCER,),
        ),
        move("offer", CLIENT, Proposal.TALKING, to=Proposal.OFFERED, tells=SILENT),
        # The offer ended without a contract; the talk goes on. By whoever ended it.
        move("reopen", (CLIENT, FREELANCER, CLOCK, *STAFF), Proposal.OFFERED, to=Proposal.INTERVIEWING, tells=SILENT),
        move("hire", FREELANCER, Proposal.OFFERED, to=Proposal.HIRED, tells=SILENT),
        move("withdraw", FREELANCER, (Proposal.DRAFT, *Proposal.TALKING), to=Proposal.WITHDRAWN, tells=(CLIENT,)),
        move("decline", CLIENT, (*Proposal.TALKING, Proposal.ARCHIVED), to=Proposal.DECLINED, tells=(FREELANCER,)),
        move("archive", CLIENT, Proposal.TALKING, to=Proposal.ARCHIVED, tells=SILENT),
        move("restore", CLIENT, Proposal.ARCHIVED, to=Proposal.SUBMITTED, tells=SILENT),
    ],
)


class Offer:
    PENDING = "pending"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"

    ENDED = (DECLINED, WITHDRAWN, EXPIRED)


def lapsing(offer: Any, _since: datetime) -> datetime:
    return offer.expires_at


OFFER = Life(
    "offer",
    Offer.PENDING,
    [
        move("make", CLIENT, BIRTH, to=Offer.PENDING, tells=(FREELANCER,)),
        # The contract born in the same moment tells the client ("hire"); twice the same news would be once too many.
        move("accept", FREELANCER, Offer.PENDING, to=Offer.ACCEPTED, tells=SILENT),
        move("decline", FREELANCER, Offer.PENDING, to=Offer.DECLINED, tells=(CLIENT,)),
        move("withdraw", (CLIENT, *STAFF), Offer.PENDING, to=Offer.WITHDRAWN, tells=(FREELANCER,)),
        move(
            "expire",
            CLOCK,
            Offer.PENDING,
            to=Offer.EXPIRED,
            after=lapsing,
            tells=(CLIENT, FREELANCER),
        ),
    ],
)
