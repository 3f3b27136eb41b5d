"""Say where the demo is and who signs in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from guildhall.demo import addresses, cast, late
from guildhall.demo.marketplaces import ALL
from tenants.current import base_url

ROLES = {"owner": "owner      → /manage/", "client": "client", "freelancer": "freelancer"}


class Command(BaseCommand):
    help = "Print the addresses and sign-ins of the demo."

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT == "production":
            raise CommandError("There is no demo in production.")
        lines = ["", f"Guildhall          {base_url(settings.PUBLIC_HOST)}/"]
        lines += [f"  launch one       {base_url(settings.PUBLIC_HOST)}/start/"]
        lines += [f"  operator         {cast.OPERATOR}  → /operator/", ""]
        for place in ALL:
            lines.append(f"{place.name:18} {base_url(f'{place.slug}.{settings.TENANT_ZONE}')}/")
            lines += [f"  {email:44} {ROLES[role]}" for role, email in addresses.sign_ins(place).items()]
        lines.append(f"{late.NAME:18} {base_url(f'{late.SLUG}.{settings.TENANT_ZONE}')}/")
        lines += [f"  {late.OWNER[1]:44} owner      → /manage/, her bill is past due"]
        lines += ["", f"Everybody's password in this demo: {cast.PASSWORD}", ""]
        self.stdout.write("\n".join(lines))
