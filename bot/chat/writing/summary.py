"""The live summary that replaces a preview, and the final message to the issuer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import Talk, talk_lines
from bot.chat.callback import Action, pack
from bot.chat.looking.rows import ending, title
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.progress import progress
from bot.chat.text import bold, lines, styled
from bot.chat.texts import Translator
from bot.chat.times import clock_time, duration
from bot.instructions.looks import Progress
from bot.instructions.model import Instruction, InstructionState


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """The progress of an instruction. `leaves_at`: the end of the quiet hours that delay it."""

    instruction: Instruction
    progress: Progress
    waiting: Sequence[Spot]
    leaves_at: datetime | None
    now: datetime
    zone: ZoneInfo
    talks: Sequence[Talk] = ()
    more_talks: int = 0
    """The number of further questions."""


def render_summary(view: SummaryView, t: Translator) -> Outgoing:
    """Number, title, progress bar, who is waited for, and the buttons."""
    asked = talk_lines(view.talks, view.more_talks, t)
    text = lines(bold(title(view.instruction, t)), *_state(view, t), _ended(view, t), asked)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=_keyboard(view, t))


def _state(view: SummaryView, t: Translator) -> list[str]:
    found, instruction = view.progress, view.instruction
    if not instruction.needs_answer:
        sent = t("For information only, sent to {sent}/{total}", sent=found.sent, total=found.total)
        return [sent, *_waits(view, t)]
    parts = [progress(found.done, found.total)]
    if instruction.state is not InstructionState.RUNNING:
        return [] if instruction.state is InstructionState.WITHDRAWN else parts
    if found.sent < found.total:
        parts.append(t("Sent to {sent}/{total}", sent=found.sent, total=found.total))
    parts += _waits(view, t)
    if view.waiting:
        parts.append(t("Still waiting for: {units}", units=_waiting(view, t)))
    return [*parts, *_until(view, t)]


def _waits(view: SummaryView, t: Translator) -> list[str]:
    if view.leaves_at is None or view.progress.sent >= view.progress.total:
        return []
    time = clock_time(view.leaves_at, view.now, view.zone, t)
    return [t("It is quiet time: goes out at {time}.", time=time)]


def _waiting(view: SummaryView, t: Translator) -> str:
    return spot_list(view.waiting, view.progress.silent, t)


def _until(view: SummaryView, t: Translator) -> list[str]:
    deadline = view.instruction.deadline_at
    if deadline is None or view.instruction.completed_at is not None:
        return []
    time = clock_time(deadline, view.now, view.zone, t)
    return [t("was due {time}", time=time) if deadline < view.now else t("by {time}", time=time)]


def _ended(view: SummaryView, t: Translator) -> str | None:
    if ended := ending(view.instruction, t):
        return ended
    return t("All have received it, thank you!") if view.progress.complete else None


def _keyboard(view: SummaryView, t: Translator) -> Keyboard:
    number, instruction = view.instruction.id, view.instruction
    names = [Button(t("See the list"), pack(Action.STATUS, number))]
    if instruction.state is not InstructionState.RUNNING:
        return [names] if instruction.state is InstructionState.CLOSED else ()
    chase = [
        Button(t("Remind the silent"), pack(Action.REMIND, number, 0)),
        Button(t("Answer for"), pack(Action.PROXY, number, 0)),
    ]
    end = [
        Button(t("Withdraw"), pack(Action.WITHDRAW, number)),
        Button(t("Close"), pack(Action.CLOSE, number)),
    ]
    silent = instruction.needs_answer and view.progress.silent > 0
    return [chase, names, end] if silent else [names, end]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteView:
    """The result when all have answered or the deadline has passed."""

    instruction: Instruction
    progress: Progress
    waiting: Sequence[Spot]
    now: datetime
    zone: ZoneInfo


def render_complete(view: CompleteView, t: Translator) -> Outgoing:
    """The result as text that a tap copies, for a report elsewhere; it stands once."""
    waiting = None
    if view.waiting and not view.progress.complete:
        names = spot_list(view.waiting, view.progress.silent, t)
        waiting = t("Still waiting for: {units}", units=names)
    report = lines(_sentence(view, t), waiting, _times(view, t))
    text = lines(styled("code", report), t("Tap the text above to copy it."))
    open_ = view.instruction.state is InstructionState.RUNNING and not view.progress.complete
    keyboard = (_chasing(view, t),) if open_ else ()
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _sentence(view: CompleteView, t: Translator) -> str:
    found, instruction = view.progress, view.instruction
    facts = {"title": title(instruction, t), "done": found.done, "total": found.total}
    ended = instruction.completed_at
    if not found.complete or ended is None:
        return t("{title}: the time is up, {done}/{total} received.", **facts)
    span = duration(ended - (instruction.started_at or ended), t)
    return t("{title}: {done}/{total} all received, in {span}.", span=span, **facts)


def _times(view: CompleteView, t: Translator) -> str:
    """When it was sent, and when the last answer came or the deadline passed."""
    instruction = view.instruction
    ended = instruction.completed_at or instruction.deadline_at or view.now
    begun = instruction.started_at or ended
    said = [clock_time(each, view.now, view.zone, t) for each in (begun, ended)]
    return t("Sent {begun}, as of {ended}.", begun=said[0], ended=said[1])


def _chasing(view: CompleteView, t: Translator) -> list[Button]:
    number = view.instruction.id
    return [
        Button(t("Remind the silent"), pack(Action.REMIND, number, 0)),
        Button(t("Answer for"), pack(Action.PROXY, number, 0)),
        Button(t("See the list"), pack(Action.STATUS, number)),
    ]
