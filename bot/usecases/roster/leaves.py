"""请假: while somebody is away, the others of their units are told instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.errors import Refused
from bot.instructions import leave
from bot.instructions.upwards import next_one_up
from bot.messages.roster import LeaveArgs, LeaveNewsArgs
from bot.roster.model import UNIT_POSTS, Member, PostKind, Unit
from bot.roster.permissions import Right, of_post
from bot.roster.seats import Seat
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.roster import edits, leaves
from bot.store.tx import Tx, to_micros
from bot.store.writing import expectations
from bot.usecases import care, link_requests
from bot.usecases.cascade import calling, refreshing, relaying, rerouting
from bot.usecases.helping import handing_on
from bot.usecases.looking import navigating
from bot.usecases.looking.navigating import Asking, ShowPlace, asker
from bot.usecases.rights import Actor
from bot.usecases.roster import succession
from bot.usecases.screens import LEAVE_DAY, ScreenPlace, screen_of

_DAY_WAITS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class AskLeave:
    """请假 for a member; None: for the asker."""

    asking: Asking
    member_id: int | None = None
    named: date | None = None
    """The day they named without saying whether the leave begins or ends then."""


def open_leave(tx: Tx, command: AskLeave, now: datetime) -> None:
    """Ask until which day; of somebody away, show until when. Raises Refused."""
    who, member = _concerned(tx, command)
    named_day = () if command.named is None else (int(f"{command.named:%Y%m%d}"),)
    place = ScreenPlace("leave", (member.id, *named_day))
    navigating.go(tx, ShowPlace(command.asking, "roster", place), now)
    if member.present:
        until = now + _DAY_WAITS
        expectations.expect(tx, who.telegram_id, LEAVE_DAY, member.id, {}, until)


@dataclass(frozen=True, slots=True)
class TakeLeave:
    """A member is away until the end of a day: by button, or where nothing was pressed in words.

    `last`: None where the words were no such day.
    """

    asking: Asking
    member_id: int | None
    last: date | None


def take_leave(tx: Tx, command: TakeLeave, now: datetime) -> date:
    """Put a member on leave; returns the last day. Raises Refused."""
    who, member = _concerned(tx, AskLeave(command.asking, command.member_id))
    until = None if command.last is None else leave.ends_at(command.last, house.zone(tx))
    if command.last is None or until is None or not now < until <= now + leave.LONGEST_LEAVE:
        raise Refused("leave_day_unread")
    deciding = link_requests.deciding(tx)
    leaves.begin_leave(tx, member.id, until)
    expectations.clear(tx, who.telegram_id)
    facts = {"until": to_micros(until)}
    audit.record(tx, now, who.name, "leave.begin", path="chat", member_id=member.id, facts=facts)
    _left(tx, who, people.member(tx, member.id), until, now)
    link_requests.requests_on(tx, deciding, now)
    _show(tx, command.asking, member, now)
    return command.last


def come_back(tx: Tx, command: AskLeave, now: datetime) -> int:
    """A member is back early; returns how many notices wait for them. Raises Refused."""
    who, member = _concerned(tx, command)
    if member.present:
        raise Refused("not_away")
    waiting = _end(tx, member.id, who.name, now)
    if who.member is None or who.member.id != member.id:
        _tell_themself(tx, member, LeaveArgs(by=_id(who), waiting=waiting), now)
    _show(tx, command.asking, member, now)
    return waiting


def leaves_due(tx: Tx, most: int, now: datetime) -> int:
    """End the leaves whose time has come; returns how many."""
    found = leaves.leaves_over(tx, most, now)
    for member_id in found:
        waiting = _end(tx, member_id, audit.CLOCK, now)
        _tell_themself(tx, people.member(tx, member_id), LeaveArgs(waiting=waiting), now)
    return len(found)


def _concerned(tx: Tx, command: AskLeave) -> tuple[Actor, Member]:
    """The asker and the member, where they may put them on leave."""
    who = asker(tx, command.asking)
    member_id = command.member_id or (who.member.id if who.member else 0)
    if not care.may_give_leave(tx, who, member_id):
        raise Refused("not_allowed")
    return who, people.member(tx, member_id)


def _show(tx: Tx, asking: Asking, member: Member, now: datetime) -> None:
    """The newest state on the pressed screen; below the words where none was pressed."""
    message = navigating.pressed_screen(tx, asking)
    if message is not None and message.kind in navigating.START:
        navigating.refresh(tx, asking, now)
    elif message is not None:
        outbox.refresh(tx, message, now, lane=Lane.REPLY)
    else:
        for each in edits.screens(tx, asking.telegram_id):
            place = screen_of(each, ScreenPlace("top")).place
            if (place.what, place.id(0)) == ("leave", member.id):
                outbox.take_away(tx, each, now)
        place = ScreenPlace("leave", (member.id,))
        navigating.go(tx, ShowPlace(asking, "roster", place), now)


def _left(tx: Tx, who: Actor, member: Member, until: datetime, now: datetime) -> None:
    """Others take over what is open; where nobody is left, the next one up is told. A card that has
    not left yet is for the others too."""
    if member.telegram_id is not None:
        rerouting.unsent_withheld(tx, member.telegram_id, now)
    for unit in _units_of(tx, member):
        others = _others_present(tx, unit, member)
        if not any(each.kind is PostKind.LEAD for each in others):
            _hand_to(tx, who, member, unit, others, until, now)
        succession.renew_unit(tx, unit.id, now)
        if not any(of_post(Right.RELAY, each.kind) for each in others):
            _pass_on_behind(tx, unit, now)
    calling.hand_lists_on(tx, member.id, now)
    handing_on.hand_help_on(tx, member.id, now)
    refreshing.refresh_about(tx, leaves.open_targets_of(tx, member.id), now)
    if who.member is None or who.member.id != member.id:
        _tell_themself(tx, member, LeaveArgs(by=_id(who), until=to_micros(until)), now)


def _hand_to(
    tx: Tx,
    who: Actor,
    member: Member,
    unit: Unit,
    others: list[Seat],
    until: datetime,
    now: datetime,
) -> None:
    standing_in = {seat.member.id: seat.member for seat in others if seat.member}
    for each in standing_in.values():
        succession.give_open_cards(tx, each, now)
    told = list(standing_in.values())
    if not told:
        told = next_one_up(unit, people.holders_upwards(tx, unit.id), member.id)
    for each in told:
        if each.listening and each.id != _id(who):
            args = LeaveNewsArgs(unit=unit.id, until=to_micros(until), alone=not standing_in)
            saying = Saying(
                chat_id=each.telegram_id or 0, args=args, lane=Lane.REPLY,
                subject_id=member.id, member_id=each.id,
            )  # fmt: skip
            outbox.say(tx, saying, now)


def _pass_on_behind(tx: Tx, unit: Unit, now: datetime) -> None:
    """Nobody who may pass on is there any more: what waits behind the unit goes on by itself."""
    for target in succession.open_targets(tx, unit.id):
        if target.to_relay and target.opened_at is not None:
            instruction = instructions.instruction(tx, target.instruction_id)
            relaying.pass_by_itself(tx, instruction, target, now)


def _end(tx: Tx, member_id: int, by: str, now: datetime) -> int:
    """End a leave; returns how many notices wait for them."""
    deciding = link_requests.deciding(tx)
    leaves.end_leave(tx, member_id)
    waiting = _returned(tx, people.member(tx, member_id), by, now)
    link_requests.requests_on(tx, deciding, now)
    return waiting


def _returned(tx: Tx, back: Member, by: str, now: datetime) -> int:
    """They are told again, first of all what is still open; how many notices that are."""
    audit.record(tx, now, by, "leave.end", path="chat", member_id=back.id)
    for unit in _units_of(tx, back):
        succession.renew_unit(tx, unit.id, now)
    refreshing.refresh_about(tx, leaves.open_targets_of(tx, back.id), now)
    for news in outbox.messages_about(tx, LeaveNewsArgs.kind, back.id):
        outbox.refresh(tx, news, now)
    succession.give_open_cards(tx, back, now)
    return len(answers.waiting_for(tx, back.id))


def _units_of(tx: Tx, member: Member) -> list[Unit]:
    """The units in which a member answers."""
    seats = [each for each in people.posts_of(tx, member.id) if each.kind in UNIT_POSTS]
    return list({each.unit.id: each.unit for each in seats}.values())


def _others_present(tx: Tx, unit: Unit, but: Member) -> list[Seat]:
    """The seats of the unit whose holders answer for it and are present, except one member's."""
    seats = [each for each in people.holders_of(tx, unit.id) if each.kind in UNIT_POSTS]
    return [
        each for each in seats if each.member and each.member.present and each.member.id != but.id
    ]


def _tell_themself(tx: Tx, member: Member, args: LeaveArgs, now: datetime) -> None:
    if not member.reachable:
        return
    saying = Saying(
        chat_id=member.telegram_id or 0, args=args, lane=Lane.REPLY, member_id=member.id
    )
    outbox.say(tx, saying, now)


def _id(who: Actor) -> int | None:
    return None if who.member is None else who.member.id
