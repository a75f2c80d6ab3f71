"""Stands before every request: whose host it names, how large and how slow it is, how often its
address asks; and puts the headers on every response."""

from __future__ import annotations

import asyncio
import re
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.board.addresses import asking_address, counted_address
from bot.web.board.rates import Rates

MOST_BYTES = 64 * 1024
"""Of a form."""
MOST_SENT = 9 * 1024 * 1024
"""Of one that carries a plan."""
BODY_WITHIN = 10.0
"""Seconds for all of a form."""
SENT_WITHIN = 120.0
"""The same of one that carries a plan."""
_LONGEST_PATH = 1000
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "server": "gridcall",
}


class BoardGuard:
    """ASGI middleware. `public_url`: by which name the page is asked for; `proxies`: the addresses
    that are believed when they say for whom they ask (`believed_proxies`)."""

    def __init__(
        self, app: ASGIApp, public_url: str, proxies: frozenset[str], addresses: Rates
    ) -> None:
        self._app = app
        url = urlsplit(public_url)
        self._hosts = {url.netloc.lower(), (url.hostname or "").lower()}
        self._secure = url.scheme == "https"
        self._proxies = proxies
        self._addresses = addresses

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)
        scope["state"] = {**scope.get("state", {}), "address": self._address(scope, headers)}
        marked = self._marking(send)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, marked)
            return
        await self._app(scope, _Body(receive, *_most(scope)).receive, marked)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("ask for me by my own name\n", 421)
        if not self._addresses.take(scope["state"]["address"]):
            return PlainTextResponse("too many requests\n", 429, {"Retry-After": "5"})
        # Python reads no number with thousands of digits, PostgreSQL keeps no NUL.
        if len(scope["path"]) > _LONGEST_PATH or _has_nul(scope):
            return PlainTextResponse("not found\n", 404)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most(scope)[0]:
            return PlainTextResponse("too large\n", 413)
        return None

    def _address(self, scope: Scope, headers: Headers) -> str:
        peer: str = (scope.get("client") or ("", 0))[0]
        said = headers.getlist("x-forwarded-for")
        return counted_address(asking_address(peer, said, self._proxies))

    def _marking(self, send: Send) -> Send:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers(message)]
            await send(message)

        return marked

    def _headers(self, message: MutableMapping[str, Any]) -> list[tuple[bytes, bytes]]:
        there = {name.lower() for name, _ in message.get("headers", ())}
        found = dict(_HEADERS)
        if b"cache-control" not in there:
            found["cache-control"] = "no-store"
        if self._secure:
            found["strict-transport-security"] = "max-age=31536000"
        return [(name.encode(), value.encode()) for name, value in found.items()]


def _has_nul(scope: Scope) -> bool:
    return "\0" in scope["path"] or b"%00" in scope.get("query_string", b"")


def _most(scope: Scope) -> tuple[int, float]:
    """How many bytes a body may have, and how many seconds it may take."""
    if _TAKES_PLANS.fullmatch(scope["path"]):
        return MOST_SENT, SENT_WITHIN
    return MOST_BYTES, BODY_WITHIN


_TAKES_PLANS = re.compile(r"/u/[^/]+/map")


class _Body:
    """A request's body, within bytes and seconds; then the client may only hang up."""

    def __init__(self, receive: Receive, most: int, within: float) -> None:
        self._receive = receive
        self._left = most
        self._within = within
        self._until: float | None = None
        self._read = False

    async def receive(self) -> Message:
        """The next piece. A client that is too slow or sends too much is taken as gone. The seconds
        begin when the first piece is asked for."""
        if self._read:
            return await self._receive()
        if self._until is None:
            self._until = asyncio.get_running_loop().time() + self._within
        try:
            async with asyncio.timeout_at(self._until):
                message = await self._receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._left -= len(message.get("body", b""))
        self._read = not message.get("more_body", False)
        return {"type": "http.disconnect"} if self._left < 0 else message
