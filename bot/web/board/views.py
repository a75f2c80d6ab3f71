"""Pages to look at; each live, as long as its browser listens."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from bot.chat.texts import Translator
from bot.errors import Refused
from bot.instructions.board import CellState
from bot.instructions.data_table import DataSubject
from bot.instructions.gaps import GapKind
from bot.store.tx import Tx
from bot.usecases.board import pages
from bot.usecases.board.halls import AskHall, hall_page
from bot.usecases.board.lists import DataOnPage
from bot.usecases.board.pages import AskGaps, AskInstruction, AskNow, AskUnit, PageReader
from bot.web.board import downloads, paper_back, saying, saying_own
from bot.web.board.codes import asked_code
from bot.web.board.live import LivePage
from bot.web.board.site import BoardSite
from bot.web.board.visiting import (
    NotLetIn,
    SignedOut,
    Visited,
    as_visitor,
    found_visitor,
    own_path,
)

V = TypeVar("V")
Work = Callable[[Tx, PageReader, datetime], V]
Say = Callable[[V, Translator, str], saying.Words]
_LARGEST = 2**62


async def show_now(site: BoardSite, request: Request) -> Response:
    """/: what is open, what is missing, and the search."""
    words = request.query_params.get("q", "")[:40]
    if kind := request.query_params.get("file"):
        return await _data(site, request, DataSubject.LOG, kind)
    return await live_page(
        site, request, _now(words), lambda v, t, _: saying.now_words(v, words, t)
    )


def _now(words: str) -> Work[pages.NowPage]:
    return lambda tx, reader, at: pages.now_page(tx, AskNow(reader, words), at)


async def show_instruction(site: BoardSite, request: Request) -> Response:
    """/i/{number} and /i/{number}/{code}."""
    ask = asked_instruction(request)
    if request.query_params.get("sheet") and (code := ask(PageReader(0)).code):
        return await paper_back.show_sheet(site, request, ask(PageReader(0)).number, code)
    if kind := request.query_params.get("file"):
        subject, _, form = kind.rpartition(".")
        if subject == DataSubject.CALLS:
            number = ask(PageReader(0)).number
            return await _data(site, request, DataSubject.CALLS, form, number=number)
        return await downloads.send_instruction_file(site, request, ask, kind)

    def work(tx: Tx, reader: PageReader, at: datetime) -> pages.InstructionPage:
        return pages.instruction_page(tx, ask(reader), at)

    return await live_page(site, request, work, lambda v, t, _: saying.instruction_words(v, t))


def asked_instruction(request: Request) -> Callable[[PageReader], AskInstruction]:
    """What a path asks for."""
    number = int(request.path_params["number"])
    code = asked_code(request)
    show = request.query_params.get("show")
    state = CellState(show) if show in set(CellState) else None
    if number >= _LARGEST:
        raise HTTPException(404)
    ready = request.query_params.get("view") == "ready"
    page = _asked_page(request)
    return lambda reader: AskInstruction(reader, number, code, state, ready, page)


def _asked_page(request: Request) -> int:
    said = request.query_params.get("page", "0")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else 0


async def show_unit(site: BoardSite, request: Request) -> Response:
    """/u/{code}."""
    code = asked_code(request)
    if kind := request.query_params.get("file"):
        return await _data(site, request, DataSubject.FACTS, kind, code=code)
    if request.query_params.get("sheet"):
        return await paper_back.show_sheet(site, request, 0, code)

    def work(tx: Tx, reader: PageReader, at: datetime) -> pages.UnitPage:
        return pages.unit_page(tx, AskUnit(reader, code), at)

    return await live_page(site, request, work, lambda v, t, _: saying_own.unit_words(v, t))


async def show_gaps(site: BoardSite, request: Request) -> Response:
    """/gaps: all kinds, or one."""
    if kind := request.query_params.get("file"):
        return await _data(site, request, DataSubject.GAPS, kind)
    said, page = request.query_params.get("kind"), _asked_page(request)
    chosen = GapKind(said) if said in set(GapKind) else None

    def work(tx: Tx, reader: PageReader, at: datetime) -> pages.GapsPage:
        return pages.gaps_page(tx, AskGaps(reader, chosen, page), at)

    return await live_page(site, request, work, lambda v, t, _: saying.gaps_words(v, t))


async def _data(
    site: BoardSite,
    request: Request,
    subject: DataSubject,
    form: str,
    *,
    code: str = "",
    number: int = 0,
) -> Response:
    def ask(reader: PageReader) -> DataOnPage:
        return DataOnPage(reader, subject, code, number)

    return await downloads.send_data_file(site, request, ask, form)


async def live_page(site: BoardSite, request: Request, work: Work[V], say: Say[V]) -> Response:
    if "text/event-stream" in request.headers.get("accept", ""):
        return await _streamed(site, request, work, say)
    visited, view = await site.look(request, work)
    return whole_page(site, request, visited, say(view, visited.t, site.csrf(request)))


def whole_page(
    site: BoardSite, request: Request, visited: Visited, words: saying.Words
) -> Response:
    """A page with everything around it."""
    t = visited.t
    here = own_path(request)
    nav = saying.navigation(t, here, mine=visited.answers) if visited.session else site.bare(t)
    flash = site.cookies.flashed(request)
    facts = {
        "action": here,
        "nav": nav,
        "flash": flash,
        "kind": "",
        "live": True,
        "lost": lost_words(t),
        **words,
    }
    answer = site.page("page.html", t, csrf=site.csrf(request), **facts)
    if flash:
        site.cookies.said(answer)
    return answer


def lost_words(t: Translator) -> str:
    """What the script says while the page is not live; it knows the time."""
    return t("Disconnected; as of {time}", time="{time}")


async def _streamed(site: BoardSite, request: Request, work: Work[V], say: Say[V]) -> Response:
    """The live part of a page, again whenever it changes."""
    visited, _ = await site.look(request, lambda _tx, _reader, _at: None)
    return event_stream(site, visited.key, _live(site, request, work, say))


def event_stream(site: BoardSite, of: Hashable, page: LivePage) -> Response:
    """A stream that no proxy holds back. Raises HTTPException where there are too many."""
    if site.hub.full(of):
        raise HTTPException(503)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    stream = site.hub.stream(of, page)
    return StreamingResponse(stream, media_type="text/event-stream", headers=headers)


def _live(site: BoardSite, request: Request, work: Work[V], say: Say[V]) -> LivePage:
    """The visitor is asked for anew; what they see is shared with those who may see the same."""

    def check(tx: Tx, now: datetime) -> Hashable | None:
        try:
            visited = found_visitor(tx, site.visit(request), now)
        except (SignedOut, NotLetIn):
            return None
        return visited.language, visited.scope

    def draw(tx: Tx, now: datetime) -> str | None:
        try:
            visited, view = as_visitor(tx, site.visit(request), work, now)
        except (Refused, SignedOut, NotLetIn):
            return None
        words = say(view, visited.t, "")
        return site.render(words["fragment"], **words)

    asked = (own_path(request), request.scope["query_string"])
    return LivePage(asked, site.visit(request), check, draw)


async def show_wall(site: BoardSite, request: Request) -> Response:
    """/wall/{token}: for a hall, without names; it moves on by itself."""
    ask = AskHall(str(request.path_params["token"])[:200])
    theme = request.query_params.get("theme", "")
    theme = theme if theme in ("dark", "light") else ""
    t = site.speaking(request)
    if "text/event-stream" in request.headers.get("accept", ""):

        def draw(tx: Tx, now: datetime) -> str | None:
            view = hall_page(tx, ask, now)
            return None if view is None else site.render("hall.html", **saying.hall_words(view, t))

        key = (ask.token, t.language)
        return event_stream(site, ask.token, LivePage(key, key, lambda _tx, _now: key, draw))
    view = await site.database.read_long(hall_page, ask)
    if view is None:
        raise HTTPException(404)
    return site.page("wall.html", t, theme=theme, lost=lost_words(t), **saying.hall_words(view, t))
