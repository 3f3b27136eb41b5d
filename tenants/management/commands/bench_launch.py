"""From asking for a marketplace to its first page, against what others do, in one run."""

import statistics
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.test import Client

from kernel import actors, clock
from tenants import provisioning, scope
from tenants.models import PooledSchema, new_schema_name
from tenants.provisioning import measure, migrating, pool, template

METHOD = """Method: an empty database on the server of DATABASE_URL; one process, the in-process client, wall clock,
median (least … most). Each way makes the schema, runs every step of launching and asks for / until it answers 200.
Migrations: Django's own, of the apps that live in a marketplace, into an empty schema. Clone: django-tenants'
clone_schema from the same template."""


class Command(BaseCommand):
    help = "Measure launching: ready pool, no pool, django-tenants' clone, full migrations."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenants", type=int, nargs="+", default=[3, 100], help="how many there are already")
        parser.add_argument("--rounds", type=int, default=5)

    def handle(self, *args: Any, **options: Any) -> None:
        self.launched = 0
        with measure.installation(METHOD) as told_first:
            self.stdout.write("\n".join(told_first) + "\n")
            self._launch()  # the first one pays for imports and templates
            for number in options["tenants"]:
                self._fill_up(number)
                self._measure(number, options["rounds"])

    def _fill_up(self, number: int) -> None:
        while self.launched < number:
            self._launch()

    def _measure(self, number: int, rounds: int) -> None:
        found = {
            "full migrations": [self._after(_migrated)],
            "clone": [self._after(template.clone) for _ in range(rounds)],
            "template played": [measure.timed(self._launch) for _ in range(rounds)],
        }
        pool.fill(target=rounds, at=clock.now())
        found["ready pool"] = [measure.timed(self._launch) for _ in range(rounds)]
        slowest = statistics.median(found["full migrations"])
        self.stdout.write(f"\nwith {number} marketplaces and more")
        for name, seconds in found.items():
            ratio = slowest / statistics.median(seconds)
            self.stdout.write(f"  {name:16} {measure.median(seconds):28} {ratio:6.1f} × faster than migrations")

    def _after(self, make: Any) -> float:
        """Another way to make the schema, and then the same launch with that schema waiting."""
        name = new_schema_name()

        def way() -> None:
            make(name)
            with scope.public_scope(), transaction.atomic():
                PooledSchema.objects.create(
                    schema_name=name, template_version=template.version(), created_at=clock.now()
                )
            self._launch()

        return measure.timed(way)

    def _launch(self) -> None:
        self.launched += 1
        tenant = provisioning.launch(
            slug=f"m{self.launched}",
            name=f"Marketplace {self.launched}",
            currency="EUR",
            language="en",
            actor=actors.SYSTEM,
            at=clock.now(),
        )
        answer = Client(HTTP_HOST=tenant.host).get("/")
        if answer.status_code != 200:
            raise CommandError(f"The first page answers {answer.status_code}.")


def _migrated(name: str) -> None:
    migrating.migrate(name)
    template.furnish(name)
