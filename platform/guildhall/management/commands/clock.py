"""manage.py clock SLUG [--days N]: what time it is on a demo's marketplace, or let days pass there."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guildhall.demo import moving
from kernel import clock
from tenants.models import Tenant
from tenants.scope import public_scope, tenant_scope


class Command(BaseCommand):
    help = "Say what time it is on a marketplace; with --days let days pass there first. Refused in production."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--days", type=int, default=0, help="how many days pass, at least 1")

    def handle(self, *args: Any, slug: str, days: int, **options: Any) -> None:
        with public_scope():
            tenant = Tenant.objects.filter(slug=slug).first()
        if tenant is None:
            raise CommandError(f"There is no marketplace {slug}.")
        with tenant_scope(tenant):
            try:
                if days:
                    moving.let_pass(days)
            except (clock.ClockIsReal, ValueError) as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write(f"{slug}: {clock.now():%Y-%m-%d %H:%M} UTC")
