"""One folder, one set of servers: who runs a command in the folder of a running demo uses the demo's servers, and
neither starts nor stops any."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import psutil

NAME = "servers.json"
MARKER = ".guildhall"  # in every folder of ours


@contextmanager
def claimed(data: Path) -> Iterator[bool]:
    """While the block runs nobody else may start anything in this folder. Yields False where somebody else has claimed
    it. A claim ends with its process, however that ends. A folder that is not prepared has nothing to be claimed."""
    try:
        door = (data / MARKER).open("r+")
    except OSError:
        yield True
        return
    with door:
        yield _locked(door)


def _locked(door: IO[str]) -> bool:
    try:
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def soon(data: Path, patience: float) -> dict[str, str] | None:
    """What the servers are called that somebody runs in this folder, or is just starting; None when that takes longer
    than `patience` (seconds)."""
    deadline = time.monotonic() + patience
    while (told := running(data)) is None and time.monotonic() < deadline:
        time.sleep(0.1)
    return told


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
