"""Who visits: the session's cookie, the form's token against forgery, the language."""

from __future__ import annotations

import base64
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.chat.texts import Translator, language_from_telegram, translator
from bot.errors import GridcallError
from bot.roster.model import UNIT_POSTS
from bot.store.board.sessions import BoardSession
from bot.store.house import languages
from bot.store.tx import Tx
from bot.usecases.board.pages import PageReader
from bot.usecases.board.signing_in import SESSION_HOLDS, signed_in
from bot.usecases.rights import actor

C = TypeVar("C")
R = TypeVar("R")
_FIELDS = 400


class SignedOut(GridcallError):
    """The browser's session has ended, or it never had one."""


class Forged(GridcallError):
    """A form that did not come from a page of ours."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A visitor's session: its token, which stands only in their browser, and the language they
    asked for in case they have chosen none."""

    token: str = field(repr=False)
    language: str
    operators: frozenset[int]


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visitor was found to be. `scope`: equal for those who may see the same; `answers`:
    they hold a post that answers for its unit."""

    session: BoardSession
    language: str
    scope: tuple[object, ...]
    answers: bool

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
    return found, work(tx, PageReader(found.session.account, visit.operators), now)


def found_visitor(tx: Tx, visit: Visit, now: datetime) -> Visited:
    """Who a visitor is at this moment. Raises SignedOut."""
    session = signed_in(tx, visit.token, now) if visit.token else None
    if session is None:
        raise SignedOut
    who = actor(tx, session.account, visit.operators)
    if not who.seats and not who.operator:
        raise SignedOut
    member = who.member.id if who.member else 0
    seats = tuple((seat.unit.id, seat.kind.value) for seat in who.seats)
    chosen = languages.chosen(tx, session.account)
    answers = any(seat.kind in UNIT_POSTS for seat in who.seats)
    return Visited(session, chosen or visit.language, (member, seats, who.operator), answers)


class Cookies:
    """The cookie of a session. With https it is bound to this very host."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        self._name = "__Host-board" if secure else "board"

    def token(self, request: Request) -> str:
        """The token a browser shows; "" for none."""
        return request.cookies.get(self._name, "")[:200]

    def set(self, response: Response, token: str) -> None:
        """Let the browser show it from now on."""
        response.set_cookie(
            self._name,
            token,
            max_age=int(SESSION_HOLDS.total_seconds()),
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
        """Let the browser forget it."""
        response.delete_cookie(
            self._name, path="/", secure=self._secure, httponly=True, samesite="lax"
        )


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
        found.setdefault(name, []).append(value)
    return found


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
