"""A task for the test with a real worker: it leaves a person behind, in whichever schema it really runs."""

import redis
from celery import shared_task
from django.conf import settings

from accounts.models import User

DONE = "tests:written"


@shared_task(name="tests.written.write")
def write(name: str) -> None:
    User.objects.create_user(f"{name}@example.com", name=name)
    redis.Redis.from_url(settings.REDIS_URL).rpush(DONE, name)
