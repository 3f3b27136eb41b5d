"""What bringing many marketplaces up to a new version costs, against Django's own way."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, transaction

from kernel import clock
from tenants import fleet, scope, states, wall
from tenants.models import Tenant
from tenants.provisioning import measure, migrating, pool, template

METHOD = """Method: an empty database on the server of DATABASE_URL, so many marketplaces played from the template, none
of them seeded; wall clock, one run. Nothing to do: the fleet's question who is behind, against Django's executor in one
marketplace after the other. One column: the last migration of payments is taken back everywhere, then the fleet brings
all up, four at once, against Django's executor one after the other. Django's are those of the first five."""
TAKEN_BACK = """ALTER TABLE payments_collection DROP COLUMN late;
DELETE FROM django_migrations WHERE app = 'payments' AND name = '0002_payment_beside_another'"""
SAMPLE = 5


class Command(BaseCommand):
    help = "Measure the fleet: who is behind, and one added column in every marketplace."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tenants", type=int, default=100)

    def handle(self, *args: Any, **options: Any) -> None:
        with measure.installation(METHOD) as told_first:
            self.stdout.write("\n".join(told_first) + "\n")
            self.stdout.write(f"{options['tenants']} marketplaces")
            tenants = [_tenant(number) for number in range(options["tenants"])]
            self._nothing(tenants)
            self._column(tenants)

    def _nothing(self, tenants: list[Tenant]) -> None:
        ours = measure.timed(lambda: list(fleet.behind()))
        one = measure.timed(lambda: _migrate(tenants[:SAMPLE])) / SAMPLE
        theirs = one * len(tenants)
        self.stdout.write(
            f"  nothing to do   {ours:8.3f} s; Django's {theirs:8.1f} s (of {SAMPLE} measured), {theirs / ours:.0f} ×"
        )

    def _column(self, tenants: list[Tenant]) -> None:
        _take_back(tenants)
        one = measure.timed(lambda: _migrate(tenants[:SAMPLE])) / SAMPLE
        _take_back(tenants[:SAMPLE])
        whole = measure.timed(lambda: fleet.upgrade_all(hands=4)) / len(tenants)
        assert not fleet.behind().exists()
        self.stdout.write(f"  one column      {whole:8.3f} s each; Django's {one:8.3f} s each, {one / whole:.1f} ×")


def _tenant(number: int) -> Tenant:
    name = f"bench{number}"
    with scope.public_scope(), transaction.atomic():
        tenant = Tenant.objects.create(
            slug=name, name=name, state=states.ACTIVE, created_at=clock.now(), template_version=template.version()
        )
        pool.play(tenant.schema_name)
    return tenant


def _take_back(tenants: list[Tenant]) -> None:
    for tenant in tenants:
        with wall.as_owner(), scope.schema_scope(tenant.schema_name), connection.cursor() as cursor:
            cursor.execute(TAKEN_BACK)
    furniture = template.version().partition(".")[2]
    with scope.public_scope():
        Tenant.objects.filter(pk__in=[tenant.pk for tenant in tenants]).update(template_version=f"older.{furniture}")


def _migrate(tenants: list[Tenant]) -> None:
    for tenant in tenants:
        migrating.migrate(tenant.schema_name)
