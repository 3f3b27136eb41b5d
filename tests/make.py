"""Plain functions that make what a test needs, through the real doors where they exist. Everybody adds hers."""

from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils.text import slugify

from accounts.models import User
from accounts.sessions import SessionStore
from billing.fees import actions as fees
from billing.fees.ladder import Band, Ladder
from billing.fees.models import FeeTerms
from kernel import currencies
from kernel.actors import SYSTEM, Actor
from kernel.money import Money
from marketplace.jobs import actions as jobs
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.jobs.pitch import Brief, Deal, Pitch, Stage
from marketplace.members import actions as member_actions
from marketplace.members import queries as members
from marketplace.members.faces import Craft, Face
from marketplace.members.models import Category, Member, Skill
from tenants import current

PASSWORD = "a long enough passphrase"


def user(name: str = "Nils", **facts: object) -> User:
    """A person of the marketplace that is active, known by name: `make.user("Clara").email` is clara@example.com."""
    email = facts.pop("email", f"{name.lower().replace(' ', '.')}@example.com")
    found = User.objects.filter(email=email).first()
    return found or User.objects.create_user(email=email, password=None, name=name, **facts)


def sign_in(browser: Client, person: User) -> Client:
    """Her browser carries what signing in leaves there, in the marketplace that is active: one row, where the test
    client's own `force_login` makes two and takes sixteen statements."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    browser.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return browser


# ── Members and jobs ────────────────────────────────────────────────────────────────────────────────────────────
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
LETTER = "I have done this for six years. Here is how I would begin, and what I need from you."
STORY = "We need a rig for a quadruped. Please send a plan, two test poses and the final file."


def actor(person) -> Actor:
    """Who acts: a user or a member."""
    return Actor.of(getattr(person, "user", person))


def skill(name: str = "Rigging") -> Skill:
    return Skill.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def category(name: str = "Animation") -> Category:
    return Category.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]


def member(person, *, hires: bool = False, works: bool = False, headline: str = "", at: datetime = AT) -> Member:
    """A settled member; `person` is a user or a name."""
    someone = user(person) if isinstance(person, str) else person
    found = members.of(someone)
    face = Face(name=someone.name, hires=hires, works=works, headline=headline)
    return member_actions.revise(member=found, face=face, actor=actor(someone), at=at)


def client(person="Clara", at: datetime = AT) -> Member:
    return member(person, hires=True, at=at)


def freelancer(
    person="Felix", *, rate: int = 5000, skills: tuple[str, ...] = ("Rigging",), at: datetime = AT
) -> Member:
    """A listed freelancer who asks `rate` minor units an hour."""
    found = member(person, works=True, headline="Rigger for creatures", at=at)
    craft = Craft(
        rate=Money(rate, current.get().currency),
        category_id=category().pk,
        skill_ids=tuple(skill(name).pk for name in skills),
    )
    member_actions.revise_craft(member=found, craft=craft, actor=actor(found), at=at)
    return Member.objects.select_related("user", "freelancer").get(pk=found.pk)


def terms(at: datetime = AT, *, client_bps: int = 500) -> None:
    """The owner's fees: 20/10/5 at 500 and 10,000 for each pair, and a client fee of 5 %."""
    unit = currencies.get(current.get().currency).unit
    bands = ((0, 500 * unit, 2000), (500 * unit, 10_000 * unit, 1000), (10_000 * unit, None, 500))
    fees.publish_terms(
        ladder=Ladder(current.get().currency, tuple(Band(*band) for band in bands)),
        client_bps=client_bps,
        effective_from=at - timedelta(days=60),
        actor=SYSTEM,
        at=at - timedelta(days=61),
    )


def stage(title: str, minor: int, due_on=None) -> Stage:
    return Stage(title, Money(minor, current.get().currency), due_on)


def draft_job(owner: Member | None = None, *, at: datetime = AT, **brief) -> Job:
    facts = {"title": "Rig a quadruped", "description": STORY, "stages": (stage("Rig", 60000),), **brief}
    facts.setdefault("skill_ids", (skill().pk,))
    owner = owner or client()
    return jobs.draft(client=owner, brief=Brief(**facts), actor=actor(owner), at=at)


def job(owner: Member | None = None, *, at: datetime = AT, **brief) -> Job:
    """A posted job: 600.00 in one milestone unless told otherwise."""
    found = draft_job(owner, at=at, **brief)
    return jobs.post(job=found, actor=actor(found.client), at=at)


def draft_proposal(posted: Job | None = None, worker: Member | None = None, *, at: datetime = AT, **pitch) -> Proposal:
    posted, worker = posted or job(at=at), worker or freelancer(at=at)
    answers = tuple("Yes." for _question in posted.questions)
    facts = {"letter": LETTER, "amount": Money(60000, posted.currency), "answers": answers, **pitch}
    return jobs.draft_proposal(job=posted, freelancer=worker, pitch=Pitch(**facts), actor=actor(worker), at=at)


def proposal(posted: Job | None = None, worker: Member | None = None, *, at: datetime = AT, **pitch) -> Proposal:
    """A proposal that was sent."""
    found = draft_proposal(posted, worker, at=at, **pitch)
    return jobs.propose(proposal=found, actor=actor(found.freelancer), at=at)


def offer(found: Proposal | None = None, *, at: datetime = AT, stages: tuple[Stage, ...] = (), **deal) -> Offer:
    """An offer that waits for its answer: 600.00 in one milestone unless told otherwise."""
    if not FeeTerms.objects.exists():
        terms(at)
    found = found or proposal(at=at)
    facts = {"title": found.job.title, "stages": stages or (stage("Rig", 60000),), **deal}
    return jobs.make_offer(proposal=found, deal=Deal(**facts), actor=actor(found.job.client), at=at)
