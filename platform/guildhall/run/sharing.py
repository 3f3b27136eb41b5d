"""One folder, one set of servers: who runs a command in the folder of a running demo uses the demo's servers, and
neither starts nor stops any."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

NAME = "servers.json"


def running(data: Path) -> dict[str, str] | None:
    """What the servers that run in this folder are called; None when none do, or when their owner was killed."""
    try:
        told = json.loads((data / NAME).read_text())
        owner = psutil.Process(told["pid"])
    except (OSError, ValueError, psutil.NoSuchProcess):
        return None
    env: dict[str, str] = told["env"]
    return env if owner.create_time() == told["born"] else None


@contextmanager
def announced(data: Path, env: dict[str, str]) -> Iterator[None]:
    """While the block runs others find the servers. Only we may read the note: Redis's password stands in it."""
    note = data / NAME
    partial = note.with_suffix(".partial")
    partial.touch(mode=0o600)
    partial.write_text(json.dumps({"pid": os.getpid(), "born": psutil.Process().create_time(), "env": env}))
    partial.replace(note)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
