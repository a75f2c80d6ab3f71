"""The chat page's files, served to this machine only."""

from __future__ import annotations

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.demo import sample
from bot.demo.botapi.console import guarded

_FOLDER = files("bot.demo") / "page"
_KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
}
# Only our own files, nothing inline: user text cannot become code.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


def page_routes() -> list[Route]:
    """`/` and everything it loads."""
    names = [item.name for item in _FOLDER.iterdir() if item.is_file()]
    shown = {f"/{name}": (_FOLDER / name).read_bytes() for name in names}
    shown |= {"/": shown["/index.html"], "/sample.csv": sample.sheet()}
    return [_route(path, content) for path, content in shown.items()]


def _route(path: str, content: bytes) -> Route:
    kind = _KINDS[path[path.rfind(".") :] if "." in path else ".html"]

    async def show(_: Request) -> Response:
        return Response(content, headers=_HEADERS, media_type=kind)

    return Route(path, guarded(show), methods=["GET"])
