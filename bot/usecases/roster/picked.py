"""The account of somebody picked from Telegram's contacts becomes that of the roster's entry."""

from __future__ import annotations

from datetime import datetime

from bot.roster.model import Member
from bot.store.house import audit, operators
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.groups import claims
from bot.usecases.rights import Actor
from bot.usecases.roster import first_days, succession


def link(tx: Tx, who: Actor, member: Member, account: int, now: datetime) -> None:
    """Link an account nobody else has, to somebody whose every post is in the actor's care. It can
    be written to where it has opened the chat."""
    known = people.member_by_telegram(tx, account)
    if member.linked or (known is not None and known.on_roster):
        return
    if not care.may_invite(tx, who, member.id):
        return
    if operators.is_one(tx, account) and not who.operator:
        return  # an operator says themself who they are
    if known is not None:
        operators.turns_out_to_be(tx, known.id, member.id)
    links.link_picked(tx, member.id, account, now)
    asked = links.link_request_of(tx, account)
    if asked is not None:
        links.settle_link(tx, asked, "approved", who.member.id if who.member else None, now)
    audit.record(tx, now, who.name, "member.link", path="picked", member_id=member.id)
    claims.refresh_claims(tx, [seat.unit.id for seat in people.posts_of(tx, member.id)], now)
    now_known = people.member(tx, member.id)
    first_days.greet_in_posts(tx, now_known, now)
    succession.give_open_cards(tx, now_known, now)
