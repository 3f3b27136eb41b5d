"""Seeding the demo: five marketplaces with people, work, money and words. The same words always give the same world."""

import json
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from datetime import datetime
from multiprocessing import get_context
from typing import Any

from django.conf import settings
from django.db import connection, connections, transaction

from accounts.models import User
from billing.fees import actions as fees
from billing.subscriptions.models import Subscription
from cms import seeds
from guildhall.demo import addresses, cast, jobs_of, late, paying, people, stories, tale
from guildhall.demo.marketplaces import ALL, Marketplace
from guildhall.demo.schedule import Schedule
from guildhall.demo.work import DAY, Scene
from kernel.actors import SYSTEM
from tenants import readiness, scope
from tenants.models import Tenant
from tenants.provisioning import launching
from theming import actions as looks

Say = Callable[[str], None]
OPENED = 120  # days ago
TRIAL = 365  # days from now: the demo's owners pay nobody, and no clock may close their doors


class HalfSeeded(RuntimeError):
    """An earlier seeding was interrupted, or another version made it; the message says what to do."""


def ensure_marketplaces(say: Say) -> None:
    """Seed the marketplaces that are missing, side by side. Raises HalfSeeded where an earlier run was interrupted."""
    cast.require_demo()
    now = cast.now()
    missing = [place for place in ALL if not _stands(place)]
    for place in missing:
        _asked(place, now)  # in order: the same world has the same numbers
    connections.close_all()
    connection.close_pool()  # type: ignore[attr-defined] # its threads and sockets don't survive a fork
    with ProcessPoolExecutor(os.cpu_count(), get_context("fork")) as hands:
        seeded = {hands.submit(_seed_told, place.slug, now): place for place in missing}
        for number, done in enumerate(as_completed(seeded), start=1):
            done.result()
            say(f"Marketplace {number} of {len(missing)} stands: {seeded[done].name}")
    for place in ALL:
        paying.ensure(place.slug, now)
    late.ensure(now)
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    (settings.DATA_DIR / "addresses.json").write_text(json.dumps(addresses.all_of(ALL), ensure_ascii=False, indent=1))


def _stands(place: Marketplace) -> bool:
    with scope.public_scope():
        standing = Tenant.objects.filter(slug=place.slug).first()
    if standing is not None and not standing.answers.get("seeded"):
        raise HalfSeeded(f"{place.name} was seeded only half when it was stopped. Start again with --fresh.")
    if standing is not None and not readiness.is_ready(standing):
        raise HalfSeeded(f"{place.name} was made by another version of this program. Start again with --fresh.")
    return standing is not None


def _seed_told(slug: str, now: datetime) -> None:
    place = next(place for place in ALL if place.slug == slug)
    seed(place, tale.of(slug), now)


def seed(place: Marketplace, told: dict[str, Any], now: datetime) -> Tenant:
    """Launch a marketplace and let what is told of it happen, up to now."""
    asked = _asked(place, now)
    tenant = launching.resume(asked, actor=SYSTEM, at=now - OPENED * DAY)
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


def _asked(place: Marketplace, now: datetime) -> Tenant:
    with scope.public_scope():
        asked = Tenant.objects.filter(slug=place.slug).first()
    return asked or _request(place, now)


def _request(place: Marketplace, now: datetime) -> Tenant:
    return launching.request(
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
    opened = now - (OPENED - 1) * DAY
    texts = {**place.texts, place.language: {"tagline": told["tagline"], **place.texts[place.language]}}
    looks.speak(texts=texts, actor=SYSTEM, at=opened)
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
