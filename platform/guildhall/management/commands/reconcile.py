"""manage.py reconcile: recompute the books of every marketplace; a mismatch freezes its payouts. Exit code 1 then."""

from django.core.management.base import BaseCommand, CommandError

from console import actions
from kernel import clock
from kernel.actors import SYSTEM
from tenants import states
from tenants.models import Tenant
from tenants.scope import public_scope

UNBUILT = (states.REQUESTED, states.BUILDING, states.PURGED)


class Command(BaseCommand):
    help = "Recompute the books of every marketplace. A mismatch freezes its payouts and makes the exit code 1."

    def add_arguments(self, parser):
        parser.add_argument("--tenant", metavar="SLUG", help="only this marketplace")

    def handle(self, *, tenant: str | None = None, **options):
        with public_scope():
            wanted = Tenant.objects.exclude(state__in=UNBUILT).order_by("slug")
            tenants = list(wanted.filter(slug=tenant) if tenant else wanted)
        if tenant and not tenants:
            raise CommandError(f"There is no marketplace {tenant}.")
        wrong = [one for one in tenants if not self._adds_up(one)]
        self.stdout.write(f"{len(tenants)} marketplaces, {len(wrong)} whose books do not add up.")
        if wrong:
            raise SystemExit(1)

    def _adds_up(self, tenant: Tenant) -> bool:
        with public_scope():
            check = actions.check_books(tenant=tenant, actor=SYSTEM, at=clock.now())
        if not check.findings:
            self.stdout.write(f"{tenant.slug}: the books add up.")
            return True
        self.stdout.write(self.style.ERROR(f"{tenant.slug}: payouts are frozen."))
        for finding in check.findings:
            self.stdout.write(f"  {finding}")
        return False
