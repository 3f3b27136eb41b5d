"""Pages and live updates on one port.

Pages are synchronous and each request stays in one thread from first to last, which is what a tenant's scope needs;
on the event loop the schema would always be public (tenancy §2). Only /live/ runs on the loop, and it touches no ORM.
"""

import os
import re
from typing import cast

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")

from a2wsgi import WSGIMiddleware
from a2wsgi.wsgi_typing import WSGIApp
from starlette.applications import Starlette
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from guildhall import patience
from guildhall.wsgi import application as pages

THREADS = int(os.environ.get("GUILDHALL_THREADS", "8"))


def in_threads(application: object, threads: int) -> ASGIApp:
    """Synchronous pages, each request in one of so many threads, which nobody slow can hold."""
    # Three libraries, each with its own names for the same two protocols.
    return patience.Patient(cast(ASGIApp, WSGIMiddleware(cast(WSGIApp, application), workers=threads)))


def _build() -> Starlette:
    from guildhall import live

    rest = Mount("/", app=in_threads(pages, THREADS))
    rest.path_regex = re.compile(rest.path_regex.pattern, re.DOTALL)  # an address with a line break in it too
    return Starlette(routes=[Route("/live/", live.stream), rest])


application = _build()
