"""代答: tick several silent units, then answer for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import AnswerPath, InstructionState
from bot.roster.model import PostKind
from bot.roster.permissions import Right
from bot.store.answering.answers import Held
from bot.store.cascade import instructions
from bot.store.tx import Tx
from bot.usecases import rights
from bot.usecases.answering import recording
from bot.usecases.answering.recording import Given
from bot.usecases.cascade import refreshing
from bot.usecases.looking.navigating import START, Asking, asker, current_screen
from bot.usecases.screens import Screen, show_screen

MOST = 40
"""Units that can be ticked at a time."""


@dataclass(frozen=True, slots=True)
class ProxyTick:
    """Tick or untick a unit to answer for."""

    asking: Asking
    target_id: int


def tick_proxy(tx: Tx, command: ProxyTick, now: datetime) -> None:
    """Toggle a target on the pressed screen; targets that answered meanwhile are removed."""
    who = asker(tx, command.asking)
    message, screen = current_screen(tx, command.asking)
    if screen.place.what not in ("pick", "pick_told"):
        raise Refused("stale_button")
    try:
        target = instructions.target(tx, command.target_id)
    except LookupError as error:
        raise Refused("not_allowed") from error
    who.require(Right.ANSWER_FOR, target.unit)
    ticked = screen.tick(target.id) if target.unanswered else screen.without(target.id)
    if len(ticked.ticked) > MOST:
        raise Refused("too_many_ticked", most=MOST)
    show_screen(tx, message.kind, who.telegram_id, ticked, message, now)


def answer_ticked(tx: Tx, command: Asking, now: datetime) -> tuple[str, ...]:
    """Answer for the ticked units and go back a screen; returns the units' names."""
    message, screen = current_screen(tx, command)
    if screen.place.what not in ("pick", "pick_told") or not screen.ticked:
        raise Refused("stale_button")
    answer = AnswerFor(command.telegram_id, tuple(sorted(screen.ticked)))
    names = answer_for(tx, answer, now)
    show_screen(tx, message.kind, command.telegram_id, _after(screen), message, now)
    return names


def _after(screen: Screen) -> Screen:
    return screen.back(START["status"])


@dataclass(frozen=True, slots=True)
class AnswerFor:
    """Somebody above answers for units."""

    telegram_id: int
    target_ids: tuple[int, ...]
    chat_id: int | None = None
    """Where they did; their private chat where that is not said."""


def answer_for(tx: Tx, command: AnswerFor, now: datetime) -> tuple[str, ...]:
    """Record answers by proxy, except for units whose form is filled in; returns their names.

    Raises Refused("not_allowed") if any unit is outside the actor's rights.
    """
    who = rights.actor(tx, command.telegram_id)
    if who.member is None:
        raise Refused("not_allowed")
    done: list[str] = []
    for target_id in command.target_ids:
        target = instructions.target(tx, target_id)
        instruction = instructions.instruction(tx, target.instruction_id)
        who.require(Right.ANSWER_FOR, target.unit)
        running = instruction.state is InstructionState.RUNNING
        if not running or not target.unanswered or instruction.asks_form(target.unit.tier):
            continue
        held = Held(target, PostKind.LEAD)
        path, given = AnswerPath.PROXY, Given(command.chat_id or command.telegram_id)
        recording.record_answer(tx, instruction, held, who.member, path, now, now, given)
        refreshing.after_answer(tx, instruction, [target], now)
        done.append(target.unit.name)
    return tuple(done)
