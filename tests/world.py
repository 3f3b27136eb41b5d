"""The world every test starts in: public, the template, the marketplaces Atelier and Brigade played from it, and one
schema that waits for the next marketplace to be launched.

It is built once per set of migrations into a database nobody connects to (`<name>_world`); each session and each xdist
worker gets a copy of it (CREATE DATABASE … TEMPLATE), and another where what a test has committed cannot be taken out
again (rewind.py).
"""

import hashlib
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from tests import waiting

BORN_AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ATELIER = {
    "schema_name": "t_atelier",
    "slug": "atelier",
    "name": "Atelier",
    "niche": "animation",
    "host": "atelier.localhost",
    "owner_email": "olga@example.com",
    "currency": "USD",
    "language": "en",
    "languages": ["en"],
    "time_zone": "UTC",
    "country": "US",
}
BRIGADE = {
    "schema_name": "t_brigade",
    "slug": "brigade",
    "name": "Brigade",
    "niche": "construction",
    "host": "brigade.localhost",
    "owner_email": "olga@example.com",
    "currency": "EUR",
    "language": "de",
    "languages": ["de", "en"],
    "time_zone": "Europe/Berlin",
    "country": "DE",
}


def fingerprint() -> str:
    """Changes when the world would come out different: any migration, what furnishes the template, the provisioning,
    the list of apps, this."""
    from tenants import wall
    from tenants.provisioning import template

    root = Path(__file__).resolve().parents[1]
    ours = [Path(__file__), root / "tenants" / "wall.py", *sorted((root / "tenants" / "provisioning").glob("*.py"))]
    where = [settings.SHARED_APPS, settings.TENANT_APPS, template.version(), wall.narrowed()]
    return _hash(apps.get_app_configs(), ours + sorted((root / "tenants" / "backend").glob("*.py")), where)


def _ground_fingerprint() -> str:
    root, labels = Path(__file__).resolve().parents[1], _ground_labels()
    configs = [config for config in apps.get_app_configs() if config.label in labels]
    names = {config.name for config in configs}
    where = [[app for app in listed if app in names] for listed in (settings.SHARED_APPS, settings.TENANT_APPS)]
    return _hash(configs, [root / "tenants" / "provisioning" / "migrating.py"], where)


def _ground_labels() -> list[str]:
    """Apps of libraries, and the user they point at: they change seldom and take most of the time."""
    root = Path(__file__).resolve().parents[1]
    libraries = [
        c.label for c in apps.get_app_configs() if root not in Path(c.path).resolve().parents or ".venv" in c.path
    ]
    return ["accounts", *libraries]


def _hash(configs, files, where) -> str:
    digest = hashlib.sha256(repr(where).encode())
    for config in configs:
        for path in sorted(Path(config.path).glob("migrations/[0-9]*.py")):
            digest.update(f"{config.label}/{path.name}".encode() + path.read_bytes())
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


@contextmanager
def at_server(database: str = "postgres"):
    """The server itself, beside every database of it; or, as who runs it, in one of them."""
    params = {**connections["default"].get_connection_params(), "dbname": database}
    keep = ("dbname", "host", "port", "user", "password")
    with psycopg.connect(**{k: params[k] for k in keep if params.get(k)}, autocommit=True) as server:
        yield server


def ready(name: str) -> str:
    """Make sure the world stands; returns the name of the database it stands in.

    It is built floor by floor, each kept until what it is made of changes: the ground (the libraries' migrations), the
    house (all of ours and the template, no marketplace), the world (Atelier and Brigade). A change of ours costs
    seconds, not half a minute.
    """
    house, built = empty(name), f"{name}_world"
    return _floor(built, fingerprint(), house, _settle)


def empty(name: str) -> str:
    """Make sure the house stands: every table and the template, and no marketplace. Returns its database's name."""
    ground, house = f"{name}_ground", f"{name}_house"
    with _one_builder(house) as server:
        if _kept(server, house) == fingerprint():
            return house
    _floor(ground, _ground_fingerprint(), "template1", _lay_ground)
    return _floor(house, fingerprint(), ground, _build)


def stage(name: str, made_of: str, set_up) -> str:
    """The house and what `set_up` brings into it, which is kept until the house or `made_of` changes."""
    before = connection.settings_dict["NAME"]
    try:
        return _floor(f"{name}_stage", f"{fingerprint()} {made_of}", empty(name), set_up)
    finally:
        use(before)


def _floor(name: str, wanted: str, below: str, build) -> str:
    with _one_builder(name) as server:
        if _kept(server, name) != wanted:
            _create(server, name, below)
            use(name)
            build()
            connections.close_all()
            _keep(server, name, wanted)
    return name


@contextmanager
def _one_builder(name: str):
    with at_server() as server:
        server.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        yield server


def _kept(server, name: str) -> str | None:
    found = server.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found and found[0]


def _keep(server, name: str, fingerprint: str) -> None:
    comment = sql.SQL("COMMENT ON DATABASE {} IS {}")
    server.execute(comment.format(sql.Identifier(name), sql.Literal(fingerprint)))


def _create(server, name: str, source: str) -> None:
    _drop(server, name)
    copying = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
    _when_left(server, copying.format(sql.Identifier(name), sql.Identifier(source)))


def _drop(server, name: str) -> None:
    _when_left(server, sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _when_left(server, statement) -> None:
    """PostgreSQL waits five seconds for whoever has just left a database; on a busy machine it may take longer."""

    def done() -> bool:
        with suppress(psycopg.errors.ObjectInUse):
            server.execute(statement)
            return True
        return False

    waiting.until(done, "everybody has left")


def copy(world: str, name: str) -> None:
    """A fresh copy of the world under `name`, in place of what was there."""
    with at_server() as server:
        _create(server, name, world)


def use(name: str) -> None:
    """Point Django at database `name`."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def drop(name: str) -> None:
    connections.close_all()
    with at_server() as server:
        _drop(server, name)


def _lay_ground() -> None:
    from tenants.models import PUBLIC
    from tenants.provisioning import migrating, template

    for schema in (PUBLIC, template.SCHEMA):
        migrating.migrate(schema, *_ground_labels())


def _build() -> None:
    from tenants.models import PUBLIC
    from tenants.provisioning import migrating, template

    migrating.migrate(PUBLIC)
    template.build(at=BORN_AT, anew=False)


def _settle() -> None:
    from cms import seeds
    from tenants.models import Domain, Tenant
    from tenants.provisioning import dump, pool, template
    from tenants.scope import tenant_scope
    from tenants.states import ACTIVE

    made = template.current()
    for facts in (ATELIER, BRIGADE):
        tenant = Tenant.objects.create(
            **facts, state=ACTIVE, created_at=BORN_AT, template_version=made.version, plan="studio"
        )
        Domain.objects.create(tenant=tenant, domain=tenant.host)
        dump.play(made.sql, tenant.schema_name)
        with tenant_scope(tenant):
            seeds.seed_pages(at=BORN_AT)
    pool.fill(target=1, at=BORN_AT)
