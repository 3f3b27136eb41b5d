"""A whole installation for tests: pages, worker and scheduler, as `bin/demo` starts them, in a database of its own."""

import hashlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from guildhall.demo import cast
from guildhall.management.commands import demo_setup
from guildhall.run import processes
from tenants.provisioning import pool
from tests import waiting, world
from tests.journeys import backstage

ROOT = Path(__file__).resolve().parents[1]
STATIC = ROOT / ".data" / "journeys" / "static"
HASHED = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"


@dataclass(frozen=True)
class Server:
    port: int
    env: dict[str, str]
    database: str
    blocker: object
    supervisor: processes.Supervisor

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def of(self, slug: str) -> str:
        return f"http://{slug}.localhost:{self.port}"

    def backstage(self):
        """`with server.backstage(): …` works on the server's own database: see tests.journeys.backstage."""
        return backstage.at(self.database, self.blocker)


@contextmanager
def opened(suite: str, name: str, port: int, data: Path, blocker, **more: str) -> Iterator[Server]:
    """An installation in the database `<suite>_<name>` and the folder `data`, until the block ends. `more`: what else
    stands in its environment."""
    env, database = _environment(data, port) | more, f"{suite}_{name}"
    _keep_static_files(data)
    with blocker.unblock():
        world.copy(_stage(suite, env), database)
    _collect_static_files(env, database)
    supervisor = processes.Supervisor(ROOT, data / "logs", on(env, database))
    try:
        supervisor.start("pages", processes.pages(port))
        supervisor.start("worker", processes.worker())
        supervisor.start("scheduler", processes.scheduler(data))
        wait(port, supervisor)
        yield Server(port, env, database, blocker, supervisor)
    finally:
        supervisor.stop()


def wait(port: int, supervisor: processes.Supervisor) -> None:
    def answers() -> bool:
        supervisor.revive()
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0

    waiting.until(answers, f"the pages come up; their log is in {supervisor.logs}")


def _environment(data: Path, port: int) -> dict[str, str]:
    return {
        **os.environ,
        "REDIS_URL": os.environ.get("GUILDHALL_JOURNEYS_REDIS")
        or os.environ.get("REDIS_URL", "").rsplit("/", 1)[0] + "/15",
        "GUILDHALL_ENV": "demo",
        "GUILDHALL_HOSTS_KEPT": "1",
        "GUILDHALL_DATA": str(data),
        "GUILDHALL_PORT": str(port),
        "DJANGO_SETTINGS_MODULE": "guildhall.settings",
        "CELERY_SKIP_CHECKS": "1",
    }


def on(env: dict[str, str], database: str) -> dict[str, str]:
    """The environment of those who work on that database."""
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}")
    return {**env, "DATABASE_URL": urlunsplit(address)}


def _set_up(env: dict[str, str], database: str) -> None:
    """What `bin/demo` does first."""
    words, env = ("manage.py", "demo_setup", "--without-marketplaces"), on(env, database)
    done = subprocess.run([sys.executable, *words], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def _keep_static_files(data: Path) -> None:
    STATIC.mkdir(parents=True, exist_ok=True)
    (data / "static").symlink_to(STATIC, target_is_directory=True)


def _collect_static_files(env: dict[str, str], database: str) -> None:
    """Again only when one of them changed."""
    stamp = STATIC / ".stamp"
    if not stamp.exists() or stamp.read_text() != demo_setup.fingerprint(HASHED):
        _set_up(env, database)


def _stage(suite: str, env: dict[str, str]) -> str:
    """Tables, template, ready schemas and the operator, no marketplace: the database that others are copies of.
    It is made again when anything did that makes it."""
    made_of = hashlib.sha256(b"".join(Path(one.__file__).read_bytes() for one in (demo_setup, cast, pool)))
    return world.stage(suite, made_of.hexdigest(), lambda: _set_up(env, f"{suite}_stage"))
