"""The wire between the bot and its Telegram, which may misbehave at any request."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

HTML = b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_METHOD = re.compile(rb"/bot[^/ ]+/(\w+) ")
_CHAT = re.compile(rb'\bchat_id(?:=|": ?|"\r\n(?:[^\r\n]+\r\n)*\r\n)(-?\d+)')
"""In a form, in JSON, in a part of a form with files."""
_END = b"\r\n\r\n"
_PATIENCE = 10.0
Answer = Callable[[bytes], bytes]
"""Transforms a complete response on its way."""


@dataclass(frozen=True)
class Fault:
    """`acts`: whether Telegram hears of the request; `answer`: what the bot gets instead of what
    was answered; where it `waits`, that is held back until released, where it is `held`, already
    the request; `cuts`: the line breaks."""

    name: str
    acts: bool
    answer: Answer | None = None
    waits: bool = False
    held: bool = False
    cuts: bool = False

    def __str__(self) -> str:
        return self.name


@dataclass
class Request:
    """A request: its method (`file` for a download), chat, and monotonic time."""

    method: str
    chat: int | None
    raw: bytes = field(repr=False)
    at: float = field(default_factory=monotonic)
    fault: Fault | None = None


@dataclass
class _Order:
    method: str
    fault: Fault
    chat: int | None
    times: int


def status(code: int, body: bytes, kind: str = "application/json") -> bytes:
    """A whole answer."""
    head = f"HTTP/1.1 {code} As ordered\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}"
    return head.encode() + _END + body


def _half(answer: bytes) -> bytes:
    head, _, body = answer.partition(_END)
    return head + _END + body[: len(body) // 2]


def _half_json(answer: bytes) -> bytes:
    body = answer.partition(_END)[2]
    return status(200, body[: len(body) // 2])


def _says(code: int, body: bytes, kind: str = "application/json") -> Answer:
    return lambda _: status(code, body, kind)


_ERROR = json.dumps({"ok": False, "error_code": 502, "description": "Bad Gateway"}).encode()
_SICK, _PAGE = _says(502, _ERROR), _says(502, HTML, "text/html")
_PORTAL = _says(200, HTML, "text/html")
_PROXY, _FILTER = _says(407, b""), _says(403, HTML, "text/html")

DROPPED_AFTER = Fault("the answer dropped after the act", acts=True, cuts=True)
DROPPED_BEFORE = Fault("the request dropped before the act", acts=False, cuts=True)
SICK = Fault("a 502 instead of the act", acts=False, answer=_SICK)
SICK_AFTER = Fault("a 502 after the act", acts=True, answer=_SICK)
PAGE = Fault("a page of a gateway", acts=False, answer=_PAGE)
PORTAL = Fault("a page that says 200", acts=True, answer=_PORTAL)
PROXY = Fault("a proxy that wants a password", acts=False, answer=_PROXY)
FILTER = Fault("a page of a filter", acts=False, answer=_FILTER)
TRUNCATED = Fault("an answer cut in the middle", acts=True, answer=_half, cuts=True)
HALF_JSON = Fault("a whole answer with half a JSON", acts=True, answer=_half_json)
SILENT = Fault("no answer for a minute after the act", acts=True, waits=True, cuts=True)
DEAF = Fault("no answer for a minute before the act", acts=False, waits=True, cuts=True)
LATE = Fault("the answer comes late", acts=True, answer=lambda answer: answer, waits=True)
_WAIT = {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 1}}
TOO_MANY = Fault("wait a second", acts=False, answer=_says(429, json.dumps(_WAIT).encode()))
HELD = Fault("the request comes late", acts=True, answer=lambda answer: answer, held=True)
LOST = (
    DROPPED_AFTER,
    DROPPED_BEFORE,
    SICK,
    SICK_AFTER,
    PAGE,
    PORTAL,
    TRUNCATED,
    HALF_JSON,
    SILENT,
    DEAF,
)
"""After any of these nobody can say whether it was done."""


class Wire:
    """Passes every request on, but for what has been ordered; keeps a record by a steady clock."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.weather: Callable[[Request], Fault | None] = lambda _: None
        self._orders: list[_Order] = []
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self._released = asyncio.Event()
        self._came = asyncio.Event()
        self._upstream = 0
        self.port = 0

    async def open(self, upstream: int) -> str:
        """Stand before the server at this port; the root to be used instead of its own."""
        self._upstream = upstream
        await self.mend()
        return f"http://127.0.0.1:{self.port}"

    async def mend(self) -> None:
        """Connections are taken."""
        self._server = await asyncio.start_server(self._take, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Those that stand are broken, and new ones refused."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for task in [*self._open]:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def next(self, method: str, fault: Fault, *, chat: int | None = None, times: int = 1) -> None:
        """The next requests of this method (`*`: of any), to this chat, fare so."""
        self._orders.append(_Order(method, fault, chat, times))

    def heal(self) -> None:
        """Cancel all ordered faults."""
        self._orders.clear()
        self.weather = lambda _: None

    def release(self) -> None:
        """Release what is held back."""
        self._released.set()
        self._released = asyncio.Event()

    async def until(self, wanted: Callable[[], object]) -> None:
        """Until the condition holds; it is looked at after every request."""
        async with asyncio.timeout(_PATIENCE):
            while not wanted():
                self._came.clear()
                await self._came.wait()

    def seen(self, *methods: str, chat: int | None = None) -> list[Request]:
        """The requests of these methods so far."""
        return [r for r in self.requests if r.method in methods and chat in (None, r.chat)]

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(Request(*_named(await _whole(reader))), reader, writer):
                    pass
        finally:
            writer.close()

    async def _one(
        self, request: Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Serve one request; whether the connection stands."""
        fault = request.fault = self._due(request)
        self.requests.append(request)
        self._came.set()
        if fault and fault.held:
            await _unless_gone(self._released.wait(), reader)
        acting = fault is None or fault.acts
        answer = await _unless_gone(self._asked(request.raw), reader) if acting else b""
        if fault and fault.waits:
            await _unless_gone(self._released.wait(), reader)
        if fault is None:
            writer.write(answer)
            return True
        if fault.answer:
            writer.write(fault.answer(answer))
        return not fault.cuts

    def _due(self, request: Request) -> Fault | None:
        for order in self._orders:
            if order.method in ("*", request.method) and order.chat in (None, request.chat):
                order.times -= 1
                if not order.times:
                    self._orders.remove(order)
                return order.fault
        return self.weather(request)

    async def _asked(self, raw: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._upstream)
        try:
            writer.write(raw)
            return await _whole(reader)
        finally:
            writer.transport.abort()


def _named(raw: bytes) -> tuple[str, int | None, bytes]:
    method, chat = _METHOD.search(raw), _CHAT.search(raw)
    return method[1].decode() if method else "file", int(chat[1]) if chat else None, raw


async def _whole(reader: asyncio.StreamReader) -> bytes:
    """A request or an answer; both say how long they are."""
    head = await reader.readuntil(_END)
    length = _LENGTH.search(head)
    return head + (await reader.readexactly(int(length[1])) if length else b"")


async def _unless_gone(waiting: Coroutine[Any, Any, Any], reader: asyncio.StreamReader) -> Any:
    """Await the value unless the bot closes the connection meanwhile."""
    wanted, gone = asyncio.ensure_future(waiting), asyncio.ensure_future(reader.read(1))
    try:
        await asyncio.wait({wanted, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not wanted.done():
            raise ConnectionResetError
        return wanted.result()
    finally:
        wanted.cancel()
        gone.cancel()
        await asyncio.gather(wanted, gone, return_exceptions=True)
