"""What stands before a journey's curtain rises: marketplaces and people, made by the public actions in this process.

Launching and signing up are journeys of their own; the others need not walk them again to get on the stage.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from accounts.models import User
from kernel import clock
from kernel.actors import SYSTEM
from marketplace.contracts import actions as contracts
from marketplace.contracts.models import Contract
from marketplace.members.models import Member
from tenants import provisioning, scope
from tenants.models import Tenant
from tests import make, world
from tests.journeys import steps


@contextmanager
def at(database: str, blocker) -> Iterator[None]:
    """This process works on the journeys' database."""
    before = connection.settings_dict["NAME"]
    with blocker.unblock():
        world.use(database)
        try:
            yield
        finally:
            world.use(before)


def launch(name: str, slug: str) -> str:
    """A marketplace for game animation: 20/10/5, 5 % from the client, in dollars. Returns its owner's address."""
    email = f"olga-{secrets.token_hex(4)}@example.com"
    tenant = provisioning.launch(
        slug=slug,
        name=name,
        niche="game-animation",
        currency="USD",
        language="en",
        owner_email=email,
        owner_name="Olga Owner",
        answers={"client_bps": 500, "password": make_password(steps.PASSWORD)},
        actor=SYSTEM,
        at=clock.now(),
    )
    with scope.tenant_scope(tenant):
        EmailAddress.objects.update(verified=True)
    return email


@contextmanager
def at_home(slug: str) -> Iterator[Tenant]:
    """In that marketplace's schema."""
    with scope.public_scope():
        tenant = Tenant.objects.get(slug=slug)
    with scope.tenant_scope(tenant):
        yield tenant


def pair(slug: str) -> tuple[str, str]:
    """Clara, who hires, and Felix, who works: their addresses."""
    with at_home(slug):
        clara, felix = _person("Clara Client"), _person("Felix Freelancer")
        make.client(clara)
        make.freelancer(felix)
    return clara.email, felix.email


def signed_in(slug: str, email: str) -> dict[str, str]:
    """The cookies of somebody who has signed in there: signing in is walked by others."""
    with at_home(slug) as tenant:
        browser = Client(HTTP_HOST=tenant.host)
        browser.force_login(User.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return {name: morsel.value for name, morsel in browser.cookies.items()}


def hired(slug: str, client: str, freelancer: str, *, title: str, minor: int) -> Contract:
    """They have a contract with one milestone: hiring is walked by others. Returns it, nothing paid yet."""
    now = clock.now()
    with at_home(slug):
        hers, his = (Member.objects.get(user__email=email) for email in (client, freelancer))
        plan = (make.stage("The walk cycle", minor),)
        posted = make.job(hers, at=now, title=title, stages=plan)
        pitched = make.proposal(posted, his, at=now, amount=plan[0].amount)
        offered = make.offer(pitched, at=now, title=title, stages=plan)
        return contracts.accept_offer(offer=offered, actor=make.actor(his), at=now)


def _person(name: str):
    email = f"{name.split()[0].lower()}-{secrets.token_hex(4)}@example.com"
    user = make.user(name, email=email)
    user.set_password(steps.PASSWORD)
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user
