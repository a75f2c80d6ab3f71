"""Consequences of an answer: messages that list the unit are updated, those told of its silence get
an all-clear, and the issuer hears of the last answer or of the deadline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.chat.places import SomeUnits, Spot
from bot.chat.writing.complete import CompleteView
from bot.chat.writing.drill import DrillReport
from bot.instructions import drills as drill_rules
from bot.instructions.model import Instruction, InstructionState, Target
from bot.messages.cascade import AllClearArgs, CompleteArgs
from bot.store.answering import answers
from bot.store.cascade import instructions, thanks
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.forms import forms, office_tables
from bot.store.house import house
from bot.store.looking import drills, progress
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import named

_NAMED = 12


def after_answer(
    tx: Tx, instruction: Instruction, targets: Iterable[Target], now: datetime
) -> None:
    """These targets have just been answered."""
    refresh_about(tx, targets, now)
    summary_at_end(tx, instruction, now)
    check_complete(tx, instruction.id, now)


def refresh_about(tx: Tx, targets: Iterable[Target], now: datetime) -> None:
    """Update every message that lists these targets; delete or close finished ones."""
    messages = {
        each.id: each for target in targets for each in answers.messages_with(tx, target.id)
    }
    for message in messages.values():
        _refresh(tx, message, now)


def summary_at_end(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Edit the issuer's summary once, by a before-commit hook, however many answers ask for it."""
    tx.at_end(("summary", instruction.id), lambda end: refresh_summary(end, instruction, now))


def refresh_summary(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Update the issuer's summary."""
    for message in outbox.messages_about(tx, "preview", instruction.id):
        outbox.refresh(tx, message, now)


def refresh_help(tx: Tx, request_id: int, now: datetime) -> None:
    """Update a help request's messages to those who were told."""
    for message in outbox.messages_about(tx, "help", request_id):
        outbox.refresh(tx, message, now, lane=Lane.REPLY)


def _refresh(tx: Tx, message: BotMessage, now: datetime) -> None:
    if message.kind == "nudge" and chases.state_of(tx, message.id, "nudge").silent == 0:
        outbox.take_away(tx, message, now)
        return
    if message.sent_at is None and message.kind == "chase" and over(tx, message):
        outbox.take_away(tx, message, now)
    else:
        outbox.refresh(tx, message, now)
    member_id = message.member_id
    if message.kind == "chase" and member_id is not None:
        tx.at_end(("all_clear", member_id), lambda end: _all_clear(end, member_id, now))


def over(tx: Tx, message: BotMessage) -> bool:
    """Whether all silences a message tells of have ended."""
    roles = ("own", "above")
    return all(chases.state_of(tx, message.id, role).silent == 0 for role in roles)


def _all_clear(tx: Tx, member_id: int, now: datetime) -> None:
    """Send one all-clear when the last silence a person was told of has ended, their own excepted.

    Their newest chase holds everything the former ones held.
    """
    told = chases.open_chases(tx, member_id)
    if not told or chases.state_of(tx, told[-1].id, "above").silent:
        return
    states = [chases.state_of(tx, each.id, "above") for each in told if each.sent_at]
    finished = over(tx, told[-1])
    for each in told:
        if finished:
            chases.close_chase(tx, each.id, now)
        else:
            chases.forget_above(tx, each.id)
    if states and states[-1].answered:
        ended = states[-1].answered < states[-1].total
        _say_all_clear(tx, told[-1], AllClearArgs(total=states[-1].answered, ended=ended), now)


def _say_all_clear(tx: Tx, message: BotMessage, args: AllClearArgs, now: datetime) -> None:
    saying = Saying(
        chat_id=message.chat_id,
        args=args,
        lane=Lane.REMINDER,
        member_id=message.member_id,
        silent=at_night(tx, message, now),
    )
    outbox.say(tx, saying, now)


def at_night(tx: Tx, message: BotMessage, now: datetime) -> bool:
    """Whether quiet hours apply now to the instructions a message told of."""
    told = {target.instruction_id for target, _ in instructions.targets_on(tx, message.id)}
    ladders = [instructions.instruction(tx, each).ladder for each in told]
    return all(each and each.quiet and each.quiet.covers(now) for each in ladders)


def check_complete(tx: Tx, instruction_id: int, now: datetime) -> None:
    """Tell the issuer where nobody is waited for any more; twice is harmless."""
    if answers.somebody_unanswered(tx, instruction_id):
        return
    instruction = instructions.instruction(tx, instruction_id)
    if not _waits(instruction):
        return
    if not progress.progress_of(tx, instruction_id).complete:
        return
    drafts.save(tx, replace(instruction, completed_at=now))
    if drafts.deadline_told(tx, instruction_id):
        for message in outbox.messages_about(tx, CompleteArgs.kind, instruction_id):
            outbox.refresh(tx, message, now)
    else:
        _tell_result(tx, instruction, now)


def deadlines_due(tx: Tx, most: int, now: datetime) -> int:
    """Tell of passed deadlines, `most` at a time; returns how many were due."""
    found = drafts.deadlines_to_tell(tx, most, now)
    for instruction in found:
        drafts.set_deadline_told(tx, instruction.id, now)
        _tell_result(tx, instruction, now)
    return len(found)


def _waits(instruction: Instruction) -> bool:
    running = instruction.state is InstructionState.RUNNING
    return running and instruction.needs_answer and instruction.completed_at is None


def report_drill(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """A drill that has ended is reported on, also where its result was not told yet."""
    if instruction.drill and not outbox.messages_about(tx, CompleteArgs.kind, instruction.id):
        _tell_result(tx, instruction, now)


def _tell_result(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Silent at night, unless the instruction is urgent."""
    issuer = people.member(tx, instruction.issuer_id)
    if issuer.telegram_id is None:
        return
    quiet = instruction.ladder.quiet if instruction.ladder else None
    saying = Saying(
        chat_id=issuer.telegram_id,
        args=CompleteArgs(),
        lane=Lane.REPLY,
        subject_id=instruction.id,
        member_id=issuer.id,
        silent=quiet is not None and quiet.covers(now),
    )
    outbox.say(tx, saying, now)


def complete_view(tx: Tx, message: BotMessage, now: datetime) -> CompleteView | None:
    """The result."""
    if message.subject_id is None:
        return None
    instruction: Instruction = instructions.instruction(tx, message.subject_id)
    return CompleteView(
        instruction=instruction,
        progress=progress.progress_of(tx, instruction.id),
        waiting=named.waited_for(tx, instruction.id),
        now=now,
        zone=house.zone(tx),
        drill=_drill(tx, instruction) if instruction.drill else None,
        table=_reported(tx, instruction.id),
        thanked=_thanked(tx, instruction),
    )


def _thanked(tx: Tx, instruction: Instruction) -> bool | None:
    """None where nobody has answered, or it was withdrawn."""
    if instruction.state is InstructionState.WITHDRAWN:
        return None
    return thanks.thanked(tx, instruction.id) if _answered(tx, instruction) else None


def _answered(tx: Tx, instruction: Instruction) -> bool:
    return progress.progress_of(tx, instruction.id).done > 0


def _drill(tx: Tx, instruction: Instruction) -> DrillReport:
    began = instruction.started_at or instruction.created_at
    asked = drills.drill_answers(tx, instruction.id) if instruction.needs_answer else []
    tiers = list(house.known_tiers(tx).values())
    unreached = drills.drill_unreached(tx, instruction.id)
    spots = [Spot(name, upper) for name, upper in unreached[:_NAMED]]
    return DrillReport(
        drill_rules.times_by_tier(asked, began, tiers),
        SomeUnits(len(unreached), spots),
        drills.drill_mute_groups(tx, instruction.id),
    )


def _reported(tx: Tx, instruction_id: int) -> tuple[int, int] | None:
    """How many filled in the office's own table, of how many; None without one."""
    if not office_tables.has_table(tx, instruction_id):
        return None
    found = forms.reported(tx, instruction_id)
    return found.filled, found.asked
