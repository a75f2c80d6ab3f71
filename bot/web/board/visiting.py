"""Who visits: the session's cookie, the form's token against forgery, the language."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.chat.texts import Translator, language_from_telegram, translator
from bot.errors import GridcallError
from bot.roster.model import UNIT_POSTS
from bot.store.board.sessions import BoardSession, has_issued
from bot.store.house import languages
from bot.store.people.page_links import PageLink
from bot.store.tx import Tx
from bot.usecases.board.pages import PageReader, who_reads
from bot.usecases.doors.devices import device_link
from bot.usecases.doors.devices_view import Doorway, waiting_doorway
from bot.usecases.doors.signing_in import SESSION_HOLDS, signed_in

C = TypeVar("C")
R = TypeVar("R")
_FIELDS = 400
_DEVICE_KEPT = timedelta(days=400)
_KNOCK_KEPT = timedelta(days=1)


class SignedOut(GridcallError):
    """The browser's session has ended, or it never had one."""


class PostGone(SignedOut):
    """The visitor holds no post any more."""


class NotLetIn(GridcallError):
    """The device waits to be let in (`doorway`), or may not come in any more (None)."""

    def __init__(self, doorway: Doorway | None) -> None:
        super().__init__("")
        self.doorway = doorway


class Forged(GridcallError):
    """A form that did not come from a page of ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor's session: its token, which stands only in their browser, and the language they
    asked for in case they have chosen none. `device`: the token of a device that may have been
    let in without an account; "" where a page is not for such ones."""

    token: str = field(repr=False)
    language: str
    operators: frozenset[int]
    device: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visitor was found to be. `session`: None for a device that was let in, `device`;
    `scope`: equal for those who may see the same; `answers`: they hold a post that answers for its
    unit."""

    reader: PageReader
    session: BoardSession | None
    device: PageLink | None
    language: str
    scope: tuple[object, ...]
    answers: bool

    @property
    def key(self) -> tuple[str, int]:
        """Stands for the visitor where requests are counted."""
        if self.device is not None:
            return ("member", self.reader.member)
        return ("account", self.reader.account)

    @property
    def t(self) -> Translator:
        """Speaks the visitor's language."""
        return translator(self.language)


def as_visitor(
    tx: Tx, visit: Visit, work: Callable[[Tx, PageReader, datetime], R], now: datetime
) -> tuple[Visited, R]:
    """Do something for a visitor in the transaction that finds their session alive. Raises
    SignedOut."""
    found = found_visitor(tx, visit, now)
    return found, work(tx, found.reader, now)


def found_visitor(tx: Tx, visit: Visit, now: datetime) -> Visited:
    """Who a visitor is at this moment. Raises SignedOut, NotLetIn."""
    session = signed_in(tx, visit.token, now) if visit.token else None
    if session is None:
        return _by_device(tx, visit, now)
    found = PageReader(session.account, visit.operators)
    return _visited(tx, visit, found, session=session)


def _by_device(tx: Tx, visit: Visit, now: datetime) -> Visited:
    link = device_link(tx, visit.device) if visit.device else None
    if link is None:
        raise SignedOut
    if link.member_id is None or not link.is_in("approved", now):
        raise NotLetIn(waiting_doorway(tx, link) if link.is_in("asked", now) else None)
    return _visited(tx, visit, PageReader(0, frozenset(), link.member_id), device=link)


def _visited(
    tx: Tx, visit: Visit, found: PageReader,
    session: BoardSession | None = None, device: PageLink | None = None,
) -> Visited:  # fmt: skip
    who = who_reads(tx, found)
    if not who.seats and not who.operator:
        raise PostGone
    answers = any(seat.kind in UNIT_POSTS for seat in who.seats)
    member = who.member.id if who.member else 0
    if member and not answers and not has_issued(tx, member):
        member = 0  # what they see follows from their posts alone: it is drawn once for all
    seats = tuple((seat.unit.id, seat.kind.value) for seat in who.seats)
    chosen = languages.chosen(tx, found.account) if session else None
    scope = (member, seats, who.operator, device is not None)
    return Visited(found, session, device, chosen or visit.language, scope, answers)


class Cookies:
    """The cookies of a session, and of a device that was let in without an account. With https
    they are bound to this very host."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._name = "__Host-board" if secure else "board"
        self._device = "__Host-mine" if secure else "mine"
        self._knock = "__Host-knock" if secure else "knock"

    def token(self, request: Request) -> str:
        """The token a browser shows; "" for none."""
        return request.cookies.get(self._name, "")[:200]

    def device(self, request: Request) -> str:
        """The token a device shows; "" for none."""
        return request.cookies.get(self._device, "")[:200]

    def knock(self, request: Request) -> str:
        """The token a browser was given with the page of a link, to come in with; "" for none."""
        return request.cookies.get(self._knock, "")[:200]

    def set_knock(self, response: Response, token: str) -> None:
        """Give it to the browser with the page of a link."""
        self._set(response, self._knock, token, _KNOCK_KEPT)

    def set(self, response: Response, token: str) -> None:
        """Let the browser show it from now on."""
        self._set(response, self._name, token, SESSION_HOLDS)

    def set_device(self, response: Response, token: str) -> None:
        """Let the browser show it from now on; browsers keep a cookie for 400 days at most."""
        self._set(response, self._device, token, _DEVICE_KEPT)

    def _set(self, response: Response, name: str, token: str, holds: timedelta) -> None:
        response.set_cookie(
            name,
            token,
            max_age=int(holds.total_seconds()),
            path="/",
            secure=self._secure,
            httponly=True,
            samesite="lax",
        )

    def flash(self, response: Response, said: str) -> None:
        """Let the next page say something once."""
        value = base64.urlsafe_b64encode(said.encode()).decode()
        response.set_cookie(
            "said", value, max_age=60, path="/", secure=self._secure, httponly=True, samesite="lax"
        )

    def flashed(self, request: Request) -> str:
        """What is to be said on this page."""
        try:
            return base64.urlsafe_b64decode(request.cookies.get("said", "")[:4000]).decode()
        except ValueError:
            return ""

    def said(self, response: Response) -> None:
        """It has been said."""
        response.delete_cookie("said", path="/", secure=self._secure, httponly=True, samesite="lax")

    def clear(self, response: Response) -> None:
        """Let the browser forget its session."""
        self._clear(response, self._name)
        self._clear(response, self._knock)

    def clear_device(self, response: Response) -> None:
        """Let the browser forget that it was let in."""
        self._clear(response, self._device)

    def _clear(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", secure=self._secure, httponly=True, samesite="lax")


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def form_token(token: str) -> str:
    """What our forms carry, so that no other site can send them: it follows from the cookie."""
    return hmac.digest(token.encode(), b"form", "sha256").hex()


Form = dict[str, list[str]]


async def read_fields(request: Request) -> Form:
    """The fields of a posted form. Raises Forged for what no form of ours sends."""
    try:
        body = await request.body()
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_FIELDS)
    except (ClientDisconnect, ValueError) as error:
        raise Forged from error
    found: Form = {}
    for name, value in pairs:
        found.setdefault(name, []).append(storable(value))
    return found


def storable(said: str) -> str:
    """What a visitor wrote, without NUL: PostgreSQL keeps none, and nobody types one."""
    return said.replace("\0", "")


def own_path(request: Request) -> str:
    """The path that was asked for, as it was written: a code may hold signs that divide a path."""
    raw: bytes = request.scope["raw_path"]
    return raw.decode("ascii")


def check_form(request: Request, form: Form, token: str, origin: str) -> None:
    """Raise Forged for a form that another site made its reader send."""
    said = form.get("csrf", [""])[0]
    if not token or not hmac.compare_digest(said.encode(), form_token(token).encode()):
        raise Forged
    check_origin(request, origin)


def check_origin(request: Request, origin: str) -> None:
    """Raise Forged for a form that says that it stands on another site."""
    if request.headers.get("origin", origin) not in (origin, "null") or (
        request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    ):
        raise Forged


def device_of(request: Request) -> str:
    """What the browser calls itself, in two words."""
    said = request.headers.get("user-agent", "")
    browsers = ("Telegram", "Edg", "OPR", "Firefox", "Chrome", "Safari")
    systems = ("Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    found = [next((each for each in names if each in said), "") for names in (browsers, systems)]
    return " · ".join(each for each in found if each)


def language_of(request: Request, default: str) -> str:
    """The first language of the browser's that is ours, else the default."""
    for said in request.headers.get("accept-language", "").split(",")[:5]:
        found = language_from_telegram(said.split(";")[0].strip())
        if found is not None:
            return found
    return default
