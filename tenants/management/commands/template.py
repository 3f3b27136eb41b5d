"""Bring public up to date and build this version's template."""

from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel import clock
from tenants import wall
from tenants.models import PUBLIC
from tenants.provisioning import migrating, pool, template


class Command(BaseCommand):
    help = "Migrate the public schema, build this version's template unless it stands, and fill the pool."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--anew", action="store_true", help="build the template even if it stands")
        parser.add_argument("--pool", type=int, default=0, help="afterwards make so many schemas ready")

    def handle(self, *args: Any, **options: Any) -> None:
        with wall.as_owner():
            self._handle(options)

    def _handle(self, options: dict[str, Any]) -> None:
        self.check(tags=[Tags.database], databases=["default"])
        try:
            migrating.migrate(PUBLIC)
        except wall.UnableToStand as why:
            raise CommandError(str(why)) from why
        if options["anew"] or template.current() is None:
            made = template.build(at=clock.now())
            self.stdout.write(f"Template {made.version} built, {len(made.sql) // 1024} kB of SQL.")
        else:
            self.stdout.write(f"Template {template.version()} stands.")
        wall.build()
        if options["pool"]:
            self.stdout.write(f"{pool.fill(target=options['pool'], at=clock.now())} schemas made ready.")
