"""Logs: one JSON object a line in production, readable lines elsewhere; marketplace and request id on each.

Never logged: bodies, cookies, query strings, tokens. What is not named here is not logged by us.
"""

from typing import Any

import structlog
from structlog.typing import EventDict, Processor


def add_marketplace(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Say which schema the line is about: the first question at three in the morning."""
    from django.db import connection

    event.setdefault("schema", getattr(connection, "schema_name", None))
    return event


def configuration(*, readable: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING: everything, the libraries' lines too, goes through structlog to standard error."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        add_marketplace,
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    renderer = _lines() if readable else structlog.processors.JSONRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *([] if readable else [structlog.processors.format_exc_info]),
                    renderer,
                ],
                "foreign_pre_chain": shared,
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django.server": {"handlers": [], "propagate": True}},
    }


def _lines() -> Processor:
    """Tracebacks without the values of variables, which structlog would print: they hold what is never logged."""
    return structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
