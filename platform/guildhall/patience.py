"""Slow browsers wait here, on the event loop, and not in one of the few threads that serve pages.

A request reaches a page once all of it has come; an answer is taken from the page at once and handed on as slowly as it
is read. What is longer than a megabyte lies in a temporary file meanwhile. Without this, as many connections as there
are threads, each sending a byte now and then, would hold every page of every marketplace.
"""

import asyncio
import os
from tempfile import SpooledTemporaryFile

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST = int(os.environ.get("GUILDHALL_MOST_REQUEST_MB", "300")) << 20  # ten files of 25 MB and what stands around them
SILENCE = 30.0  # seconds in which whoever asks may send, or read, nothing at all
IN_MEMORY = 1 << 20
PIECE = 1 << 16

File = SpooledTemporaryFile[bytes]


class Refusal(Exception):
    """Nothing that a page could answer: 413 too long, 408 too slow, 0 gone before the end."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Patient:
    """An ASGI application around `app`, which never waits for whoever is at the other end."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        with File(IN_MEMORY) as asked, File(IN_MEMORY) as answered:
            try:
                await _take(scope, receive, asked)
            except Refusal as refusal:
                await _refuse(refusal.status, send)
                return
            await self._answer(_plain(scope), _reader(asked), Answer(answered), send)

    async def _answer(self, scope: Scope, receive: Receive, answer: "Answer", send: Send) -> None:
        passing = asyncio.create_task(answer.pass_on(send))
        try:
            await self.app(scope, receive, answer.take)
            answer.end()
            await passing
        finally:
            passing.cancel()


class Answer:
    """An answer on its way: taken whole from the page, passed on as it is read."""

    def __init__(self, file: File) -> None:
        self.file = file
        self.starts: list[Message] = []
        self.written = self.passed = 0
        self.ended = False
        self.news = asyncio.Event()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.starts.append(message)
        elif message["body"]:
            self.file.seek(self.written)
            self.written += self.file.write(message["body"])
        self.news.set()

    def end(self) -> None:
        self.ended = True
        self.news.set()

    async def pass_on(self, send: Send) -> None:
        """All of it to whoever asked; given up when nothing of it is read for a while, which ends the connection."""
        while not self.ended or self.passed < self.written:
            await self.news.wait()
            self.news.clear()
            while self.starts:
                await asyncio.wait_for(send(self.starts.pop(0)), SILENCE)
            while self.passed < self.written:
                self.file.seek(self.passed)
                piece = self.file.read(PIECE)
                self.passed += len(piece)
                await asyncio.wait_for(send(_body(piece, more=True)), SILENCE)
        await asyncio.wait_for(send(_body(b"", more=False)), SILENCE)


async def _take(scope: Scope, receive: Receive, file: File) -> None:
    """The whole request into `file`. Raises Refusal."""
    declared = dict(scope["headers"]).get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > MOST:
        raise Refusal(413)
    more = True
    while more:
        try:
            message = await asyncio.wait_for(receive(), SILENCE)
        except TimeoutError:
            raise Refusal(408) from None
        if message["type"] == "http.disconnect":
            raise Refusal(0)
        if file.tell() + len(message.get("body", b"")) > MOST:
            raise Refusal(413)
        file.write(message.get("body", b""))
        more = message.get("more_body", False)
    file.seek(0)


def _reader(file: File) -> Receive:
    """What a page receives: pieces of `file`, whole from the first."""
    length = file.seek(0, os.SEEK_END)
    file.seek(0)

    async def receive() -> Message:
        piece = file.read(PIECE)
        return {"type": "http.request", "body": piece, "more_body": file.tell() < length}

    return receive


def _plain(scope: Scope) -> Scope:
    """Without headers that have an underscore: WSGI would take X_Forwarded_Proto for the proxy's X-Forwarded-Proto."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if b"_" not in name]}


def _body(piece: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": piece, "more_body": more}


async def _refuse(status: int, send: Send) -> None:
    if status:
        headers = [(b"content-length", b"0"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send(_body(b"", more=False))
