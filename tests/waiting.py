"""How tests wait: for what they wait for, never for a time. PATIENCE is only ever used up by a failure.

It is shorter than pytest's own (`timeout` in pyproject.toml), so that what fails says what did not happen.
"""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvicorn

PATIENCE = 240  # seconds
T = TypeVar("T")


def until(found: Callable[[], T], what: str) -> T:
    """What `found` gives as soon as it gives anything; else an error that says what never happened."""
    deadline = time.monotonic() + PATIENCE
    while not (seen := found()):
        assert time.monotonic() < deadline, f"never happened: {what}"
        time.sleep(0.05)
    return seen


@contextmanager
def served(config: uvicorn.Config) -> Iterator[int]:
    """An application served in a thread of this process: the port, which is its own from the first moment."""
    server = uvicorn.Server(config)
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        until(lambda: server.started or not thread.is_alive(), "the server starts")
        assert server.started
        try:
            yield door.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join(PATIENCE)
