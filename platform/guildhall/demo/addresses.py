"""Where everything of the demo is, by role: for the lines `bin/demo` prints and for the tools that look at pages."""

from typing import Any

from django.urls import reverse

from guildhall.demo import cast, people, tale
from guildhall.demo.marketplaces import Marketplace
from marketplace.contracts.models import Contract
from marketplace.jobs.models import Job, Offer, Proposal
from tenants import scope
from tenants.models import Tenant

ANYBODY = {
    "home": "/",
    "jobs": "/jobs/",
    "talent": "/talent/",
    "help": "/help/",
    "fees": "/fees/",
    "terms": "/terms/",
    "login": "/accounts/login/",
    "signup": "/accounts/signup/",
    "missing": "/no-such-page/",
}
CLIENT = {
    "job-new": "/jobs/new/",
    "contracts": "/contracts/",
    "messages": "/messages/",
    "notifications": "/notifications/",
    "settings": "/settings/",
    "security": "/settings/security/",
}
FREELANCER = {"proposals": "/proposals/", "earnings": "/earnings/", "payouts": "/payouts/"}
OWNER = {
    "console": "/manage/",
    "console-fees": "/manage/fees/",
    "console-members": "/manage/member/",
    "console-jobs": "/manage/job/",
    "console-ledger": "/manage/ledger/",
    "console-pages": "/manage/pages/",
}
PUBLIC = {"front": "/", "pricing": "/pricing/", "wizard-idea": "/start/", "gallery": "/gallery/"}


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
    pages = [{"site": "public", "name": name, "path": path, "role": ""} for name, path in PUBLIC.items()]
    for place in places:
        pages += [{"site": place.slug, **row} for row in _pages(place)]
    return {
        "pages": pages,
        "people": {place.slug: sign_ins(place) for place in places} | {"public": {"operator": cast.OPERATOR}},
        "password": cast.PASSWORD,
        "titles": {place.slug: place.name for place in places},
    }


def _pages(place: Marketplace) -> list[dict[str, str]]:
    with scope.public_scope():
        tenant = Tenant.objects.get(slug=place.slug)
    with scope.tenant_scope(tenant):
        found = _particular(sign_ins(place))
    fixed = [("", ANYBODY), ("client", CLIENT), ("freelancer", FREELANCER), ("owner", OWNER)]
    rows = [{"name": name, "path": path, "role": role} for role, paths in fixed for name, path in paths.items()]
    return [*rows, *({"name": name, "path": path, "role": role} for name, role, path in found)]


def _particular(people_of: dict[str, str]) -> list[tuple[str, str, str]]:
    """One page of each noun that has an address of its own."""
    job = Job.objects.filter(state="open").order_by("posted_at").last()
    contract = Contract.objects.filter(client__user__email=people_of["client"]).order_by("created_at").last()
    busy = Proposal.objects.filter(job__client__user__email=people_of["client"], job__state="open").first()
    profile = Contract.objects.filter(state="ended").order_by("created_at").first()
    offer = Offer.objects.filter(state="accepted", proposal__freelancer__user__email=people_of["freelancer"]).first()
    found = [("craft", "freelancer", reverse("members:craft"))]
    if job:
        found += [("job", "", f"/jobs/{job.uuid}/"), ("propose", "freelancer", f"/jobs/{job.uuid}/proposals/new/")]
    if contract:
        found += [
            ("workroom-client", "client", f"/contracts/{contract.uuid}/"),
            ("workroom-freelancer", "freelancer", f"/contracts/{contract.uuid}/"),
        ]
    if busy:
        found.append(("inbox", "client", f"/jobs/{busy.job.uuid}/proposals/"))
    if profile:
        found.append(("profile", "", profile.freelancer.get_absolute_url()))
    if offer:
        found.append(("offer", "freelancer", f"/offers/{offer.uuid}/"))
    return found
