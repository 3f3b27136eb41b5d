"""What resolving the marketplace costs a page, and how many queries each page asks."""

import gc
import statistics
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from kernel import actors, clock
from tenants import provisioning, scope
from tenants.models import Tenant
from tenants.provisioning import measure

METHOD = """Method: an empty database on the server of DATABASE_URL, one marketplace; one process, the in-process
client. With: the middleware as it is. Without: TenantMiddleware taken out and the schema entered once beforehand.
Both are asked in turns, so that the machine's moods fall on both; the ratio is that of the medians. The wall's clock
counts waiting for the database's process to be woken, which a busy machine makes long; the processor's does not. Each
page sweeps up what it left within its own time: the collector comes once in a few pages, and in turns as even as these
it came to the same of the two nearly every time."""
PAGES = ("/", "/jobs/", "/talent/", "/accounts/login/")


class Command(BaseCommand):
    help = "Measure a page with and without tenant resolution, and count queries."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rounds", type=int, default=100)

    def handle(self, *args: Any, **options: Any) -> None:
        with measure.installation(METHOD) as told_first:
            self.stdout.write("\n".join(told_first) + "\n")
            told = {"slug": "bench", "name": "Bench", "currency": "EUR", "language": "en"}
            tenant = provisioning.launch(**told, actor=actors.SYSTEM, at=clock.now())
            for page in PAGES:
                self._compare(tenant, page, options["rounds"])

    def _compare(self, tenant: Tenant, page: str, rounds: int) -> None:
        ours = Client(HTTP_HOST=tenant.host)
        fewer = [name for name in settings.MIDDLEWARE if name != "tenants.routing.TenantMiddleware"]
        bare = Client(HTTP_HOST=tenant.host)
        status = ours.get(page).status_code
        with override_settings(MIDDLEWARE=fewer), scope.tenant_scope(tenant):
            self._bare(bare, page, tenant)
        with_it, without = [], []
        for _ in range(rounds):
            with_it.append(measure.spent(lambda: _drawn(ours, page)))
            with scope.tenant_scope(tenant):
                without.append(measure.spent(lambda: _drawn(bare, page)))
        with CaptureQueriesContext(connection) as asked:
            ours.get(page)
        self.stdout.write(f"  {page:18} {status}  {_said(with_it, without)}  {len(asked)} queries")

    def _bare(self, browser: Client, page: str, tenant: Tenant) -> None:
        """Have the browser load its middleware now, while the short list is in force."""
        browser.handler.load_middleware()
        browser.get(page)


def _drawn(browser: Client, page: str) -> None:
    browser.get(page)
    gc.collect(0)


def _said(with_it: list[tuple[float, float]], without: list[tuple[float, float]]) -> str:
    """Both clocks: `wall 9.02 against 8.50 ms, ratio 1.061; processor …`."""
    said = []
    for name, ours, bare in zip(
        ("wall", "processor"), zip(*with_it, strict=True), zip(*without, strict=True), strict=True
    ):
        with_ms, bare_ms = (1000 * statistics.median(figures) for figures in (ours, bare))
        said.append(f"{name} {with_ms:.2f} against {bare_ms:.2f} ms, ratio {with_ms / bare_ms:.3f}")
    return "; ".join(said)
