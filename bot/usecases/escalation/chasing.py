"""Silent units climb their ladder: each step tells somebody. Subject: escalation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.instructions import ladder
from bot.instructions.model import EscalationPolicy, Instruction, Rung, Target
from bot.instructions.quiet import awake
from bot.instructions.upwards import on_rung, told_on_rung
from bot.messages.cascade import NudgeArgs
from bot.roster.model import Member, Unit
from bot.roster.seats import Seat
from bot.store.answering import answers
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.escalation import chases
from bot.store.house import audit
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.cascade import calling, refreshing
from bot.usecases.escalation import living
from bot.usecases.escalation.living import SilentUnits

AGAIN_AFTER = timedelta(minutes=5)
"""The least time between two reminders about the same unit."""

_OWN = (Rung.HOLDER, Rung.DEPUTIES)


def chases_due(tx: Tx, most: int, now: datetime) -> int:
    """Tell of silences whose step is due, `most` at a time; returns how many were due."""
    targets = chases.due_steps(tx, most, now)
    known: dict[int, Instruction] = {}
    for target in targets:
        instruction = known.get(target.instruction_id)
        if instruction is None:
            instruction = instructions.instruction(tx, target.instruction_id)
            known[instruction.id] = instruction
        climb_ladder(tx, instruction, target, now)
        refreshing.summary_at_end(tx, instruction, now)
    return len(targets)


def climb_ladder(tx: Tx, instruction: Instruction, target: Target, now: datetime) -> None:
    """Tell the people of the due step; where nobody can be told, those of the next."""
    policy = instruction.ladder
    if policy is None or not instructions.is_silent(tx, target.id):
        chases.set_step(tx, target, target.step, None)
        return
    if policy.quiet is not None and policy.quiet.covers(now):
        chases.set_step(tx, target, target.step, awake(now, policy.quiet))
        return
    seats = people.holders_upwards(tx, target.unit.id)
    step = target.step
    if step >= len(policy.steps):
        _ring_again(tx, instruction, target, now)
    while (rung := ladder.rung_at(policy, step)) is not None:
        step += 1
        if _tell_rung(tx, instruction, target, rung, seats, now):
            break
    chases.set_step(tx, target, step, _next_due(policy, instruction, target, step, now))


def _ring_again(tx: Tx, instruction: Instruction, target: Target, now: datetime) -> None:
    """While the last step repeats, remind the unit's own people together with those above."""
    for member in _own_people(tx, instruction, target):
        living.tell_silence(tx, member, SilentUnits(instruction, [target], "own"), now)


def _next_due(
    policy: EscalationPolicy, instruction: Instruction, target: Target, step: int, now: datetime
) -> datetime | None:
    started = target.ladder_at or now
    return ladder.next_due(policy, step, started, instruction.deadline_of_its_own)


def _tell_rung(
    tx: Tx,
    instruction: Instruction,
    target: Target,
    rung: Rung,
    seats: Sequence[Seat],
    now: datetime,
) -> bool:
    """Tell the people on a rung; returns whether there was anybody."""
    told = _owing(tx, instruction, target, rung, told_on_rung(rung, target.unit, seats))
    role = "own" if rung in _OWN else "above"
    for member in told:
        living.tell_silence(tx, member, SilentUnits(instruction, [target], role), now)
    nudged = rung in _OWN and _nudge_on(tx, instruction, target, rung, seats, now)
    if told or nudged:
        _log(tx, target, rung, told, now)
    return bool(told) or nudged or _called(tx, instruction, target, rung, seats, now)


def _owing(
    tx: Tx, instruction: Instruction, target: Target, rung: Rung, found: Sequence[Member]
) -> list[Member]:
    """Those of a unit's own people who have not answered for themselves, where every holder does;
    others as they are."""
    if not instruction.everyone or rung not in _OWN or not target.unanswered:
        return list(found)
    done = answers.own_answers(tx, target)
    return [each for each in found if each.id not in done]


def _called(
    tx: Tx,
    instruction: Instruction,
    target: Target,
    rung: Rung,
    seats: Sequence[Seat],
    now: datetime,
) -> bool:
    """Whether somebody above has the unit's people on a list of calls now instead."""
    if rung not in _OWN or not any(each.by_phone for each in on_rung(rung, target.unit, seats)):
        return False
    return calling.called_instead(tx, instruction, target, now)


def _nudge_on(
    tx: Tx,
    instruction: Instruction,
    target: Target,
    rung: Rung,
    seats: Sequence[Seat],
    now: datetime,
) -> bool:
    """Whether the group is nudged.

    Urgent: at the first step in any case. Routine: where somebody on the rung cannot be written to.
    """
    there = _owing(tx, instruction, target, rung, on_rung(rung, target.unit, seats))
    if instruction.urgent and target.step == 0:
        return nudge(tx, instruction, target, there, now)
    return nudge(tx, instruction, target, [each for each in there if not each.reachable], now)


def nudge(
    tx: Tx, instruction: Instruction, target: Target, members: Sequence[Member], now: datetime
) -> bool:
    """Mention linked holders in their group, with at most one nudge a group.

    Returns whether the unit's people are mentioned there now.
    """
    if not any(each.linked for each in members):
        return False
    for card in _group_cards(tx, target):
        message = chases.nudge_in(tx, instruction.id, card.chat_id)
        if message is None:
            _new_nudge(tx, instruction, card, target, now)
            return True
        if message.sent_at is None:
            opening.put_on(tx, message.id, [target.id], "nudge", now)
            return True
        if target.step == 0 and _speaks_of(tx, message, target):
            return True
    return False


def _speaks_of(tx: Tx, message: BotMessage, target: Target) -> bool:
    return any(each.id == target.id for each, _ in instructions.targets_on(tx, message.id))


def _group_cards(tx: Tx, target: Target) -> list[BotMessage]:
    cards = opening.cards_of(tx, target.id)
    return [card for card in cards if card.chat_id < 0 and card.telegram_id is not None]


def _new_nudge(
    tx: Tx, instruction: Instruction, card: BotMessage, target: Target, now: datetime
) -> None:
    """Reply to the card; an urgent nudge covers all silent units on it, as no second
    one follows."""
    saying = Saying(
        chat_id=card.chat_id,
        args=NudgeArgs(),
        lane=Lane.REMINDER,
        subject_id=instruction.id,
        reply_to=card.telegram_id,
    )
    message_id, named = outbox.say(tx, saying, now), [target.id]
    if instruction.urgent:
        lines = instructions.targets_on(tx, card.id)
        named = [each.id for each, role in lines if role == "line" and each.unanswered]
    opening.put_on(tx, message_id, named, "nudge", now)


@dataclass(frozen=True, slots=True)
class Reminders:
    """Who was reminded, and the units with nobody to remind."""

    people: frozenset[int] = frozenset()
    lost: tuple[Unit, ...] = ()


def remind_own(
    tx: Tx, instruction: Instruction, targets: Sequence[Target], now: datetime
) -> Reminders:
    """Remind these silent targets' people now, with a message that rings.

    Units reminded less than AGAIN_AFTER ago are skipped.
    """
    lost: list[Unit] = []
    rung: dict[int, tuple[Member, list[Target]]] = {}
    for target in targets:
        if not instructions.is_silent(tx, target.id) or _told_just_now(tx, target, now):
            continue
        found = _own_people(tx, instruction, target)
        lost += [] if found else [target.unit]
        for member in found:
            rung.setdefault(member.id, (member, []))[1].append(target)
    for member, silent in rung.values():
        living.tell_silence(tx, member, SilentUnits(instruction, silent, "own"), now, ring=True)
    return Reminders(frozenset(rung), tuple(lost))


def _told_just_now(tx: Tx, target: Target, now: datetime) -> bool:
    last = chases.last_told(tx, target.id)
    return last is not None and now - last < AGAIN_AFTER


def _own_people(tx: Tx, instruction: Instruction, target: Target) -> list[Member]:
    """The holder, else the deputies and helpers, as far as they can be written to; all of them who
    have not answered, where every holder does."""
    seats = people.holders_upwards(tx, target.unit.id)
    if instruction.everyone and target.unanswered:
        found = [each for rung in _OWN for each in told_on_rung(rung, target.unit, seats)]
        return _owing(tx, instruction, target, Rung.HOLDER, found)
    return told_on_rung(Rung.HOLDER, target.unit, seats) or told_on_rung(
        Rung.DEPUTIES, target.unit, seats
    )


def _log(tx: Tx, target: Target, rung: Rung, told: Sequence[Member], now: datetime) -> None:
    audit.record(
        tx,
        now,
        audit.CLOCK,
        "escalation.step",
        path=rung.value,
        instruction_id=target.instruction_id,
        unit_id=target.unit.id,
        facts={"told": [member.id for member in told]},
    )
