"""Whoever was told of a help request cannot help any more: others are told instead (helping)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.instructions.upwards import ABOVE, told_on_rung
from bot.messages.helping import HelpHeardArgs, HelpTakenArgs
from bot.roster.model import Member
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpRequest
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.helping import help_requests
from bot.usecases.helping.help_requests import can_help, may_help
from bot.usecases.helping.telling import tell


def hand_help_on(tx: Tx, member_id: int, now: datetime) -> None:
    """Somebody is on leave, lost a post, or cannot be written to: what they were told of goes to
    others, and their messages go where they may not help any more."""
    former = people.member(tx, member_id)
    for request in helps.told_to(tx, member_id):
        if not can_help(tx, request, former):
            _hand_on(tx, request, former, now)


def account_lost(tx: Tx, telegram_id: int, now: datetime) -> None:
    """Somebody cannot be written to any more."""
    member = people.member_by_telegram(tx, telegram_id)
    if member is not None:
        hand_help_on(tx, member.id, now)


def _hand_on(tx: Tx, request: HelpRequest, former: Member, now: datetime) -> None:
    rightful = may_help(tx, request, former)
    if not rightful:
        _take_away(tx, request, former, now)
    taken = request.taken_by == former.id
    if not taken and (request.state == "taken" or help_requests.somebody_above(tx, request)):
        return
    told = help_requests.start_anew(tx, request, now)
    if taken and (told or not rightful):
        _nobody_sees_to_it(tx, request, told, now)
        _tell_asker(tx, request, former, told, now)
    elif told:
        told_instead(tx, request.id, former.id, told, now)
    help_requests.refresh_request(tx, helps.help_request(tx, request.id), now)


def _take_away(tx: Tx, request: HelpRequest, former: Member, now: datetime) -> None:
    for message in outbox.messages_about(tx, "help", request.id):
        if message.member_id == former.id:
            outbox.take_away(tx, message, now)


def _nobody_sees_to_it(tx: Tx, request: HelpRequest, told: Iterable[Member], now: datetime) -> None:
    """The request is open again; the news that somebody sees to it goes."""
    if not told:
        helps.release(tx, request.id)
        helps.climb_help(tx, request.id, len(ABOVE), None)
    for message in outbox.messages_about(tx, HelpTakenArgs.kind, request.id):
        outbox.take_away(tx, message, now)


def _tell_asker(
    tx: Tx, request: HelpRequest, former: Member, told: Iterable[Member], now: datetime
) -> None:
    """Who had taken it cannot come: the asker reads who is told instead."""
    asker = people.member(tx, request.member_id)
    if not asker.reachable:
        return
    args = HelpTakenArgs(helper=former.id, instead=tuple(each.id for each in told))
    saying = Saying(
        chat_id=asker.telegram_id or 0, args=args, lane=Lane.REPLY, subject_id=request.id,
        member_id=asker.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def told_instead(
    tx: Tx, request_id: int, former_id: int, told: Iterable[Member], now: datetime
) -> None:
    """已马上告诉… names who is told instead of the one who cannot be."""
    instead = [each.id for each in told]
    for heard in outbox.messages_about(tx, HelpHeardArgs.kind, request_id):
        args = heard.args_as(HelpHeardArgs)
        before = [each for each in args.told if each != former_id]
        args = replace(args, told=(*before, *instead))
        outbox.refresh(tx, heard, now, lane=Lane.REPLY, args=args)


def tell_newcomer(tx: Tx, member: Member, now: datetime) -> None:
    """Somebody took over, was linked or is back: they are told of open requests that have been told
    to their like."""
    for request in helps.untaken_requests(tx):
        if can_help(tx, request, member) and _is_due(tx, request, member):
            tell(tx, request, member, now)


def _is_due(tx: Tx, request: HelpRequest, member: Member) -> bool:
    told = outbox.messages_about(tx, "help", request.id)
    if any(each.member_id == member.id for each in told):
        return False
    unit = people.unit(tx, request.unit_id)
    seats = people.holders_upwards(tx, unit.id)
    rungs = (told_on_rung(rung, unit, seats) for rung in ABOVE[: request.rung])
    return any(each.id == member.id for found in rungs for each in found)
