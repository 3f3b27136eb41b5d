"""What stands before a journey's curtain rises: marketplaces and people, made by the public actions in this process.

Launching and signing up are journeys of their own; the others need not walk them again to get on the stage.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from kernel import clock
from kernel.actors import SYSTEM
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
        answers={"client_bps": 500, "password": _hashed()},
        actor=SYSTEM,
        at=clock.now(),
    )
    with scope.tenant_scope(tenant):
        EmailAddress.objects.update(verified=True)
    return email


def pair(slug: str) -> tuple[str, str]:
    """Clara, who hires, and Felix, who works: their addresses."""
    with scope.public_scope():
        tenant = Tenant.objects.get(slug=slug)
    with scope.tenant_scope(tenant):
        clara, felix = _person("Clara Client"), _person("Felix Freelancer")
        make.client(clara)
        make.freelancer(felix)
    return clara.email, felix.email


def _person(name: str):
    email = f"{name.split()[0].lower()}-{secrets.token_hex(4)}@example.com"
    user = make.user(name, email=email)
    user.password = _hashed()
    user.save(update_fields=["password"])
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=True)
    return user


def _hashed() -> str:
    """As the server hashes: the suite's own quick way is not one it would accept."""
    hasher = PBKDF2PasswordHasher()
    return hasher.encode(steps.PASSWORD, hasher.salt())
