"""The views of one-time links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.chat.people.one_time import LinkUsedView, OneTimeLinkView
from bot.chat.posts import SeatName
from bot.messages.people import LinkUsedArgs
from bot.roster.one_time import link_payload, token_hash
from bot.roster.seats import Seat
from bot.store import meta
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import one_time_links, people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.doors.one_time import link_fault
from bot.usecases.named import seat_names_of


def link_view_with(key: bytes) -> Callable[[Tx, BotMessage, datetime], OneTimeLinkView | None]:
    """The view of a link. `key`: the one links are made with; with another none is shown."""

    def link_view(tx: Tx, message: BotMessage, now: datetime) -> OneTimeLinkView | None:
        link = one_time_links.one_time_link(tx, message.subject_id or 0)
        seat = None if link is None else _seat(tx, link.post_id)
        if link is None or seat is None:
            return None
        payload = link_payload(key, link.seed)
        url = f"https://t.me/{meta.get(tx, 'bot_username') or ''}?start={payload}"
        return OneTimeLinkView(
            link_id=link.id,
            seat=_with_branch(tx, seat),
            url=url if token_hash(payload) == link.token_hash else None,
            fault=link_fault(tx, link, now),
            until=link.until,
            now=now,
            zone=house.zone(tx),
        )

    return link_view


def link_used_view(tx: Tx, message: BotMessage, _now: datetime) -> LinkUsedView | None:
    """Who came by a link."""
    link = one_time_links.one_time_link(tx, message.subject_id or 0)
    seat = None if link is None else _seat(tx, link.post_id)
    if link is None or seat is None:
        return None
    member, nickname = people.member(tx, link.member_id), message.args_as(LinkUsedArgs).nickname
    return LinkUsedView(member.id, member.name, nickname, _with_branch(tx, seat))


def _seat(tx: Tx, post_id: int) -> Seat | None:
    try:
        return people.seat(tx, post_id)
    except LookupError:
        return None


def _with_branch(tx: Tx, seat: Seat) -> SeatName:
    (name,) = seat_names_of(tx, [seat])
    return replace(name, upper=named.whole_spot(tx, seat.unit).upper)
