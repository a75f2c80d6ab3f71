"""Lists of telephone calls: one for each instruction and reader, who stands above."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.instructions.upwards import next_one_up
from bot.messages.people import CallArgs, CallListArgs
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.cascade import calls, instructions, opening
from bot.store.cascade.calls import Uncalled
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.people import links, people
from bot.store.tx import Tx
from bot.usecases.cascade import refreshing
from bot.usecases.cascade.cards import leaves_at


def list_calls(tx: Tx, instruction: Instruction, now: datetime, path: str = "") -> None:
    """Put who is to be called at and below a path on the lists of those above. What stands on a
    list already is left; a list that has arrived comes again as a whole, and rings."""
    if not instruction.needs_answer:
        return
    told: dict[int, tuple[Member, list[int]]] = {}
    for found in _by_branch(calls.to_be_called(tx, instruction.id, path)):
        unit = people.unit(tx, found[0].unit_id)
        for each in next_one_up(unit, people.holders_upwards(tx, unit.id), 0)[:1]:
            told.setdefault(each.id, (each, []))[1].extend(one.target_id for one in found)
    for reader, targets in told.values():
        _put(tx, instruction, reader, targets, now)


def called_instead(tx: Tx, instruction: Instruction, target: Target, now: datetime) -> bool:
    """Whether a silent unit is reached by telephone alone, and stands on a list of calls now."""
    list_calls(tx, instruction, now, target.unit.path)
    return calls.on_a_list(tx, target.id)


def renew_lists(tx: Tx, target: Target, now: datetime) -> None:
    """Who answers for a unit has changed: its lists follow; what is urgent is listed at once. Where
    every holder answers, those who are left may have done so."""
    instruction = instructions.instruction(tx, target.instruction_id)
    if instruction.everyone and answers.answered_by_all(tx, target):
        refreshing.after_answer(tx, instruction, [target], now)
    for message in answers.messages_with(tx, target.id):
        if message.kind == CallListArgs.kind:
            outbox.refresh(tx, message, now)
    if instruction.urgent:
        list_calls(tx, instruction, now, target.unit.path)


def hide_numbers(tx: Tx, member: Member, now: datetime) -> None:
    """Somebody lost a post: numbers that are theirs to call no more vanish from their chat."""
    for message in links.living_in(tx, member.telegram_id or 0):
        if message.kind == CallArgs.kind:
            outbox.refresh(tx, message, now, lane=Lane.REPLY)


def hand_lists_on(tx: Tx, member_id: int, now: datetime) -> None:
    """A reader is away, or stands above no more: their lists go to the next one up."""
    for message in calls.lists_of(tx, member_id):
        outbox.take_away(tx, message, now)
        list_calls(tx, instructions.instruction(tx, message.subject_id or 0), now)


def _by_branch(found: list[Uncalled]) -> list[list[Uncalled]]:
    groups: dict[int | None, list[Uncalled]] = defaultdict(list)
    for each in found:
        groups[each.parent_id].append(each)
    return list(groups.values())


def _put(
    tx: Tx, instruction: Instruction, reader: Member, target_ids: list[int], now: datetime
) -> None:
    former = _list_of(tx, instruction, reader)
    if former is not None and former.sent_at is None:
        opening.put_on(tx, former.id, target_ids, "above", now)
        outbox.refresh(tx, former, now)
        return
    saying = Saying(
        chat_id=reader.telegram_id or 0,
        args=CallListArgs(),
        lane=Lane.REPLY if instruction.urgent else Lane.REMINDER,
        subject_id=instruction.id,
        member_id=reader.id,
        not_before=leaves_at(instruction, now),
    )
    message_id = outbox.say(tx, saying, now)
    if former is not None:
        tx.run("move_lines", from_id=former.id, to_id=message_id, now=now)
        outbox.take_away(tx, former, now)
    opening.put_on(tx, message_id, target_ids, "above", now)


def _list_of(tx: Tx, instruction: Instruction, reader: Member) -> BotMessage | None:
    found = outbox.messages_about(tx, CallListArgs.kind, instruction.id)
    return next((each for each in found if each.member_id == reader.id), None)
