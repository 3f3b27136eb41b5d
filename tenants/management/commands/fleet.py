"""Bring every marketplace up to this code: after `manage.py template`, before the new pages are served."""

import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import fleet, scope
from tenants.provisioning import pool


class Command(BaseCommand):
    help = "Bring every marketplace up to this code: the first of each version, then the others, several at once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="only say who is behind; exit with 1 if anybody is")
        parser.add_argument("--hands", type=int, default=4, help="so many marketplaces at once (4)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            return self._check()
        call_command("template", stdout=self.stdout)
        try:
            with fleet.alone():
                self._upgrade(max(1, options["hands"]))
                pool.drop_outdated()
        except fleet.Busy as why:
            raise CommandError(str(why)) from why

    def _check(self) -> None:
        with scope.public_scope():
            slugs = list(fleet.behind().values_list("slug", flat=True))
        if slugs:
            raise CommandError(f"{len(slugs)} marketplaces are behind: {', '.join(slugs)}.")
        self.stdout.write("Every marketplace is up to date.")

    def _upgrade(self, hands: int) -> None:
        begun = time.monotonic()
        try:
            outcomes = fleet.upgrade_all(hands=hands, tell=self._tell)
        except fleet.CanaryFailed as why:
            raise CommandError(f"The first marketplace failed, the others were left alone. {why}") from why
        failed = [outcome.slug for outcome in outcomes if outcome.error]
        self.stdout.write(f"{len(outcomes) - len(failed)} brought up in {time.monotonic() - begun:.1f} s.")
        if failed:
            raise CommandError(f"{len(failed)} are still behind: {', '.join(failed)}. Run this again once mended.")

    def _tell(self, outcome: fleet.Outcome) -> None:
        how = outcome.error or ("migrated" if outcome.learnt else "played")
        self.stdout.write(f"  {outcome.slug}: {how}")
