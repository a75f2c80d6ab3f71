"""Starts the clocks of a unit: its ladder and its time for relaying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from bot.instructions import ladder
from bot.instructions.model import Instruction, InstructionState, Target, TargetState
from bot.instructions.relay import passes_by_itself
from bot.store.cascade import instructions, opening
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases.cascade import files, refreshing

_NOT_YET_TOLD = (TargetState.WAITING, TargetState.UNREACHABLE)


def start_clocks(
    tx: Tx, instruction: Instruction, targets: Iterable[Target], now: datetime
) -> None:
    """A delivered card lists these targets: their clocks start, unless they already run."""
    for target in targets:
        if target.state in _NOT_YET_TOLD:
            relay = _passes_at(instruction, target, now)
            opening.set_sent(tx, target, first_step(instruction, now), relay, now)


def start_clocks_by_cards(
    tx: Tx, instruction: Instruction, card_ids: Iterable[int], now: datetime
) -> None:
    """These cards were delivered: as `told`, for all targets on them."""
    relay = _passes_by_itself(instruction, now)
    opening.set_sent_on(tx, card_ids, first_step(instruction, now), relay, now)


def not_told(tx: Tx, instruction: Instruction, target_ids: Iterable[int], now: datetime) -> None:
    """None of these targets can be told: their ladders start at once."""
    due = first_step(instruction, now)
    opening.set_unreachable(tx, [(each, due) for each in target_ids], now)


def first_step(instruction: Instruction, now: datetime) -> datetime | None:
    """When a ladder that starts now reaches its first step; None where nobody is chased."""
    if instruction.ladder is None or not instruction.needs_answer:
        return None
    return ladder.next_due(instruction.ladder, 0, now, instruction.deadline_of_its_own)


def _passes_at(instruction: Instruction, target: Target, now: datetime) -> datetime | None:
    return _passes_by_itself(instruction, now) if target.to_relay else None


def _passes_by_itself(instruction: Instruction, now: datetime) -> datetime | None:
    if instruction.ladder is None or not instruction.needs_answer:
        return None
    return passes_by_itself(now, instruction.deadline_at, instruction.ladder)


def cards_arrived(tx: Tx, messages: Sequence[BotMessage], now: datetime) -> None:
    """Cards were delivered: start the clocks of their units."""
    by_instruction: dict[int, list[BotMessage]] = defaultdict(list)
    for each in messages:
        if each.kind == "card" and each.subject_id is not None:
            by_instruction[each.subject_id].append(each)
    for instruction_id, cards in by_instruction.items():
        instruction = instructions.instruction(tx, instruction_id)
        if instruction.state is InstructionState.RUNNING:
            start_clocks_by_cards(tx, instruction, [each.id for each in cards], now)
            files.send_apart(tx, instruction, cards, now)
            refreshing.refresh_summary(tx, instruction, now)
