"""Compare marketplaces with the template."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import scope
from tenants.models import Tenant
from tenants.provisioning import drift, template


class Command(BaseCommand):
    help = "Compare the schemas of marketplaces with the template: of all, or of the addresses named."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="*")

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.public_scope():
            tenants = Tenant.objects.exclude(template_version="").order_by("id")
            if options["slug"]:
                tenants = tenants.filter(slug__in=options["slug"])
            wanted = drift.shape(template.SCHEMA)
            found = {tenant.slug: drift.drift(tenant.schema_name, wanted) for tenant in tenants}
        for slug, lines in found.items():
            self.stdout.write("\n".join([f"{slug}: {'differs' if lines else 'as the template'}", *lines]))
        if any(found.values()):
            raise CommandError("Not all marketplaces are built alike.")
