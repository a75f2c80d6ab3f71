"""Views of leaves: the screen, and what others and the member themself are told."""

from __future__ import annotations

from datetime import date, datetime

from bot.chat.roster.leave import LeaveNewsView, LeaveView, OwnLeaveView, StandIns
from bot.instructions import leave
from bot.messages.roster import LeaveArgs, LeaveNewsArgs
from bot.roster.edits import EditVerb
from bot.roster.model import UNIT_POSTS, Member
from bot.roster.seats import Seat
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import people
from bot.store.roster import leaves
from bot.store.tx import Tx, instant
from bot.usecases import named
from bot.usecases.rights import Actor, actor
from bot.usecases.roster import edit_rights
from bot.usecases.screens import ScreenPlace


def leave_place(tx: Tx, who: Actor, place: ScreenPlace, now: datetime) -> LeaveView:
    """The question until when, or until when somebody is away."""
    member, zone, day = people.member(tx, place.id(0)), house.zone(tx), place.id(1)
    return LeaveView(
        member_id=member.id,
        who=named.of(tx, member),
        own=who.member is not None and who.member.id == member.id,
        until=None if member.away_until is None else leave.last_day(member.away_until, zone),
        today=now.astimezone(zone).date(),
        instead=_instead(tx, member),
        named=date.fromisoformat(str(day)) if day else None,
    )


def _instead(tx: Tx, member: Member) -> tuple[StandIns, ...]:
    """Who is told instead, by unit; nobody where the member answers for none."""
    seats = [each for each in people.posts_of(tx, member.id) if each.kind in UNIT_POSTS]
    units = {each.unit.id: each.unit for each in seats}
    return tuple(
        StandIns(
            named.whole_spot(tx, unit),
            tuple(name for who, name in leaves.present_in(tx, unit.id) if who != member.id),
        )
        for unit in units.values()
    )


def leave_news_view(tx: Tx, message: BotMessage, now: datetime) -> LeaveNewsView:
    """Somebody's leave, for those who are told instead of them."""
    args, zone = message.args_as(LeaveNewsArgs), house.zone(tx)
    member, unit = people.member(tx, message.subject_id or 0), people.unit(tx, args.unit)
    seats = [each for each in people.posts_of(tx, member.id) if each.unit.id == unit.id]
    return LeaveNewsView(
        who=named.of(tx, member),
        unit=named.spot(tx, unit, message.member_id or 0),
        until=leave.last_day(instant(args.until), zone),
        today=now.astimezone(zone).date(),
        alone=args.alone,
        over=member.present or not seats,
        post_id=_to_fill(tx, message, seats) if args.alone else None,
    )


def _to_fill(tx: Tx, message: BotMessage, seats: list[Seat]) -> int | None:
    """The first of their posts, where the reader may put somebody in it."""
    who = actor(tx, message.chat_id)
    for seat in seats[:1]:
        if edit_rights.may_edit_seat(tx, who, EditVerb.REPLACE, seat.unit, seat.kind):
            return seat.post.id
    return None


def own_leave_view(tx: Tx, message: BotMessage, now: datetime) -> OwnLeaveView:
    """One's own leave, where somebody else or the clock began or ended it."""
    args, zone = message.args_as(LeaveArgs), house.zone(tx)
    until = None if args.until is None else instant(args.until)
    member = people.member(tx, message.member_id or 0)
    return OwnLeaveView(
        member_id=member.id,
        by=named.anybody(tx, args.by) if args.by else None,
        until=leave.last_day(until, zone) if until else None,
        today=now.astimezone(zone).date(),
        waiting=args.waiting,
        lasting=member.away_until == until,
    )
