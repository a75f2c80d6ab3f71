"""Somebody cannot be written to any more: what they were told of goes on to others."""

from __future__ import annotations

from datetime import datetime

from bot.roster.model import PostKind
from bot.store.tx import Tx
from bot.usecases import link_requests, rights
from bot.usecases.cascade import calling, rerouting
from bot.usecases.helping import handing_on


def member_unreachable(tx: Tx, telegram_id: int, now: datetime, *, deleted: bool = False) -> None:
    """They blocked the bot or have never pressed Start, or their account was `deleted`: cards,
    calls for help, lists of telephone calls and link requests go the next way."""
    who = rights.actor(tx, telegram_id)
    decides = any(seat.kind is PostKind.LIAISON for seat in who.seats)
    deciding = link_requests.deciding(tx) if decides else {}
    lost = rerouting.account_gone if deleted else rerouting.member_lost
    lost(tx, telegram_id, now)
    handing_on.account_lost(tx, telegram_id, now)
    if who.member is not None:
        calling.hand_lists_on(tx, who.member.id, now)
    if deciding:
        link_requests.requests_on(tx, deciding, now)
