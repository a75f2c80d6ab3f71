"""Stands before every request: whose host it names, how large and how slow it is, how often its
address asks; and puts the headers on every response."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.board.rates import Rates

MOST_BYTES = 64 * 1024
"""Of a form."""
MOST_SENT = 9 * 1024 * 1024
"""Of one that carries a plan."""
BODY_WITHIN = 10.0
"""Seconds."""
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
    that are believed when they say for whom they ask."""

    def __init__(
        self, app: ASGIApp, public_url: str, proxies: Iterable[str], addresses: Rates
    ) -> None:
        self._app = app
        url = urlsplit(public_url)
        self._hosts = {url.netloc.lower(), (url.hostname or "").lower()}
        self._secure = url.scheme == "https"
        self._proxies = frozenset(proxies)
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
        await self._app(scope, _Body(receive, _most_bytes(scope)).receive, marked)

    def _refusal(self, scope: Scope, headers: Headers) -> PlainTextResponse | None:
        if headers.get("host", "").lower() not in self._hosts:
            return PlainTextResponse("ask for me by my own name\n", 421)
        if not self._addresses.take(scope["state"]["address"]):
            return PlainTextResponse("too many requests\n", 429, {"Retry-After": "5"})
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > _most_bytes(scope):
            return PlainTextResponse("too large\n", 413)
        return None

    def _address(self, scope: Scope, headers: Headers) -> str:
        """Who asks: the last address that a believed proxy did not add itself."""
        address: str = (scope.get("client") or ("", 0))[0]
        said = [each.strip() for each in headers.get("x-forwarded-for", "").split(",")]
        while address in self._proxies and said and said[-1]:
            address = said.pop()
        return address

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


def _most_bytes(scope: Scope) -> int:
    return MOST_SENT if _TAKES_PLANS.fullmatch(scope.get("path", "")) else MOST_BYTES


_TAKES_PLANS = re.compile(r"/u/[^/]+/map")


class _Body:
    """A request's body, within bytes and seconds; then the client may only hang up."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self._read = False

    async def receive(self) -> Message:
        """The next piece. A client that is too slow or sends too much is taken as gone."""
        if self._read:
            return await self._receive()
        try:
            async with asyncio.timeout(BODY_WITHIN):
                message = await self._receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        self._left -= len(message.get("body", b""))
        self._read = not message.get("more_body", False)
        return {"type": "http.disconnect"} if self._left < 0 else message
