"""Keeps other web sites open in the same browser away from the console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

Handler = Callable[[Request], Awaitable[Response]]
OWN_HEADER = "x-gridcall-demo"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def guarded(handler: Handler) -> Handler:
    """The handler, for requests of our own page on this machine only."""

    async def endpoint(request: Request) -> Response:
        if reason := _refusal(request):
            return JSONResponse({"error": reason}, status_code=403)
        return await handler(request)

    return endpoint


def _refusal(request: Request) -> str:
    # A foreign name that resolves to 127.0.0.1 would otherwise count as the same site.
    if _host(f"//{request.headers.get('host', '')}") not in _LOOPBACK:
        return "only by the name of this machine"
    origin = request.headers.get("origin")
    if origin and _host(origin) not in _LOOPBACK:
        return "only from the demo's own page"
    if request.method == "POST" and not _needs_preflight(request):
        return f"needs a JSON body or the header {OWN_HEADER}"
    return ""


def _needs_preflight(request: Request) -> bool:
    """A form on another site can send neither of these."""
    kind = request.headers.get("content-type", "")
    return OWN_HEADER in request.headers or kind.startswith("application/json")


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None
