"""The steps of building that make a marketplace out of what the wizard was told. Each runs in the new schema.

A step commits together with the mark that it is done, so it runs once. Sample people and jobs carry `is_sample`;
`samples.purge` takes them away.
"""

import base64
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from accounts.models import User
from billing.fees import actions as fees
from billing.subscriptions import actions as plans
from billing.subscriptions import queries as subscriptions
from kernel import history
from kernel.actors import Actor
from launch import icons, looks, samples, terms
from marketplace import presets
from marketplace.members.models import Category, Skill
from tenants.models import Tenant
from tenants.provisioning import steps
from tenants.scope import public_scope
from theming import actions as theming

OWNER = "owner"


def register() -> None:
    """Called once from apps.py: the order in which a marketplace comes to life."""
    from django.utils.translation import gettext_lazy as _

    steps.register("launch.owner", owner, after="site", label=_("Cutting your keys"))
    steps.register("launch.look", look, after="launch.owner", label=_("Mixing your colours"))
    steps.register("launch.trade", trade, after="launch.look", label=_("Putting up categories and skills"))
    steps.register("launch.fees", publish_fees, after="launch.trade", label=_("Writing down your fees"))
    steps.register("launch.plan", trial, after="launch.fees", label=_("Starting your trial"), in_public=True)
    steps.register("launch.samples", sample, after="launch.fees", label=_("Bringing in sample people and jobs"))


def preset_of(tenant: Tenant) -> presets.Preset:
    """The trade's preset in the marketplace's language."""
    if tenant.niche in presets.slugs():
        return presets.get(tenant.niche, tenant.language)
    return presets.free(tenant.niche or tenant.name, tenant.language)


def owner(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """The owner can sign in, with the password she chose in the wizard, and is in the group that may do everything."""
    if not tenant.owner_email or User.objects.filter(email__iexact=tenant.owner_email).exists():
        return
    user = User.objects.create_user(
        email=tenant.owner_email,
        name=tenant.owner_name,
        language=tenant.language,
        time_zone=tenant.time_zone,
        is_staff=True,
    )
    if tenant.answers.get("password"):
        user.password = tenant.answers["password"]
        user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    user.groups.add(Group.objects.get_or_create(name=OWNER)[0])
    history.record(user, "own", actor=actor, at=at)
    with public_scope():
        Tenant.objects.filter(pk=tenant.pk).update(answers={**tenant.answers, "password": ""})


def look(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """The brand: tokens of the look she started from and what she chose over it, her logo, the first line."""
    told, preset = tenant.answers, preset_of(tenant)
    theme = told.get("theme") or preset.theme
    logo = ContentFile(base64.b64decode(told["logo"])) if told.get("logo") else None
    theming.dress(
        look=looks.tokens_of(preset, theme, told.get("look") or {}),
        preset=theme,
        tagline=preset.headline[:160],
        pictures={"logo": logo} if logo else {},
        actor=actor,
        at=at,
    )


def trade(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """Categories and skills of the trade, in the marketplace's language."""
    preset = preset_of(tenant)
    Category.objects.bulk_create(
        Category(slug=one.slug, name=one.name, position=place, icon=icons.of(one.slug, place))
        for place, one in enumerate(preset.categories)
    )
    Skill.objects.bulk_create(Skill(slug=one.slug, name=one.name) for one in preset.skills)


def publish_fees(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """The first version of her fee terms, from this moment on."""
    told: dict[str, Any] = tenant.answers
    fees.publish_terms(
        ladder=terms.ladder_of(told.get("fee") or terms.PER_CLIENT_20, told.get("flat_bps", 1000), tenant.currency),
        client_bps=told.get("client_bps", 0),
        effective_from=at,
        actor=actor,
        at=at,
    )


def trial(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """The first plan on offer, free for its days of trial."""
    plan = subscriptions.plans().first()
    if plan is not None:
        plans.start_trial(tenant=tenant, plan=plan, actor=actor, at=at)
        Tenant.objects.filter(pk=tenant.pk).update(plan=plan.code)


def sample(tenant: Tenant, *, actor: Actor, at: datetime) -> None:
    """Sample people and jobs in the trade's own words, unless she asked for none."""
    if tenant.answers.get("samples", True):
        allowed = {kind for kind in ("fixed", "hourly") if tenant.answers.get(kind, True)}
        samples.bring(preset_of(tenant), currency=tenant.currency, kinds=allowed, actor=actor, at=at)
