"""Finish what crashes left, and name schemas that belong to nobody."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from kernel import actors, clock
from tenants.provisioning import sweep


class Command(BaseCommand):
    help = "Finish half-built marketplaces; list schemas that belong to nobody, and drop them if told to."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--drop-orphans", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        for slug in sweep.sweep(actor=actors.SYSTEM, at=clock.now()):
            self.stdout.write(f"finished {slug}")
        verb, names = ("dropped", sweep.drop_orphans()) if options["drop_orphans"] else ("orphan", sweep.orphans())
        for name in names:
            self.stdout.write(f"{verb} {name}")
