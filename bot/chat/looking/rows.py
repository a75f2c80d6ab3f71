"""Lines of screens: an instruction, a branch, a name."""

from __future__ import annotations

from bot.chat.looking.values import Heading, Wall
from bot.chat.progress import progress, progress_bar
from bot.chat.text import Text, bold, lines, shorten, topic, unit_name
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.chat.titles import headline
from bot.instructions.looks import Branch, NameLine, UnitMark
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import Unit

_NAME = 24

_MARKS = {
    UnitMark.ANSWERED: N_("{unit}: received {time}, {name}"),
    UnitMark.VACANT: N_("{unit}: nobody in post"),
    UnitMark.UNLINKED: N_("{unit}: {name} is not linked yet"),
    UnitMark.UNREACHABLE: N_("{unit}: {name} cannot be reached"),
    UnitMark.BEHIND: N_("{unit}: {name} gets it once it is passed on"),
    UnitMark.LEAVING: N_("{unit}: {name}, about to be sent"),
    UnitMark.WAITING: N_("{unit}: waiting for {name}"),
    UnitMark.UNANSWERED: N_("{unit}: {name} did not answer"),
}
_BY_PROXY = N_("{unit}: received {time}, {name} answered for them")
_TOLD = N_("{unit}: sent to {name}")


def title(instruction: Instruction, t: Translator) -> str:
    """The number and the first line (#127 …); urgent ones are marked."""
    mark = t("[Urgent] ") if instruction.urgent else ""
    return f"{mark}#{instruction.number} {topic(headline(instruction, t))}".rstrip()


def ending(instruction: Instruction, t: Translator) -> str | None:
    """That it was withdrawn or closed; None while it runs."""
    match instruction.state:
        case InstructionState.WITHDRAWN:
            return t("Withdrawn; every card says so.")
        case InstructionState.CLOSED:
            return t("Closed.")
    return None


def heading_lines(heading: Heading, wall: Wall, t: Translator) -> Text:
    """The title with the deadline, and the progress bar below."""
    instruction = heading.instruction
    parts = [title(instruction, t), _until(instruction, wall, t)]
    first = " · ".join(part for part in parts if part)
    ended = ending(instruction, t)
    if instruction.state is InstructionState.WITHDRAWN:
        return lines(bold(title(instruction, t)), ended)
    return lines(bold(first), how_far(heading, t), ended)


def unit_lines(heading: Heading, unit: Unit, t: Translator) -> Text:
    """The title with the present unit, and the progress bar below."""
    first = f"{title(heading.instruction, t)} · {unit_name(unit.name, _NAME)}"
    return lines(bold(first), how_far(heading, t))


def how_far(heading: Heading, t: Translator) -> str:
    """The bar, and how many need help; for an informing instruction, to how many it was sent."""
    found = heading.progress
    if not heading.instruction.needs_answer:
        return t("For information only, sent to {sent}/{total}", sent=found.sent, total=found.total)
    bar = progress(found.done, found.total)
    if heading.helps:
        return t.n("{bar} · {n} needs help", "{bar} · {n} need help", heading.helps, bar=bar)
    return bar


def _until(instruction: Instruction, wall: Wall, t: Translator) -> str:
    deadline = instruction.deadline_at
    if not instruction.needs_answer or deadline is None:
        return ""
    time = clock_time(deadline, wall.now, wall.zone, t)
    return t("was due {time}", time=time) if deadline < wall.now else t("by {time}", time=time)


def branch_line(branch: Branch, t: Translator) -> str:
    """A branch and its progress."""
    done, total = branch.progress.done, branch.progress.total
    line = f"{unit_name(branch.unit.name, _NAME)} {progress_bar(done, total)} {done}/{total}"
    return t("{line} · not passed on yet", line=line) if branch.to_relay else line


def name_line(name: NameLine, instruction: Instruction, wall: Wall, t: Translator) -> str:
    """A unit, its holders, and its state."""
    at = "" if name.said_at is None else clock_time(name.said_at, wall.now, wall.zone, t)
    who = name.said_by if name.mark is UnitMark.ANSWERED else name.holder
    text = _wording(name, instruction)
    unit = unit_name(name.unit.name, _NAME)
    line = t(text, unit=unit, time=at, name=shorten(who or "", _NAME)).strip()
    return line + "".join(_asides(name, t))


def _wording(name: NameLine, instruction: Instruction) -> str:
    if name.mark is UnitMark.ANSWERED and name.proxy:
        return _BY_PROXY
    if name.mark is UnitMark.WAITING and not instruction.needs_answer:
        return _TOLD
    return _MARKS[name.mark]


def _asides(name: NameLine, t: Translator) -> list[str]:
    found = [t(" (late)")] if name.late else []
    if name.target.to_relay and name.target.opened_at is not None:
        found.append(t(" · not passed on yet"))
    if name.help is not None:
        found.append(_help(name.help.taken_by, t))
    return found


def _help(taken_by: str | None, t: Translator) -> str:
    if taken_by is None:
        return t(" · needs help")
    return t(" · needs help, {name} sees to it", name=shorten(taken_by, _NAME))
