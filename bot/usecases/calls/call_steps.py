"""What the outcome of a call leads to: the steps its reader may take, else who may take them."""

from __future__ import annotations

from datetime import datetime

from bot.instructions.calls import CallSteps
from bot.messages.people import CallArgs
from bot.roster.edits import EditVerb
from bot.roster.model import UNIT_POSTS, Member
from bot.roster.seats import Seat
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, rights
from bot.usecases.rights import Actor
from bot.usecases.roster import edit_rights


def call_steps(tx: Tx, who: Actor, member_id: int) -> CallSteps:
    """What somebody may do about a member at this moment."""
    seats = people.posts_of(tx, member_id)
    posts = [each for each in seats if each.kind in UNIT_POSTS]
    return CallSteps(
        post=next((each.post.id for each in posts if may_replace(tx, who, each)), None),
        phone=bool(seats) and all(_may(tx, who, EditVerb.PHONE, each) for each in seats),
        leave=care.may_give_leave(tx, who, member_id),
    )


def may_replace(tx: Tx, who: Actor, seat: Seat) -> bool:
    """Whether somebody may replace the holder of a seat."""
    return _may(tx, who, EditVerb.REPLACE, seat)


def _may(tx: Tx, who: Actor, verb: EditVerb, seat: Seat) -> bool:
    return edit_rights.may_edit_seat(tx, who, verb, seat.unit, seat.kind)


def tell_whoever_may(
    tx: Tx, who: Actor, member: Member, args: CallArgs, now: datetime
) -> int | None:
    """Tell the nearest one above who may take the next step, where the caller may not; returns that
    member, None where the caller may or nobody else can be told."""
    if who.member is None or call_steps(tx, who, member.id).mend(args.outcome):
        return None
    for each in _above(tx, member):
        if each.id == who.member.id or not each.listening:
            continue
        if call_steps(tx, rights.of_member(tx, each.id), member.id).mend(args.outcome):
            _tell(tx, each, member, CallArgs(about=args.about, outcome=args.outcome,
                                             by=who.member.id), now)  # fmt: skip
            return each.id
    return None


def _above(tx: Tx, member: Member) -> list[Member]:
    """Everybody at and above the units of a member, the nearest first."""
    units = {each.unit.id for each in people.posts_of(tx, member.id) if each.kind in UNIT_POSTS}
    found = [seat.member for unit in sorted(units) for seat in people.holders_upwards(tx, unit)]
    return list({each.id: each for each in found if each and each.id != member.id}.values())


def _tell(tx: Tx, reader: Member, member: Member, args: CallArgs, now: datetime) -> None:
    chat = reader.telegram_id or 0
    for before in outbox.messages_about(tx, CallArgs.kind, member.id):
        if before.chat_id == chat and before.args_as(CallArgs).by is not None:
            outbox.take_away(tx, before, now)
    outbox.say(tx, Saying(chat_id=chat, args=args, lane=Lane.REPLY, subject_id=member.id), now)
