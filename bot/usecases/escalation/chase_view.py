"""What somebody is told of silences: their own, and those of the units they look after."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from bot.chat.escalation.chase import (
    AllClearView,
    AskAgainView,
    ChaseView,
    Matter,
    NudgeView,
    SilenceReason,
)
from bot.chat.places import Spot
from bot.instructions.model import InstructionState, Target, TargetState
from bot.store.cascade import instructions
from bot.store.cascade.instructions import to_target
from bot.store.delivery.outbox import BotMessage
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Row, Tx
from bot.usecases import named


def chase_view(tx: Tx, message: BotMessage, _now: datetime) -> ChaseView | None:
    """A chase as things stand; None where everything has been answered before it left."""
    rows = tx.all("silent_on_chase", message_id=message.id)
    silent = [row for row in rows if _is_silent(row)]
    if not silent and message.telegram_id is None:
        return None
    own = [row for row in silent if row["role"] == "own"]
    near = {seat.unit.id for seat in people.posts_of(tx, message.member_id or 0)}
    return ChaseView(
        who=named.anybody(tx, message.member_id or 0),
        own=_matters(tx, own, near),
        above=_matters(tx, [row for row in silent if row["role"] == "above"], near),
        told=sum(1 for row in rows if row["role"] == "above"),
        relay=any(to_target(row).to_relay for row in own),
        grouped=any(row["in_groups"] for row in own),
        ended=any(_ended(tx, to_target(row)) for row in rows),
        again=bool(message.args.get("again")),
    )


def _ended(tx: Tx, target: Target) -> bool:
    """Whether it ended without an answer, and the instruction with it."""
    if target.state not in (TargetState.WITHDRAWN, TargetState.CLOSED):
        return False
    instruction = instructions.instruction(tx, target.instruction_id)
    return instruction.state is not InstructionState.RUNNING


def _is_silent(row: Row) -> bool:
    target = to_target(row)
    return target.unanswered or _has_to_pass_on(target)


def _has_to_pass_on(target: Target) -> bool:
    return target.state is TargetState.ACKNOWLEDGED and target.to_relay


def _matters(tx: Tx, rows: list[Row], near: set[int]) -> tuple[Matter, ...]:
    """The silent units, put together by instruction, the reason of each apart.

    Buildings of a branch the reader is not `near` are named with it.
    """
    heights = house.heights(tx)
    matters: dict[int, Matter] = {}
    for row in rows:
        target = to_target(row)
        if target.instruction_id not in matters:
            instruction = instructions.instruction(tx, target.instruction_id)
            matters[target.instruction_id] = Matter(instruction, defaultdict(list), [])
        matter, spot = matters[target.instruction_id], _spot(row, near, heights)
        matter.units[_why(row)].append(spot)
        matter.spots.append(spot)
    return tuple(matters.values())


def _spot(row: Row, near: set[int], heights: dict[str, int]) -> Spot:
    far = heights.get(row["tier"]) == 0 and row["parent_id"] not in near
    return Spot(row["name"], row["upper_name"] if far else None)


def _why(row: Row) -> SilenceReason:
    target = to_target(row)
    if not target.unanswered:
        return SilenceReason.NOT_PASSED_ON
    if not row["held"]:
        return SilenceReason.VACANT
    if not row["linked"]:
        return SilenceReason.UNLINKED
    return (
        SilenceReason.UNREACHABLE
        if target.state is TargetState.UNREACHABLE
        else SilenceReason.SILENT
    )


def nudge_view(tx: Tx, message: BotMessage, _now: datetime) -> NudgeView | None:
    """Whom a nudge names in a group; None where all have answered."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    rows = tx.all("nudged_members", message_id=message.id, leads=instruction.urgent)
    if not rows:
        return None
    return NudgeView(instruction, tuple((row["name"], row["telegram_id"]) for row in rows))


def all_clear_view(_tx: Tx, message: BotMessage, _now: datetime) -> AllClearView:
    """How many silences have ended."""
    return AllClearView(int(message.args["total"]), bool(message.args.get("ended")))


def again_view(tx: Tx, message: BotMessage, _now: datetime) -> AskAgainView | None:
    """Whom a chat is still waiting for after we were away."""
    names = [
        target.unit.name
        for card in message.args["cards"]
        for target, role in instructions.targets_on(tx, card)
        if role == "line" and (target.unanswered or _has_to_pass_on(target))
    ]
    lost = bool(message.args.get("lost"))
    return AskAgainView(tuple(dict.fromkeys(names)), lost) if names else None
