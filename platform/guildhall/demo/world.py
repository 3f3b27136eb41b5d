"""Seeding the demo: five marketplaces with people, work, money and words. The same words always give the same world."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from accounts.models import User
from billing.fees import actions as fees
from billing.subscriptions.models import Subscription
from cms import seeds
from guildhall.demo import addresses, cast, jobs_of, paying, people, stories, tale
from guildhall.demo.marketplaces import ALL, Marketplace
from guildhall.demo.schedule import Schedule
from guildhall.demo.work import DAY, Scene
from kernel.actors import SYSTEM
from tenants import scope
from tenants.models import Tenant
from tenants.provisioning import launching
from theming import brand
from theming.models import Brand

Say = Callable[[str], None]
OPENED = 120  # days ago
TRIAL = 365  # days from now: the demo's owners pay nobody, and no clock may close their doors


class HalfSeeded(RuntimeError):
    """An earlier seeding was interrupted; the message says what to do."""


def ensure_marketplaces(say: Say) -> None:
    """Seed the marketplaces that are missing. Raises HalfSeeded where an earlier run was interrupted."""
    cast.require_demo()
    for number, place in enumerate(ALL, start=1):
        with scope.public_scope():
            standing = Tenant.objects.filter(slug=place.slug).first()
        if standing is None:
            say(f"Marketplace {number} of {len(ALL)}: {place.name} …")
            seed(place, tale.of(place.slug), cast.now())
        elif not standing.answers.get("seeded"):
            raise HalfSeeded(f"{place.name} was seeded only half when it was stopped. Start again with --fresh.")
        paying.ensure(place.slug, cast.now())
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    (settings.DATA_DIR / "addresses.json").write_text(json.dumps(addresses.all_of(ALL), ensure_ascii=False, indent=1))


def seed(place: Marketplace, told: dict[str, Any], now: datetime) -> Tenant:
    """Launch a marketplace and let what is told of it happen, up to now."""
    tenant = _launch(place, now)
    _stay_open(tenant, now)
    with scope.tenant_scope(tenant):
        scene = Scene(place, told, Schedule(), now)
        _dress(place, told, now)
        _staff(place)
        _plan(scene)
        scene.plan.run(now)
    with scope.public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(answers={**tenant.answers, "seeded": True})
    return tenant


def _launch(place: Marketplace, now: datetime) -> Tenant:
    return launching.launch(
        slug=place.slug, name=place.name, niche=place.niche, currency=place.currency, language=place.language,
        languages=list(place.languages), time_zone=place.time_zone, country=place.country,
        week_start=place.week_start, owner_email=place.owner_email, owner_name=place.owner[0],
        answers={"theme": place.theme, "samples": False}, actor=SYSTEM, at=now - OPENED * DAY,
    )  # fmt: skip


def _stay_open(tenant: Tenant, now: datetime) -> None:
    """It opened long ago, so that its trial would be over and the review of bills would suspend it."""
    with scope.public_scope():
        Subscription.objects.filter(tenant=tenant).update(trial_ends_at=now + TRIAL * DAY)


def _dress(place: Marketplace, told: dict[str, Any], now: datetime) -> None:
    """The brand's own words, and the fees of the paper in place of the wizard's."""
    row = Brand.objects.order_by("pk").first()
    if row is not None:
        row.tagline, row.texts = told["tagline"], {**row.texts, **place.texts}
        row.save(update_fields=["tagline", "texts"])
        brand.forget()
    opened = now - (OPENED - 1) * DAY
    fees.publish_terms(
        ladder=place.fees.ladder, client_bps=place.fees.client_bps, client_fixed=place.fees.client_fixed,
        tax_bps=place.fees.tax_bps, tax_region=place.fees.tax_region, effective_from=opened, actor=SYSTEM, at=opened,
    )  # fmt: skip
    seeds.add_pages(told.get("extra_pages", []), at=opened)


def _staff(place: Marketplace) -> None:
    """The owner's password is the demo's."""
    owner = User.objects.get(email=place.owner_email)
    owner.set_password(cast.PASSWORD)
    owner.save(update_fields=["password"])
    people.confirm(owner, cast.now())


def _plan(scene: Scene) -> None:
    told, place = scene.told, scene.place
    with transaction.atomic():
        for number, one in enumerate(told["clients"]):
            scene.clients.append(people.join_client(one, place, scene.ago(OPENED - 10 - number)))
        for number, one in enumerate(told["freelancers"]):
            scene.freelancers.append(people.join_freelancer(one, place, scene.ago(OPENED - 12 - number)))
    jobs_of.plan_all(scene)
    stories.plan_all(scene)
