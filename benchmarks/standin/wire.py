"""A minimal HTTP/1.1 server for a bot's client, so that the server is not what is measured."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from benchmarks.standin.world import Refusal, World

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_HEAD = "HTTP/1.1 {} {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n"
_REASONS = {200: "OK", 400: "Bad Request", 404: "Not Found", 429: "Too Many Requests"}
Json = dict[str, Any]


class Wire(asyncio.Protocol):
    """One connection."""

    def __init__(self, world: World, control: Any) -> None:
        self._world = world
        self._control = control
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._waiting: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: Any) -> None:
        """A client connected."""
        self._transport = transport

    def connection_lost(self, _error: Exception | None) -> None:
        """The client disconnected."""
        for task in self._waiting:
            task.cancel()

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        self._buffer += data
        while (request := self._request()) is not None:
            self._serve(*request)

    def _request(self) -> tuple[str, bytes] | None:
        head, found, rest = self._buffer.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if not found or len(rest) < size:
            return None
        self._buffer = rest[size:]
        return head.split(b" ", 2)[1].decode(), rest[:size]

    def _serve(self, target: str, body: bytes) -> None:
        url = urlsplit(target)
        name = url.path.rpartition("/")[2]
        if url.path.startswith("/control/"):
            self._say(200, getattr(self._control, name)(**json.loads(body or b"{}")))
            return
        params = _params(url.query, body)
        if self._world.way is None or name == "getUpdates":
            self._call(name, params)
        else:
            asyncio.get_running_loop().call_later(self._world.way(), self._call, name, params)

    def _call(self, name: str, params: Json) -> None:
        try:
            result = self._world.call(name, params)
        except Refusal as refusal:
            self._say_soon(refusal.code, refused(refusal))
            return
        if asyncio.iscoroutine(result):
            self._later(result)
        else:
            self._say_soon(200, {"ok": True, "result": result})

    def _say_soon(self, code: int, answer: Json) -> None:
        if self._world.way is None:
            self._say(code, answer)
        else:
            asyncio.get_running_loop().call_later(self._world.way(), self._say, code, answer)

    def _later(self, result: Awaitable[Any]) -> None:
        async def answer() -> None:
            self._say(200, {"ok": True, "result": await result})

        task = asyncio.create_task(answer())
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    def _say(self, code: int, answer: Any) -> None:
        body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
        head = _HEAD.format(code, _REASONS[code], len(body)).encode()
        if self._transport is not None:
            self._transport.write(head + body)


def _params(query: str, body: bytes) -> Json:
    """Of a form, or of JSON."""
    if body.startswith(b"{"):
        return dict(json.loads(body))
    return dict(parse_qsl(query) + parse_qsl(body.decode(), keep_blank_values=True))


def refused(refusal: Refusal) -> Json:
    """An error in Telegram's form."""
    answer: Json = {"ok": False, "error_code": refusal.code, "description": str(refusal)}
    if refusal.wait:
        answer["parameters"] = {"retry_after": refusal.wait}
    return answer
