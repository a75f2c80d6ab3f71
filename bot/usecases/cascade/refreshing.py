"""Consequences of an answer: messages that list the unit are updated, those told of its silence get
an all-clear, and the issuer hears of the last answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.instructions.model import Instruction, Target
from bot.messages.cascade import AllClearArgs
from bot.store.answering import answers
from bot.store.cascade import instructions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.tx import Tx
from bot.usecases.cascade import completing


def answered(tx: Tx, instruction: Instruction, targets: Iterable[Target], now: datetime) -> None:
    """These targets have just been answered."""
    refresh_about(tx, targets, now)
    summary_at_end(tx, instruction, now)
    completing.check_complete(tx, instruction.id, now)


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
            chases.close(tx, each.id, now)
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
