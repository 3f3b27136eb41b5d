"""The jobs of a demo marketplace in all their states, and the proposals that wait in their inboxes."""

from datetime import datetime
from functools import partial

from guildhall.demo import work
from guildhall.demo.people import actor
from guildhall.demo.stories import ALL as STORIES
from guildhall.demo.work import DAY, HOUR, Scene
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Proposal
from marketplace.members import actions as members
from marketplace.workroom import actions as workroom


def plan_all(scene: Scene) -> None:
    """Post every job some days before it is needed; what is open gets two to six proposals."""
    for number, told in enumerate(scene.told["jobs"]):
        scene.plan.plan(_posted(scene, number), partial(work.post_job, scene, number))
        _plan_end(scene, number, told["end"])
    scene.plan.plan(scene.ago(20), lambda at: _suspend(scene, at))


def _posted(scene: Scene, number: int) -> datetime:
    for told, (_story, days) in zip(scene.told["contracts"], STORIES, strict=False):
        if told["job"] == number:
            return scene.ago(days + 6)
    if scene.told["jobs"][number]["end"] == "expired":
        return scene.ago(40 + number)
    return scene.ago(1 + number * 7 % 19, number % 11)


def _plan_end(scene: Scene, number: int, end: str) -> None:
    posted = _posted(scene, number)
    client = actor(scene.clients[scene.told["jobs"][number]["client"]])
    if end in ("open", "paused", "closed"):
        _plan_proposals(scene, number, posted)
    if end == "paused":
        scene.plan.plan(scene.now - HOUR, lambda at: jobs.pause(job=scene.jobs[number], actor=client, at=at))
    if end == "closed":
        scene.plan.plan(scene.now - 2 * HOUR, lambda at: jobs.close(job=scene.jobs[number], actor=client, at=at))


def _plan_proposals(scene: Scene, number: int, posted: datetime) -> None:
    """Some answer within hours; the client shortlists one, talks to it, and declines another with a reason."""
    wanted = 2 + number * 5 % 5
    room = scene.now - posted
    for place in range(wanted):
        who = (number * 3 + place * 4 + 1) % (len(scene.freelancers) - 1)
        at = posted + room * (place + 1) // (wanted + 2)
        scene.plan.plan(at, partial(work.propose, scene, number, who, percent=80 + who % 9 * 5))
    scene.plan.plan(posted + room * (wanted + 1) // (wanted + 2), lambda at: _sift(scene, number, at))


def _sift(scene: Scene, number: int, at: datetime) -> None:
    waiting = list(Proposal.objects.filter(job=scene.jobs[number], state="submitted").order_by("pk"))
    client = actor(scene.clients[scene.told["jobs"][number]["client"]])
    if number % 2 == 0 and waiting:
        jobs.shortlist(proposal=waiting[0], actor=client, at=at)
        if number % 4 == 0:
            workroom.open_for_proposal(proposal=waiting[0], actor=client, at=at)
    if number % 3 == 0 and len(waiting) > 2:
        reasons = scene.told["declines"]
        note = reasons[number % len(reasons)]
        jobs.decline(proposal=waiting[-1], reason="other", note=note, actor=client, at=at)


def _suspend(scene: Scene, at: datetime) -> None:
    """The last of the freelancers broke the rules; her data stay."""
    from accounts.models import User
    from kernel.actors import Actor

    owner = Actor.of(User.objects.get(email=scene.place.owner_email))
    reason = scene.told["declines"][0]
    members.suspend(member=scene.freelancers[-1], reason=reason, actor=owner, at=at + DAY * 0)
