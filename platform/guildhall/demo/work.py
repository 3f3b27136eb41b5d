"""The work of a demo marketplace: jobs, proposals and the stories of its contracts, through the public actions."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from billing.payments import actions as payments
from billing.payments.gateways import sandbox
from guildhall.demo import tale
from guildhall.demo.marketplaces import Marketplace
from guildhall.demo.people import actor, skill_ids
from guildhall.demo.schedule import Schedule
from kernel.actors import Actor
from marketplace.contracts import actions as contracts
from marketplace.contracts.models import Contract, Milestone
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.jobs.pitch import Brief, Deal, Pitch, Stage
from marketplace.members.models import Category, Member
from marketplace.workroom import actions as workroom

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SENTENCE = re.compile(r"[^.!?。؟！]+[.!?。؟！]*\s*")


@dataclass
class Scene:
    """Where the stories of one marketplace play: its people, its words, its schedule, and now."""

    place: Marketplace
    told: dict[str, Any]
    plan: Schedule
    now: datetime
    clients: list[Member] = field(default_factory=list)
    freelancers: list[Member] = field(default_factory=list)
    jobs: dict[int, Job] = field(default_factory=dict)

    def ago(self, days: int, hours: int = 0) -> datetime:
        return self.now - days * DAY - hours * HOUR


def post_job(scene: Scene, number: int, at: datetime) -> Job:
    """A job as it was told, posted unless it is still a draft."""
    told, place = scene.told["jobs"][number], scene.place
    client = scene.clients[told["client"]]
    budget = tale.money(told["budget"], place.currency)
    brief = Brief(
        title=told["title"],
        description=told["text"],
        category_id=Category.objects.get(slug=told["category"]).pk,
        skill_ids=skill_ids(told["skills"]),
        kind=told["kind"],
        budget=budget,
        stages=_stages(told, budget),
        questions=tuple(told["questions"]),
        experience=("any", "skilled", "expert", "entry")[number % 4],
    )
    job = jobs.draft(client=client, brief=brief, actor=actor(client), at=at)
    if told["end"] != "draft":
        jobs.post(job=job, actor=actor(client), at=at)
    scene.jobs[number] = job
    return job


def _stages(told: dict[str, Any], budget: Any) -> tuple[Stage, ...]:
    if told["kind"] != "fixed" or not told.get("milestones"):
        return ()
    amounts = tale.parts(budget, [one["share"] for one in told["milestones"]])
    return tuple(Stage(one["title"], amount) for one, amount in zip(told["milestones"], amounts, strict=True))


def propose(scene: Scene, number: int, who: int, at: datetime, *, percent: int = 100) -> Proposal:
    """A freelancer answers a job at `percent` of its budget, with a letter of her own."""
    job, worker = scene.jobs[number], scene.freelancers[who]
    told = scene.told["jobs"][number]
    letters = scene.told["letters"]
    client = scene.clients[told["client"]]
    letter = letters[(number * 5 + who) % len(letters)]
    amount = tale.money(max(told["budget"] * percent // 100, 1), scene.place.currency)
    pitch = Pitch(
        letter=_addressed(letter, job, client),
        amount=amount,
        days=7 + (number * 3 + who) % 30,
        answers=tuple(
            _answer(letters[(number * 5 + who + 1 + place) % len(letters)], job, client)
            for place in range(len(job.questions))
        ),
        stages=_stages(told, amount),
    )
    draft = jobs.draft_proposal(job=job, freelancer=worker, pitch=pitch, actor=actor(worker), at=at)
    return jobs.propose(proposal=draft, actor=actor(worker), at=at)


def _addressed(letter: str, job: Job, client: Any) -> str:
    return letter.replace("{title}", job.title).replace("{client}", client.first_name)


def _answer(letter: str, job: Job, client: Any) -> str:
    """What a letter says after its greeting: an answer greets nobody."""
    sentences = SENTENCE.findall(letter)
    said = [one for one in sentences if "{client}" not in one] or sentences
    return _addressed("".join(said).strip(), job, client)[:400]


def make_offer(scene: Scene, proposal: Proposal, at: datetime) -> Offer:
    """The client offers what was proposed; she wants to talk first."""
    client = actor(proposal.job.client)
    workroom.open_for_proposal(proposal=proposal, actor=client, at=at - HOUR)
    proposal.refresh_from_db()
    stages = tuple(Stage(one.title, one.amount) for one in proposal.milestones.all())
    deal = Deal(title=proposal.job.title, stages=stages or (Stage(proposal.job.title[:120], proposal.amount),))
    return jobs.make_offer(proposal=proposal, deal=deal, actor=client, at=at)


def fund(milestone: Milestone, at: datetime) -> None:
    """The client pays with a test card that works."""
    client = actor(milestone.contract.client)
    payment = contracts.fund(milestone=milestone, return_url="/", actor=client, at=at)
    payments.reach_gateway(collection=payment, actor=client, at=at)
    payments.pay_in_sandbox(collection=payment, card=sandbox.SUCCEEDS, actor=client, at=at)


def talk(
    contract: Contract, chat: list[dict[str, str]], since: datetime, apart: timedelta
) -> Callable[[Schedule], None]:
    """Plan a conversation: each message some time after the one before."""

    def plan(schedule: Schedule) -> None:
        for number, said in enumerate(chat):
            schedule.plan(since + apart * number, partial(_say, contract, said, number))

    return plan


def _say(contract: Contract, said: dict[str, str], number: int, at: datetime) -> None:
    member = contract.client if said["by"] == "client" else contract.freelancer
    by: Actor = actor(member)
    thread = workroom.open_for_contract(contract=contract, actor=by, at=at)
    key = uuid.uuid5(contract.uuid, str(number))
    message = workroom.send(thread=thread, body=said["text"], key=key, actor=by, at=at)
    other = contract.freelancer if said["by"] == "client" else contract.client
    workroom.read(thread=thread, up_to=message.pk, actor=actor(other), at=at + HOUR)
