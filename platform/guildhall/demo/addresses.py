"""Where everything of the demo is, by role: for the lines `bin/demo` prints and for the tools that look at pages."""

from typing import Any
from urllib.parse import urlencode

from accounts import outbox
from guildhall.demo import cast, deeds, late, people, tale
from guildhall.demo.marketplaces import Marketplace
from marketplace.contracts.models import Contract
from marketplace.escrow.models import Release
from marketplace.jobs.models import Job, Offer, Proposal
from marketplace.workroom.models import Thread
from tenants import scope
from tenants.models import Tenant

NOBODY = "nobody"  # a host that is no marketplace's
# What goes wrong, each with its page (guildhall.demo.breaking), and a page that is not there.
ERRORS = {
    "missing": "/no-such-page/",
    **{f"error-{kind}": f"/errors/{kind}/" for kind in ("400", "403", "500", "503", "away", "form", "paused")},
}
ANYBODY = {
    "home": "/",
    "jobs": "/jobs/",
    "talent": "/talent/",
    "help": "/help/",
    "fees": "/fees/",
    "terms": "/terms/",
    "login": "/accounts/login/",
    "signup": "/accounts/signup/",
    "password-reset": "/accounts/password/reset/",
    **ERRORS,
}
CLIENT = {
    "job-new": "/jobs/new/",
    "jobs-mine": "/jobs/mine/",
    "contracts": "/contracts/",
    "messages": "/messages/",
    "notifications": "/notifications/",
    "settings": "/settings/",
    "settings-profile": "/settings/profile/",
    "settings-company": "/settings/company/",
    "settings-notices": "/settings/notices/",
    "security": "/settings/security/",
    "passkeys": "/accounts/2fa/",
    "email": "/accounts/email/",
}
FREELANCER = {
    "proposals": "/proposals/",
    "offers": "/offers/",
    "craft": "/settings/skills/",
    "portfolio": "/settings/portfolio/",
}
# By a freelancer who has been paid before.
EARNER = {"earnings": "/earnings/", "payouts": "/payouts/", "payout-methods": "/payouts/methods/"}
OWNER = {
    "console": "/manage/",
    "console-fees": "/manage/fees/",
    "console-brand": "/manage/brand/",
    "console-gallery": "/manage/brand/gallery/",
    "console-members": "/manage/member/",
    "console-jobs": "/manage/job/",
    "console-ledger": "/manage/ledger/",
    "console-transfers": "/manage/transfers/",
    "console-rules": "/manage/rules/",
    "console-payments": "/manage/payments/",
    "console-plan": "/manage/plan/",
    "console-payouts": "/manage/payout/",
    "console-receipts": "/manage/feereceipt/",
}
# The marketplace whose owner's card was refused.
LATE = {"home": "/", "jobs": "/jobs/"}
LATE_OWNER = {"console": "/manage/", "console-plan": "/manage/plan/"}
PUBLIC = {
    "front": "/",
    "pricing": "/pricing/",
    "examples": "/examples/",
    "sign-in": "/sign-in/",
    "login": "/accounts/login/",
    "gallery": "/gallery/",
    **ERRORS,
}
# The sign-up wizard, by somebody who is at it: each step shows what she has typed before.
FOUNDER = {f"wizard-{step}": f"/start/{step}/" for step in ("idea", "name", "brand", "money", "account")}
OPERATOR = {
    "operator-late": f"/operator/marketplaces/{late.SLUG}/",
    "operator": "/operator/",
    "operator-plans": "/operator/plans/",
    "operator-marketplaces": "/operator/marketplaces/",
    "operator-new": "/operator/marketplaces/new/",
}


def sign_ins(place: Marketplace) -> dict[str, str]:
    """E-mail addresses by role; the client and the freelancer share a contract that waits for the client."""
    told = tale.of(place.slug)
    first = told["contracts"][0]
    client = told["clients"][told["jobs"][first["job"]]["client"]]
    return {
        "owner": place.owner_email,
        "client": people.email(client["handle"], place),
        "freelancer": people.email(told["freelancers"][first["freelancer"]]["handle"], place),
    }


def all_of(places: tuple[Marketplace, ...]) -> dict[str, Any]:
    """Pages, people and password of the whole demo, as JSON."""
    pages = [{"site": "public", **row} for row in _rows(("", PUBLIC), ("founder", FOUNDER), ("operator", OPERATOR))]
    first = places[0].slug
    pages.append(
        {"site": "public", "name": "operator-one", "path": f"/operator/marketplaces/{first}/", "role": "operator"}
    )
    pages.append({"site": NOBODY, "name": "unknown-host", "path": "/", "role": ""})
    pages += [{"site": late.SLUG, **row} for row in _rows(("", LATE), ("owner", LATE_OWNER))]
    for place in places:
        pages += [{"site": place.slug, **row} for row in _pages(place)]
    return {
        "pages": pages,
        "people": {place.slug: sign_ins(place) | {"earner": _earner(place)} for place in places}
        | {"public": {"operator": cast.OPERATOR}, late.SLUG: {"owner": late.OWNER[1]}},
        "password": cast.PASSWORD,
        "titles": {place.slug: place.name for place in places} | {late.SLUG: late.NAME},
    }


def _pages(place: Marketplace) -> list[dict[str, str]]:
    with scope.public_scope():
        tenant = Tenant.objects.get(slug=place.slug)
    with scope.tenant_scope(tenant):
        found = [*_particular(sign_ins(place)), *deeds.of_place(place.owner_email)]
    rows = _rows(("", ANYBODY), ("client", CLIENT), ("freelancer", FREELANCER), ("earner", EARNER), ("owner", OWNER))
    return [*rows, *({"name": name, "path": path, "role": role} for name, role, path in found)]


def _earner(place: Marketplace) -> str:
    """Whoever was paid last: her earnings are a page with something on it."""
    with scope.public_scope():
        tenant = Tenant.objects.get(slug=place.slug)
    with scope.tenant_scope(tenant):
        last = Release.objects.select_related("freelancer__user").order_by("pk").last()
        return last.freelancer.user.email if last else sign_ins(place)["freelancer"]


def _rows(*of_roles: tuple[str, dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "path": path, "role": role} for role, paths in of_roles for name, path in paths.items()]


def _particular(people_of: dict[str, str]) -> list[tuple[str, str, str]]:
    """One page of each noun that has an address of its own, of whoever may see it."""
    return [
        *_work(people_of["client"], people_of["freelancer"]),
        *_open(people_of["client"], people_of["freelancer"]),
        *_letters(),
    ]


def _open(client: str, freelancer: str) -> list[tuple[str, str, str]]:
    """A job that takes proposals, and one of the client's with proposals to choose from."""
    found = []
    job = Job.objects.filter(state="open").order_by("posted_at").last()
    if job:
        found.append(("job", "", f"/jobs/{job.uuid}/"))
    fresh = Job.objects.filter(state="open").exclude(proposals__freelancer__user__email=freelancer)
    if unanswered := fresh.order_by("posted_at").last():
        found.append(("propose", "freelancer", f"/jobs/{unanswered.uuid}/proposals/new/"))
    busy = Proposal.objects.filter(job__client__user__email=client, job__state="open").order_by("pk").first()
    if busy:
        found += [
            ("inbox", "client", f"/jobs/{busy.job.uuid}/proposals/"),
            ("comparison", "client", f"/jobs/{busy.job.uuid}/proposals/comparison/?{_two(busy.job)}"),
            ("job-edit", "client", f"/jobs/{busy.job.uuid}/edit/"),
            ("proposal", "client", f"/proposals/{busy.uuid}/"),
            ("offer-new", "client", f"/proposals/{busy.uuid}/offers/new/"),
        ]
    return found


def _two(job: Job) -> str:
    """The job's first proposals, as its inbox asks for them side by side."""
    rows = Proposal.objects.filter(job=job).exclude(state="draft").order_by("pk").values_list("uuid", flat=True)
    return urlencode([("p", str(one)) for one in rows[:3]])


def _work(client: str, freelancer: str) -> list[tuple[str, str, str]]:
    """What the two of them do together: the contract both see, from either side, and what it left behind."""
    found = []
    shared = Contract.objects.filter(client__user__email=client, freelancer__user__email=freelancer)
    contract = shared.order_by("created_at").last()
    if contract:
        room = f"/contracts/{contract.uuid}/"
        found += [("workroom-client", "client", room), ("workroom-freelancer", "freelancer", room)]
        found.append(("receipts", "freelancer", f"{room}receipts/"))
    # A contract's conversation stands in its workroom; this one is about a proposal.
    thread = Thread.objects.filter(contract=None, proposal__isnull=False).order_by("pk").last()
    if thread and thread.proposal:
        found.append(("thread", thread.proposal.job.client.user.email, f"/messages/{thread.uuid}/"))
    release = Release.objects.order_by("pk").last()
    if release:
        found.append(("receipt", "earner", f"/earnings/receipts/{release.uuid}/"))
    offer = Offer.objects.filter(state="accepted", proposal__freelancer__user__email=freelancer).first()
    if offer:
        found.append(("offer", "freelancer", f"/offers/{offer.uuid}/"))
    ended = Contract.objects.filter(state="ended").order_by("created_at").first()
    if ended:
        found.append(("profile", "", ended.freelancer.get_absolute_url()))
    return found


def _letters() -> list[tuple[str, str, str]]:
    """The letterbox, the newest mail in it, and that mail as a mail program shows it."""
    found = [("outbox", "", "/outbox/")]
    newest = next((letter["number"] for letter in outbox.letters() if letter["html"]), None)
    if newest:
        found += [("letter", "", f"/outbox/{newest}/"), ("letter-page", "", f"/outbox/{newest}/page/")]
    return found
