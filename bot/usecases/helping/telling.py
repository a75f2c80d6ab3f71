"""Who is told of a help request: one message a person, and the parties of the branch where the
settings or somebody above say so."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.instructions.called_in import called_in
from bot.messages.helping import HelpArgs
from bot.roster.model import PARTY_POSTS, Member, PostKind
from bot.roster.seats import Seat, by_rank
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping.helps import HelpRequest
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx


def tell(tx: Tx, request: HelpRequest, member: Member, now: datetime) -> None:
    """One message a person about a request: a new one replaces the last."""
    for each in outbox.messages_about(tx, HelpArgs.kind, request.id):
        if each.member_id == member.id:
            outbox.take_away(tx, each, now)
    saying = Saying(
        chat_id=member.telegram_id or 0,
        args=HelpArgs(),
        lane=Lane.REPLY,
        subject_id=request.id,
        member_id=member.id,
    )
    outbox.say(tx, saying, now)


def told_so_far(tx: Tx, request: HelpRequest) -> list[int]:
    """The members who have a message about a request."""
    messages = outbox.messages_about(tx, HelpArgs.kind, request.id)
    return list(dict.fromkeys(each.member_id or 0 for each in messages))


def call_in(tx: Tx, request: HelpRequest, now: datetime) -> list[Member]:
    """Tell the parties whom the words or the reason concern by the settings; returns who was."""
    kinds = called_in(request.words, request.reason, house.party_words(tx))
    return tell_parties(tx, request, kinds, now) if kinds else []


def tell_parties(
    tx: Tx, request: HelpRequest, kinds: Collection[PostKind], now: datetime
) -> list[Member]:
    """Tell those of the branch's parties who can be told and have not been; returns them."""
    told = told_so_far(tx, request)
    holders = [seat.member for seat in parties_near(tx, request) if seat.kind in kinds]
    found = {each.id: each for each in holders if each and each.listening and each.id not in told}
    for member in found.values():
        tell(tx, request, member, now)
    return list(found.values())


def parties_near(tx: Tx, request: HelpRequest) -> list[Seat]:
    """The held posts of the property company and the owners' committee of the unit's branch,
    without the asker's own."""
    seats = people.holders_upwards(tx, request.unit_id)
    return by_rank(
        seat for seat in seats
        if seat.kind in PARTY_POSTS and seat.member and seat.member.id != request.member_id
    )  # fmt: skip
