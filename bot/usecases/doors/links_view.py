"""The views of links to the board, and of where somebody is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.chat.board.links import BoardLinkView, DeviceLine, DevicesView
from bot.store import meta
from bot.store.board import sessions
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import page_links, people
from bot.store.tx import Tx
from bot.usecases.doors.tokens import hashed, link_token

LinkView = Callable[[Tx, BotMessage, datetime], BoardLinkView | None]


def board_link_with(key: bytes) -> LinkView:
    """The view of a link that signs in. `key`: the one links are made with."""
    return lambda tx, message, now: _link(tx, message, "login", key, now)


def hall_link_with(key: bytes) -> LinkView:
    """The view of a hall's link."""
    return lambda tx, message, now: _link(tx, message, "wall", key, now)


def _link(
    tx: Tx, message: BotMessage, kind: str, key: bytes, now: datetime
) -> BoardLinkView | None:
    found, root = sessions.session_by_id(tx, message.subject_id or 0), meta.get(tx, meta.PAGE)
    if found is None or not root or found.ended_at is not None or found.until <= now:
        return None if message.telegram_id is None else BoardLinkView(None, None)
    token = link_token(key, kind, found.seed)
    if not sessions.living_session(tx, found.kind, hashed(token), now):
        return BoardLinkView(None, None, found.id)  # made with another key
    path = "login" if kind == "login" else "wall"
    app = f"{root}/app" if kind == "login" and root.startswith("https://") else None
    return BoardLinkView(f"{root}/{path}/{token}", app, found.id)


def devices_view(tx: Tx, message: BotMessage, now: datetime) -> DevicesView:
    """Where the reader is signed in, and which halls they opened."""
    account = message.chat_id
    found = sessions.sessions_of(tx, account, "session", now)
    found += sessions.sessions_of(tx, account, "wall", now)
    lines = (DeviceLine(e.id, e.device, e.kind == "wall", e.created_at) for e in found)
    return DevicesView((*lines, *_phones(tx, account, now)), now, house.zone(tx))


def _phones(tx: Tx, account: int, now: datetime) -> Iterator[DeviceLine]:
    """The reader's phones that were let in without Telegram."""
    member = people.member_by_telegram(tx, account)
    for each in page_links.page_links_of(tx, member.id, now) if member else ():
        if each.state == "approved":
            since = each.decided_at or each.created_at
            yield DeviceLine(each.id, each.device, hall=False, since=since, phone=True)
