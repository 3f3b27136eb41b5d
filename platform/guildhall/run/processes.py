"""One supervisor for the processes of an installation on one machine."""

import signal
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from pathlib import Path

from guildhall.run.embedded import CannotStart

GRACE = 12  # seconds a process has to finish what it does before it is killed
QUICK_DEATHS = 5  # so many within a minute: it will not get better by starting it again


def pages(port: int) -> list[str]:
    return [
        *[sys.executable, "-m", "uvicorn", "guildhall.asgi:application", "--host", "127.0.0.1"],
        *["--port", str(port), "--log-level", "warning", "--timeout-graceful-shutdown", "3", "--no-server-header"],
        "--no-proxy-headers",  # else anybody on this machine is whoever X-Forwarded-For says; GUILDHALL_PROXIES counts
    ]


def worker() -> list[str]:
    # prefork only: threads and green threads share what a tenant's scope must not share (tenancy §2)
    return [
        *[sys.executable, "-m", "celery", "-A", "guildhall.celery", "worker", "--pool", "prefork"],
        *["--concurrency", "2", "--loglevel", "WARNING", "--without-gossip", "--without-mingle"],
    ]


def scheduler(data: Path) -> list[str]:
    return [
        *[sys.executable, "-m", "celery", "-A", "guildhall.celery", "beat", "--loglevel", "WARNING"],
        *["--schedule", str(data / "beat"), "--pidfile", ""],
    ]


@dataclass
class Child:
    name: str
    command: list[str]
    process: "subprocess.Popen[bytes]"
    deaths: "deque[float]" = field(default_factory=lambda: deque(maxlen=QUICK_DEATHS))


class Supervisor:
    """Starts processes, starts again those that die, and leaves none behind."""

    def __init__(self, root: Path, logs: Path, env: dict[str, str]) -> None:
        self.root, self.logs, self.env = root, logs, env
        self.children: dict[str, Child] = {}
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, name: str, command: list[str]) -> None:
        self.children[name] = Child(name, command, self._spawn(name, command))

    def watch(self) -> None:
        """Keep all of them running until interrupted. Raises CannotStart when one dies again and again."""
        while True:
            self.revive()
            time.sleep(0.5)

    def revive(self) -> None:
        for child in self.children.values():
            if child.process.poll() is None:
                continue
            child.deaths.append(time.monotonic())
            if len(child.deaths) == QUICK_DEATHS and child.deaths[-1] - child.deaths[0] < 60:
                raise CannotStart(
                    f"The {child.name} process dies as soon as it starts; the end of its log:\n{self._tail(child.name)}"
                )
            child.process = self._spawn(child.name, child.command)

    def stop(self) -> None:
        for child in self.children.values():
            if child.process.poll() is None:
                child.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._kill_group(child)

    def _kill_group(self, child: Child) -> None:
        import os

        os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()

    def _spawn(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        with (self.logs / f"{name}.log").open("ab") as log:
            # A session of its own: Ctrl-C reaches the supervisor alone, which then stops all in order.
            return subprocess.Popen(
                command, cwd=self.root, env=self.env, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
            )

    def _tail(self, name: str) -> str:
        return "\n".join((self.logs / f"{name}.log").read_text(errors="replace").splitlines()[-15:])
