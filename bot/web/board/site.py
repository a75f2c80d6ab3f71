"""The board's routes, and what stands behind all of them."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from bot.chat.sentences import sentence
from bot.chat.texts import Translator, translator
from bot.errors import Refused
from bot.instructions.reading.phrases import Lexicon
from bot.store.database import Database
from bot.store.tx import Tx
from bot.usecases.board.pages import PageReader
from bot.web.board.guarding import BoardGuard
from bot.web.board.live import LiveHub
from bot.web.board.rates import Rates
from bot.web.board.saying_doors import waiting_words
from bot.web.board.visiting import (
    Cookies,
    Forged,
    NotLetIn,
    PostGone,
    SignedOut,
    Visit,
    Visited,
    form_token,
    found_visitor,
    language_of,
    own_path,
)

R = TypeVar("R")
_HERE = Path(__file__).parent
_STATIC = _HERE / "static"
_ADDRESSES = (20.0, 200.0)
"""Requests a second and at once, of one address: an office may share one."""
_PEOPLE = (5.0, 60.0)
"""The same of one person."""
_KNOCKS = (1.0, 100.0)
"""The same of one address that opens links to /mine: a carrier's customers may share one."""
_LINKS = (0.1, 15.0)
"""The same of one such link."""
_HIDDEN = frozenset({"not_allowed", "stranger"})
"""Refusals that are answered as if there were nothing there."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """What the site is told: where it is found, whom it believes, what it checks with. `fetch`:
    gets a file of at most so many bytes from Telegram."""

    public_url: str
    language: str
    operators: Callable[[], frozenset[int]]
    token: str = field(repr=False)
    key: bytes = field(repr=False)
    proxies: Collection[str] = ()
    lexicon: Lexicon | None = None
    fetch: Callable[[str, int], Awaitable[bytes]] | None = None

    @property
    def origin(self) -> str:
        """Scheme and host of the page."""
        url = urlsplit(self.public_url)
        return f"{url.scheme}://{url.netloc}"


Endpoint = Callable[["BoardSite", Request], Awaitable[Response]]
SiteRoute = tuple[str, Sequence[str], Endpoint]
"""A path, the methods it takes, and what answers."""


class BoardSite:
    """The page's application: `app` is served by a server, between `start` and `close`."""

    def __init__(
        self, database: Database, settings: SiteSettings, routes: Sequence[SiteRoute]
    ) -> None:
        self.database = database
        self.settings = settings
        self.hub = LiveHub(database)
        self.cookies = Cookies(secure=settings.public_url.startswith("https://"))
        self.people = Rates(*_PEOPLE)
        self.knocks, self.links = Rates(*_KNOCKS), Rates(*_LINKS)
        self._templates = _templates()
        bound = [Route(path, self._bound(each), methods=list(how)) for path, how, each in routes]
        static = Mount("/static", _VersionedFiles(directory=_STATIC))
        site = Starlette(routes=[*bound, static], exception_handlers=self._handlers())
        addresses = Rates(*_ADDRESSES)
        self.app: ASGIApp = BoardGuard(
            site, settings.public_url, frozenset(settings.proxies), addresses
        )

    def start(self) -> None:
        """Listen to the database, for the live pages."""
        self.hub.start()

    def close(self) -> None:
        """End the streams."""
        self.hub.close()

    def visit(self, request: Request) -> Visit:
        """The visitor, as far as the request says; a device that was let in is one on /mine."""
        language = language_of(request, self.settings.language)
        device = self.cookies.device(request) if _for_devices(request) else ""
        return Visit(self.cookies.token(request), language, self.settings.operators(), device)

    async def look(
        self, request: Request, work: Callable[[Tx, PageReader, datetime], R]
    ) -> tuple[Visited, R]:
        """Read for the visitor. Raises SignedOut, Refused, HTTPException."""
        return await self.database.read_long(self._for_visitor, (request, work))

    async def act(
        self, request: Request, work: Callable[[Tx, PageReader, datetime], R]
    ) -> tuple[Visited, R]:
        """Do something for the visitor, in the transaction that checks who they are."""
        return await self.database.transact(self._for_visitor, (request, work))

    async def known(self, request: Request) -> Visited:
        """Who visits. Raises SignedOut, NotLetIn."""
        return await self.database.read(self._visitor, request)

    def _visitor(self, tx: Tx, request: Request, now: datetime) -> Visited:
        found = found_visitor(tx, self.visit(request), now)
        request.state.language = found.language
        return found

    def _for_visitor(
        self,
        tx: Tx,
        command: tuple[Request, Callable[[Tx, PageReader, datetime], R]],
        now: datetime,
    ) -> tuple[Visited, R]:
        """What is refused counts too: the token is taken before the work begins."""
        request, work = command
        found = self._visitor(tx, request, now)
        if not self.people.take(found.key):
            raise HTTPException(429)
        return found, work(tx, found.reader, now)

    def render(self, template: str, **words: Any) -> str:
        """A template, filled."""
        return self._templates.get_template(template).render(**words)

    def page(self, template: str, t: Translator, status: int = 200, **words: Any) -> HTMLResponse:
        """A whole page."""
        return HTMLResponse(self.render(template, lang=_LANG[t.language], **words), status)

    def said(
        self, t: Translator, title: str, *lines: str, status: int = 200, **words: Any
    ) -> HTMLResponse:
        """A page that says one thing."""
        facts = {"words": {"back": t("‹ Back")}, "nav": self.bare(t), "csrf": "", **words}
        return self.page("message.html", t, status, title=title, lines=lines, **facts)

    def bare(self, t: Translator) -> dict[str, Any]:
        """What stands around a page that leads nowhere else."""
        return {"links": [], "skip": t("To the content")}

    def csrf(self, request: Request) -> str:
        """What forms for this visitor carry."""
        token = self.form_secret(request)
        return form_token(token) if token else ""

    def form_secret(self, request: Request) -> str:
        """What the token in forms follows from: the session, else the device's own."""
        token = self.cookies.token(request)
        return token or (self.cookies.device(request) if _for_devices(request) else "")

    def _bound(self, endpoint: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            return await endpoint(self, request)

        return answer

    def _handlers(self) -> dict[Any, Any]:
        return {
            SignedOut: self._signed_out,
            PostGone: self._post_gone,
            NotLetIn: self._not_let_in,
            Forged: self._forged,
            Refused: self._refused,
            HTTPException: self._failed,
        }

    def speaking(self, request: Request) -> Translator:
        """In the visitor's language once they are known, else in their browser's."""
        known = getattr(request.state, "language", None)
        return translator(known or language_of(request, self.settings.language))

    async def _spoken(self, request: Request) -> Translator:
        """`speaking`, for whoever was turned away before it was asked who they are."""
        if not hasattr(request.state, "language") and self.form_secret(request):
            with contextlib.suppress(SignedOut, NotLetIn):
                await self.known(request)
        return self.speaking(request)

    async def _signed_out(self, request: Request, _error: Exception) -> Response:
        t = self.speaking(request)
        how = t("Please write /board to the bot: it gives you a link.")
        return self.said(t, t("Please sign in"), how, status=401)

    async def _post_gone(self, request: Request, _error: Exception) -> Response:
        t = self.speaking(request)
        thanks = t("Nothing waits for you here. Thank you for all you have done!")
        return self.said(t, t("Your post has been handed over."), thanks, status=401)

    async def _not_let_in(self, request: Request, error: NotLetIn) -> Response:
        t = self.speaking(request)
        if error.doorway is not None:
            return self.page("waiting.html", t, nav=self.bare(t), **waiting_words(error.doorway, t))
        ask = t("Please ask whoever stands above you for a new one.")
        return self.said(t, t("This web link is of no use any more."), ask, status=401)

    async def _forged(self, request: Request, _error: Exception) -> Response:
        t = await self._spoken(request)
        again = t("Please open the page again and repeat it.")
        return self.said(t, t("That did not come from this page."), again, status=403, back="/")

    async def _refused(self, request: Request, error: Refused) -> Response:
        t = await self._spoken(request)
        if error.reason in _HIDDEN:
            back = "/mine" if _for_devices(request) else "/"
            return self.said(t, t("There is nothing here for you."), status=404, back=back)
        return self.said(t, sentence(error, t), status=409, back=own_path(request))

    async def _failed(self, request: Request, error: HTTPException) -> Response:
        t = await self._spoken(request)
        said = t("Too fast: please wait a little.") if error.status_code == 429 else ""
        said = said or t("There is nothing here for you.")
        return self.said(t, said, status=error.status_code, back="/")


def asset_url(name: str) -> str:
    """The address of a static file: it changes with the file, so browsers may keep it."""
    return f"/static/{name}?v={_version(name)}"


@cache
def _version(name: str) -> str:
    return hashlib.sha256((_STATIC / name).read_bytes()).hexdigest()[:12]


class _VersionedFiles(StaticFiles):
    """Files that browsers keep for a year where they are asked for by their present version."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        found = await super().get_response(path, scope)
        named = scope["query_string"] == f"v={_version(path)}".encode()
        kept = "public, max-age=31536000, immutable" if named else "no-cache"
        found.headers["cache-control"] = kept
        return found


def _for_devices(request: Request) -> bool:
    """Whether a page is for devices that were let in without an account as well."""
    return request.url.path == "/mine" or request.url.path.startswith("/mine/")


_LANG = {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}


def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    macros = found.get_template("macros.html").module
    found.globals |= {"badge": macros.badge, "files": macros.files, "asset": asset_url}  # type: ignore[attr-defined]
    return found
