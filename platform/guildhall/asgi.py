"""Pages and live updates on one port.

Pages are synchronous and each request stays in one thread from first to last, which is what a tenant's scope needs;
on the event loop the schema would always be public (tenancy §2). Only /live/ runs on the loop, and it touches no ORM.
"""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guildhall.settings")

from a2wsgi import WSGIMiddleware
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from guildhall.wsgi import application as pages

THREADS = int(os.environ.get("GUILDHALL_THREADS", "8"))


def _build() -> Starlette:
    from guildhall import live

    return Starlette(routes=[Route("/live/", live.stream), Mount("/", app=WSGIMiddleware(pages, workers=THREADS))])


application = _build()
