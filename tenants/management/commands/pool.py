"""Keep schemas ready, so that launching is a claim."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kernel import clock
from tenants.provisioning import pool


class Command(BaseCommand):
    help = "Make schemas until this many of this version are ready."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=int, nargs="?", default=5)

    def handle(self, *args: Any, **options: Any) -> None:
        made = pool.fill(target=options["target"], at=clock.now())
        self.stdout.write(f"{made} made, {pool.ready()} ready.")
