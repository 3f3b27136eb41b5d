"""`bin/demo`: the whole of Guildhall on one machine and one port, until Ctrl-C.

Embedded PostgreSQL and Redis, the database brought up to date, the demo marketplaces seeded once, then the pages, the
worker and the scheduler under one supervisor. Sign-ins printed here are the demo's and refused in production.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from guildhall.run import embedded, left_over, named, processes

ROOT = Path(__file__).resolve().parents[3]
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def main() -> int:
    wanted = _arguments()
    for word in ENDING:
        signal.signal(word, _stop)
    data = wanted.data.resolve()
    try:
        named.require_answers()
        embedded.take_over(data)
        _require_free(wanted.port)
        embedded.prepare_folder(data, fresh=wanted.fresh)
        with embedded.services(data, alone=True) as servers:
            return _serve(wanted.port, data, {**os.environ, **servers, **_settings(wanted.port, data)})
    except embedded.CannotStart as why:
        print(why, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.")
        return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description="Run Guildhall with its demo marketplaces.")
    parser.add_argument("--port", type=int, default=8000, help="the one port that serves everything (8000)")
    parser.add_argument("--fresh", action="store_true", help="empty the data folder and seed the demo anew")
    parser.add_argument("--data", type=Path, default=ROOT / ".data" / "demo", help="where everything is kept")
    return parser.parse_args()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    """Once is enough: a second Ctrl-C would cut off the end itself, and leave behind what was not stopped yet."""
    for word in ENDING:
        signal.signal(word, signal.SIG_IGN)
    raise KeyboardInterrupt


def _require_free(port: int) -> None:
    if not 0 < port < 65536:
        raise embedded.CannotStart(f"{port} is not a port. Name one from 1 to 65535 with --port.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError as refusal:
            raise embedded.CannotStart(
                f"Port {port} is for the system's administrator. Name one above 1023 with --port."
            ) from refusal
        except OSError as refusal:
            raise embedded.CannotStart(
                f"Port {port} is taken by another program. Stop it, or name another port with --port."
            ) from refusal


def _settings(port: int, data: Path) -> dict[str, str]:
    return {
        "GUILDHALL_ENV": "demo",
        "GUILDHALL_DATA": str(data),
        "GUILDHALL_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "guildhall.settings",
        left_over.SUPERVISED: str(data),
        "CELERY_SKIP_CHECKS": "1",  # demo_setup has made them
    }


def _serve(port: int, data: Path, env: dict[str, str]) -> int:
    started = time.monotonic()
    # demo_setup prints its own progress; it does nothing but a look when all is there.
    if _manage("demo_setup", env):
        raise embedded.CannotStart("The demo could not be set up: the lines above say why.")
    supervisor = processes.Supervisor(ROOT, data / "logs", env)
    try:
        supervisor.start("pages", processes.pages(port))
        supervisor.start("worker", processes.worker())
        supervisor.start("scheduler", processes.scheduler(data))
        _wait_until_ready(port, supervisor)
        _manage("demo_signs", env)
        print(f"Ready after {time.monotonic() - started:.0f} s. Ctrl-C stops everything.", flush=True)
        supervisor.watch()
    finally:
        supervisor.stop()
    return 1


def _manage(command: str, env: dict[str, str]) -> int:
    """In a session of its own: Ctrl-C is for us, who end it and its helpers before the servers that they talk to."""
    process = subprocess.Popen([sys.executable, "manage.py", command], cwd=ROOT, env=env, start_new_session=True)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


def _wait_until_ready(port: int, supervisor: processes.Supervisor) -> None:
    for _ in range(600):
        supervisor.revive()
        # On a busy machine the first answer may take longer than one look: look again.
        with contextlib.suppress(TimeoutError), socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                probe.sendall(b"GET /readyz HTTP/1.0\r\nHost: localhost\r\n\r\n")
                if b" 200 " in probe.recv(64):
                    return
        time.sleep(0.1)
    raise embedded.CannotStart("The pages do not answer within a minute. See the folder logs beside the data.")


if __name__ == "__main__":
    sys.exit(main())
