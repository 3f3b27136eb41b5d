"""A real worker (prefork, as an installation runs it) between a real queue and real marketplaces."""

import os
import subprocess
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import pytest
import redis
from celery import Celery
from django.conf import settings
from django.db import connection

from accounts.models import User
from guildhall.run import processes
from tenants import scope, tasks
from tests.tenants import written
from tests.tenants.written import DONE
from tests.waiting import PATIENCE

ROOT = settings.ROOT


@contextmanager
def worker():
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}")
    env = {**os.environ, "DATABASE_URL": urlunsplit(address), "GUILDHALL_ENV": "test"}
    command = [*processes.worker(), "--include", "tests.tenants.written"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    said: list[str] = []
    try:
        yield said
    finally:
        process.terminate()  # it finishes what it has begun
        said.append(process.communicate(timeout=PATIENCE)[0])


@pytest.fixture
def post():
    """Puts a message on the queue as anybody could who reaches it."""
    here = Celery("tests", broker=settings.REDIS_URL, set_as_current=False)
    here.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    wire = redis.Redis.from_url(settings.REDIS_URL)
    wire.delete(DONE, "guildhall:queue:celery")

    def send(name: str, tenant_id: int | None) -> None:
        headers = {} if tenant_id is None else {tasks.HEADER: tenant_id}
        here.send_task(written.write.name, args=[name], headers=headers, ignore_result=True)

    yield send
    here.close()
    wire.delete(DONE)


def names():
    return sorted(User.objects.values_list("name", flat=True))


@pytest.mark.xdist_group("processes")
@pytest.mark.django_db(transaction=True)
def test_a_real_worker_runs_each_task_at_home_and_none_without_a_home(post, atelier, brigade, in_brigade):
    post("nobodys", None)
    post("of-the-dead", 999_999)
    wire = redis.Redis.from_url(settings.REDIS_URL)
    with worker() as said:
        for turn in range(3):
            post(f"atelier-{turn}", atelier.id)
            post(f"brigade-{turn}", brigade.id)
        for _ in range(6):
            assert wire.blpop([DONE], timeout=PATIENCE), said
    assert names() == ["atelier-0", "atelier-1", "atelier-2"]
    with in_brigade():
        assert names() == ["brigade-0", "brigade-1", "brigade-2"]
    with scope.public_scope():
        assert names() == []
    assert "NoTenant" in said[0] and "TenantGone" in said[0]
