"""Bring a demo up to date: tables, template, static files, operator, plans, and the five marketplaces."""

import hashlib
import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from console import queries, tasks
from guildhall.demo import cast, world
from tenants import fleet, wall
from tenants.models import Template
from tenants.provisioning import migrating, pool, template

POOL = 2


class Command(BaseCommand):
    help = "Bring a demo up to date. Does nothing but look when all is there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--without-marketplaces", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("The demo's sign-ins are public knowledge: it is refused in production.")
        self._tables()
        self._static_files()
        cast.ensure_operator()
        if not options["without_marketplaces"]:
            try:
                world.ensure_marketplaces(self._say)
            except world.HalfSeeded as why:
                raise CommandError(str(why)) from why
        pool.fill(target=POOL, at=cast.now())
        self._figures()

    def _tables(self) -> None:
        with wall.as_owner():
            tables = connection.introspection.table_names()
            built = Template._meta.db_table in tables and template.current() is not None and not migrating.is_behind()
        if not built or wall.closed():
            self._say("Making the tables …")
            call_command("template", stdout=io.StringIO())
        if fleet.behind().exists():
            self._say("Bringing the marketplaces up to date …")
            call_command("fleet", stdout=io.StringIO())

    def _figures(self) -> None:
        """The operator's first look does not wait for the scheduler."""
        for tenant_id in queries.served():
            tasks.count_one(tenant_id)

    def _static_files(self) -> None:
        """Collected again only when a package or a file of ours changed: a second start takes seconds."""
        stamp, now = settings.STATIC_ROOT / ".stamp", fingerprint(settings.STORAGES["staticfiles"]["BACKEND"])
        if stamp.exists() and stamp.read_text() == now:
            return
        self._say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(now)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def fingerprint(storage: str) -> str:
    """Of all that static files are made of: the stamp of a folder they were collected to, which itself lies in a
    hidden one."""
    digest = hashlib.sha256((settings.ROOT / "requirements" / "run.txt").read_bytes())
    digest.update(storage.encode())
    for folder in sorted(settings.ROOT.glob("[!.]*/static")) + sorted(settings.ROOT.glob("[!.]*/[!.]*/static")):
        for path in sorted(Path(folder).rglob("*")):
            digest.update(f"{path}{path.stat().st_mtime_ns}".encode())
    return digest.hexdigest()
