"""Launch a marketplace from the command line, or finish one that was left half built."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kernel import actors, clock
from tenants import scope
from tenants.models import Tenant
from tenants.provisioning import launching


class Command(BaseCommand):
    help = "Launch the marketplace of this address; resumes it when it has been asked for before."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug")
        parser.add_argument("--name", default="")
        parser.add_argument("--niche", default="")
        parser.add_argument("--currency", default="USD")
        parser.add_argument("--language", default="en")
        parser.add_argument("--time-zone", default="UTC")
        parser.add_argument("--country", default="")
        parser.add_argument("--owner-email", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        tenant = self._tenant(options)
        try:
            launching.resume(tenant, actor=actors.SYSTEM, at=clock.now())
        except launching.StepFailed as error:
            raise CommandError(str(error)) from error
        for step in launching.steps_of(tenant):
            self.stdout.write(f"{step.state:8} {step.name}")

    def _tenant(self, options: dict[str, Any]) -> Tenant:
        with scope.public_scope():
            found = Tenant.objects.filter(slug=options["slug"]).first()
        if found:
            return found
        keys = ("slug", "niche", "currency", "language", "time_zone", "country", "owner_email")
        asked = {key: options[key] for key in keys}
        name = options["name"] or options["slug"].title()
        return launching.request(**asked, name=name, actor=actors.SYSTEM, at=clock.now())
