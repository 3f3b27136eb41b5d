"""The live process: server-sent events from Redis to browsers. Touches no ORM and no tenant (tenancy §2, async).

One Redis subscription serves all streams of the process. A browser that reads too slowly loses its stream and comes
back by itself; what it missed it fetches by polling, so nothing here has to be kept.
"""

import asyncio
import contextlib
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Coroutine
from typing import Any

import redis.asyncio
from django.conf import settings
from django.core import signing
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from kernel import live

HEARTBEAT = 15  # seconds; proxies drop silent connections
BACKLOG = 100  # events a slow browser may be behind before its stream is closed
RETRY = 3000  # milliseconds a browser waits before it comes back
SAFE = {"X-Content-Type-Options": "nosniff"}

Queue = asyncio.Queue[str | None]


class Hub:
    """Passes what Redis says on a channel to the queues of its listeners."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[Queue]] = defaultdict(set)
        self._heard: dict[str, asyncio.Event] = defaultdict(asyncio.Event)  # set once Redis has said that it listens
        self._pubsub: redis.asyncio.client.PubSub | None = None
        self._reader: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()
        self._asking: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def listen(self, channels: list[str]) -> AsyncIterator[Queue]:
        """What is published from the moment the block begins comes into the queue; None ends it."""
        queue: Queue = asyncio.Queue(BACKLOG)
        try:
            await self._wholly(self._subscribe(channels, queue))
            yield queue
        finally:
            await self._wholly(self._unsubscribe(channels, queue))

    async def _wholly(self, asking: Coroutine[Any, Any, None]) -> None:
        """All listeners share one connection: a browser that leaves in the middle must not cut a command in two."""
        task = asyncio.create_task(asking)
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)
        await asyncio.shield(task)

    async def _subscribe(self, channels: list[str], queue: Queue) -> None:
        async with self._lock:
            if self._pubsub is None:
                self._pubsub = redis.asyncio.Redis.from_url(settings.REDIS_URL).pubsub()
            for name in channels:
                self.listeners[name].add(queue)
            heard = [self._heard[name] for name in channels]  # before it is asked: the answer may come at once
            await self._pubsub.subscribe(*channels)
            if self._reader is None or self._reader.done():
                self._reader = asyncio.create_task(self._read(self._pubsub))
        for event in heard:
            await event.wait()

    async def _unsubscribe(self, channels: list[str], queue: Queue) -> None:
        async with self._lock:
            for name in channels:
                self.listeners[name].discard(queue)
                if not self.listeners[name]:
                    del self.listeners[name]
                    self._heard.pop(name, None)
                    if self._pubsub is not None:
                        with contextlib.suppress(redis.RedisError):  # gone with Redis: nothing is left to undo
                            await self._pubsub.unsubscribe(name)

    async def _read(self, pubsub: "redis.asyncio.client.PubSub") -> None:
        try:
            async for message in pubsub.listen():
                if message["type"] == "message":
                    self._pass_on(message["channel"].decode(), message["data"])
                elif message["type"] == "subscribe" and (heard := self._heard.get(message["channel"].decode())):
                    heard.set()
        finally:
            # Redis went away: end every stream, so that browsers come back to a fresh subscription.
            self._pubsub = None
            for queue in {queue for queues in self.listeners.values() for queue in queues}:
                _close(queue)
            for event in self._heard.values():
                event.set()
            self._heard.clear()

    def _pass_on(self, name: str, data: bytes) -> None:
        news = json.loads(data)
        text = f"event: {news['event']}\ndata: {json.dumps(news['data'])}\n\n"
        for queue in self.listeners.get(name, ()):
            if queue.full():
                _close(queue)
            else:
                queue.put_nowait(text)


def _close(queue: Queue) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(None)


hub = Hub()


async def stream(request: Request) -> Response:
    """`GET /live/?ticket=…`: the events of the ticket's channels, until the browser leaves or the ticket is old, which
    is the last event ("over")."""
    host = request.headers.get("host", "")
    try:
        admission = live.admission(request.query_params.get("ticket", ""), host=host)
    except signing.BadSignature:
        return PlainTextResponse("", status_code=403, headers=SAFE)
    return StreamingResponse(
        _events(request, admission),
        media_type="text/event-stream",
        headers={**SAFE, "Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _events(request: Request, admission: live.Admission) -> AsyncIterator[str]:
    now = asyncio.get_running_loop().time
    ends = now() + admission.seconds
    async with hub.listen(admission.channels) as queue:
        yield f"retry: {RETRY}\n\nevent: open\ndata: {{}}\n\n"
        while (left := ends - now()) > 0 and not await request.is_disconnected():
            try:
                text = await asyncio.wait_for(queue.get(), min(left, HEARTBEAT))
            except TimeoutError:
                text = ": still here\n\n"
            if text is None:
                return
            yield text
    yield "event: over\ndata: {}\n\n"
