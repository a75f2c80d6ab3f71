"""Signing in to the board's page: by a link that serves once, or as a Mini App."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.messages.board import BoardLinkArgs, DevicesArgs
from bot.store import meta
from bot.store.board import sessions
from bot.store.board.sessions import BoardSession
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.doors.tokens import hashed, link_token
from bot.usecases.looking.navigating import Asking, asker, pressed_screen
from bot.usecases.rights import Actor, actor

LOGIN_HOLDS = timedelta(minutes=10)
SESSION_HOLDS = timedelta(hours=12)


def keep_address(tx: Tx, public_url: str, _now: datetime) -> None:
    """Store where the page is found; "" for nowhere."""
    meta.put(tx, meta.PAGE, public_url)


@dataclass(frozen=True, slots=True)
class OfferPage:
    """Offer the page to whoever asks. `seed`: fresh and random."""

    asking: Asking
    seed: str = field(repr=False)
    key: bytes = field(repr=False)


def offer_page(tx: Tx, command: OfferPage, now: datetime) -> bool:
    """Send a link that signs in once; False where no page is served. Former links end."""
    if not meta.get(tx, meta.PAGE):
        return False
    who = asker(tx, command.asking)
    care.parts(tx, who)
    for former in sessions.sessions_of(tx, who.telegram_id, "login", now):
        _over(tx, former, now)
    token, until = link_token(command.key, "login", command.seed), now + LOGIN_HOLDS
    made = sessions.add_session(
        tx, "login", who.telegram_id, hashed(token), until, now, seed=command.seed
    )
    if made is None:
        return False
    args = BoardLinkArgs()
    saying = Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=made)
    outbox.refresh_at(tx, outbox.say(tx, saying, now), who.telegram_id, until, now)
    return True


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser with a link's token. `session`: its own new token; `device`: what it calls
    itself."""

    token: str = field(repr=False)
    session: str = field(repr=False)
    device: str
    operators: frozenset[int] = frozenset()


def sign_in(tx: Tx, command: SignIn, now: datetime) -> bool:
    """Exchange a link for a session; False where the link is of no use (any more)."""
    link = sessions.living_session(tx, "login", hashed(command.token), now)
    if link is None or not _may_look(tx, link.account, command.operators):
        return False
    _over(tx, link, now)
    _begin(tx, link.account, command.session, command.device, "link", now)
    return True


@dataclass(frozen=True, slots=True)
class AppSignIn:
    """A Mini App whose proof was found genuine. `proof`: what is unique to it; `until`: how long it
    would be taken."""

    account: int
    proof: str = field(repr=False)
    until: datetime
    session: str = field(repr=False)
    device: str
    operators: frozenset[int] = frozenset()


def sign_in_app(tx: Tx, command: AppSignIn, now: datetime) -> bool:
    """Begin a session; False for a proof that was used before, or an account without a post."""
    if not _may_look(tx, command.account, command.operators):
        return False
    proof = hashed(command.proof)
    if sessions.add_session(tx, "app", command.account, proof, command.until, now) is None:
        return False
    _begin(tx, command.account, command.session, command.device, "app", now)
    return True


def signed_in(tx: Tx, token: str, now: datetime) -> BoardSession | None:
    """The session of a browser; None where it has ended. What its account may see is asked anew at
    every request."""
    return sessions.living_session(tx, "session", hashed(token), now)


def sign_out(tx: Tx, session_id: int, now: datetime) -> None:
    """End a session."""
    sessions.end_session(tx, session_id, now)


def show_devices(tx: Tx, command: Asking, now: datetime) -> None:
    """/devices: which browsers are signed in."""
    who = asker(tx, command)
    outbox.say(tx, Saying(chat_id=who.telegram_id, args=DevicesArgs(), lane=Lane.REPLY), now)


@dataclass(frozen=True, slots=True)
class EndSession:
    """退出 beside a session or a link for a hall."""

    asking: Asking
    session_id: int


def end_own_session(tx: Tx, command: EndSession, now: datetime) -> None:
    """End a session of the asker's own. Raises Refused("not_allowed")."""
    who = asker(tx, command.asking)
    found = sessions.session_by_id(tx, command.session_id)
    if found is None or found.account != who.telegram_id:
        raise Refused("not_allowed")
    if sessions.end_session(tx, found.id, now):
        audit.record(tx, now, who.name, "board.end", path="chat", facts={"kind": found.kind})
    message = pressed_screen(tx, command.asking)
    if message is not None and message.kind == DevicesArgs.kind:
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def _may_look(tx: Tx, account: int, operators: frozenset[int]) -> bool:
    who: Actor = actor(tx, account, operators)
    return bool(who.seats) or who.operator


def _begin(tx: Tx, account: int, token: str, device: str, path: str, now: datetime) -> None:
    until = now + SESSION_HOLDS
    sessions.add_session(tx, "session", account, hashed(token), until, now, device=device)
    audit.record(tx, now, actor(tx, account).name, "board.sign_in", path=path)


def _over(tx: Tx, link: BoardSession, now: datetime) -> None:
    """A link is of no use any more: its message goes."""
    sessions.end_session(tx, link.id, now)
    for message in outbox.messages_about(tx, BoardLinkArgs.kind, link.id):
        _take_away(tx, message, now)


def _take_away(tx: Tx, message: BotMessage, now: datetime) -> None:
    if message.gone_at is None:
        outbox.take_away(tx, message, now)
