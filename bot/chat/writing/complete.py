"""The final message to the issuer: the result, when all have answered or the time is up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import apart, title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.places import SomeUnits, listed
from bot.chat.text import lines, styled
from bot.chat.texts import Translator
from bot.chat.times import clock_time, duration
from bot.chat.writing.drill import DrillReport, drill_lines
from bot.chat.writing.summary import proxy_button, table_button
from bot.instructions.counts import Progress
from bot.instructions.model import Instruction, InstructionState


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteView:
    """The result when all have answered or the deadline has passed. `table`: how many filled in
    the office's own table, of how many."""

    instruction: Instruction
    progress: Progress
    waiting: SomeUnits
    now: datetime
    zone: ZoneInfo
    drill: DrillReport | None = None
    table: tuple[int, int] | None = None
    thanked: bool | None = None
    """Whether those who answered were thanked; None where nobody did, or it is not to be."""


COPIED = 256
"""Telegram's limit for a text that a button copies."""


def render_complete(view: CompleteView, t: Translator) -> Outgoing:
    """The result as text that a tap copies, for a report elsewhere; it stands once."""
    waiting = None
    if view.waiting.total and not view.progress.complete:
        waiting = t("Still waiting for: {units}", units=listed(view.waiting, t))
    drill = drill_lines(view.drill, t) if view.drill else []
    report = lines(_sentence(view, t), waiting, *drill, _times(view, t))
    copied = report.shortened(COPIED).plain
    hint = t("Tap the text above to copy it.") if copied != report.plain else None
    done = t("Those who answered were thanked on your behalf.") if view.thanked else None
    text = lines(styled("code", report), *_table(view, t), done, hint)
    open_ = view.instruction.state is InstructionState.RUNNING and not view.progress.complete
    file = [table_button(view.instruction.id, 0, t)] if view.table else []
    polite = [Button(t("Copy the result"), copy=copied)]
    if view.thanked is False:
        polite.append(Button(t("Say thank you"), pack(Action.THANK, view.instruction.id)))
    rows = (polite, file, _chasing(view, t) if open_ else [])
    keyboard = [row for row in rows if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _table(view: CompleteView, t: Translator) -> list[str]:
    if view.table is None:
        return []
    filled, asked = view.table
    facts = {"filled": filled, "asked": asked}
    return [t("{filled} of {asked} units have reported; the table is filled in.", **facts)]


def _sentence(view: CompleteView, t: Translator) -> str:
    found, instruction = view.progress, view.instruction
    facts = {"title": title(instruction, t), "done": found.done, "total": found.total}
    facts["apart"] = apart(found, t)
    ended = instruction.completed_at
    if not found.complete and _closed_early(instruction):
        return t("{title}: closed, {done}/{total} received{apart}.", **facts)
    if not found.complete or ended is None:
        return t("{title}: the time is up, {done}/{total} received{apart}.", **facts)
    span = duration(ended - (instruction.started_at or ended), t)
    return t("{title}: {done}/{total} all received{apart}, in {span}.", span=span, **facts)


def _closed_early(instruction: Instruction) -> bool:
    """Whether it was closed before all had answered and before its deadline."""
    ended, due = instruction.ended_at, instruction.deadline_at
    open_ = instruction.completed_at is None
    closed = instruction.state is InstructionState.CLOSED
    return closed and open_ and ended is not None and due is not None and ended < due


def _times(view: CompleteView, t: Translator) -> str:
    """When it was sent, and when the last answer came or the deadline passed."""
    instruction = view.instruction
    ended = instruction.completed_at or instruction.deadline_at or view.now
    if instruction.ended_at and _closed_early(instruction):
        ended = instruction.ended_at
    begun = instruction.started_at or ended
    said = [clock_time(each, view.now, view.zone, t) for each in (begun, ended)]
    return t("Sent {begun}, as of {ended}.", begun=said[0], ended=said[1])


def _chasing(view: CompleteView, t: Translator) -> list[Button]:
    number = view.instruction.id
    return [
        Button(t("Remind the silent"), pack(Action.REMIND, number, 0)),
        proxy_button(view.instruction, number, t),
        Button(t("See the list"), pack(Action.STATUS, number)),
    ]
