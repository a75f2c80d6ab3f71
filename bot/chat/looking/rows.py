"""Lines of screens: an instruction, a branch, a name."""

from __future__ import annotations

from datetime import datetime

from bot.chat.looking.values import Heading, Wall
from bot.chat.places import tier_shares
from bot.chat.progress import progress, progress_bar
from bot.chat.text import Text, bold, lines, shorten, topic, unit_name
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.chat.titles import headline
from bot.instructions.counts import Fates, Progress
from bot.instructions.looks import Branch, NameLine, UnitMark
from bot.instructions.model import Instruction, InstructionState
from bot.roster.model import Unit

_NAME = 24

_MARKS = {
    UnitMark.ANSWERED: N_("{unit}: received {time}, {name}"),
    UnitMark.VACANT: N_("{unit}: nobody in post"),
    UnitMark.UNLINKED: N_("{unit}: {name} is not linked yet"),
    UnitMark.CALLED: N_("{unit}: {name}, by telephone"),
    UnitMark.PAGED: N_("{unit}: {name}, by page"),
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
    if heading.fates is not None:
        return informed(heading.fates, t)
    bar = answered(found, t)
    if heading.helps:
        return t.n("{bar} · {n} needs help", "{bar} · {n} need help", heading.helps, bar=bar)
    return bar


def trouble_words(heading: Heading, t: Translator) -> str:
    """2 处有困难; empty where nobody needs help."""
    n = heading.helps
    return t.n("{n} needs help", "{n} need help", n) if n else ""


def answered(found: Progress, t: Translator) -> str:
    """▓▓░░░░░░ 4/39 (10 %) · 2/36 栋 + 2/3 个小区."""
    return joined(progress(found.done, found.total), tier_shares(found.shares, t))


def informed(found: Fates, t: Translator) -> str:
    """For an informing instruction, to how many it was sent."""
    facts = {"sent": found.delivered, "total": found.total}
    said = t("For information only, sent to {sent}/{total}", **facts)
    return joined(said, tier_shares(found.shares, t))


def apart(found: Progress, t: Translator) -> str:
    """（2/36 栋 + 2/3 个小区）; empty where all are of one tier."""
    shares = tier_shares(found.shares, t)
    return t(" ({shares})", shares=shares) if shares else ""


def joined(*parts: str) -> str:
    """The parts that are not empty, with dots between them."""
    return " · ".join(part for part in parts if part)


def due_words(at: datetime, wall: Wall, t: Translator) -> str:
    """10:07 前回复, or 已过时限（10:07）."""
    time = clock_time(at, wall.now, wall.zone, t)
    return t("overdue ({time})", time=time) if at < wall.now else t("by {time}", time=time)


def _until(instruction: Instruction, wall: Wall, t: Translator) -> str:
    at = instruction.deadline_at
    return "" if not instruction.needs_answer or at is None else due_words(at, wall, t)


def branch_line(branch: Branch, wall: Wall, t: Translator) -> str:
    """A branch and its progress."""
    done, total = branch.done, branch.total
    line = f"{unit_name(branch.unit.name, _NAME)} {progress_bar(done, total)} {done}/{total}"
    return line + _to_relay(branch.relay_due_at, wall, t) if branch.to_relay else line


def due_relay_words(branch: Branch, wall: Wall, t: Translator) -> str:
    """还没转达，10:07 自动转达; empty where nothing has to be passed on."""
    said = _to_relay(branch.relay_due_at, wall, t) if branch.to_relay else ""
    return said.removeprefix(" · ")


def _to_relay(due_at: datetime | None, wall: Wall, t: Translator) -> str:
    if due_at is None:
        return t(" · not passed on yet")
    time = clock_time(due_at, wall.now, wall.zone, t)
    return t(" · not passed on yet, goes on by itself at {time}", time=time)


def name_line(name: NameLine, instruction: Instruction, wall: Wall, t: Translator) -> str:
    """A unit, its holders, and its state."""
    at = "" if name.said_at is None else clock_time(name.said_at, wall.now, wall.zone, t)
    who = name.said_by if name.mark is UnitMark.ANSWERED else name.holder
    text = _wording(name, instruction)
    unit = unit_name(name.unit.name, _NAME)
    line = t(text, unit=unit, time=at, name=shorten(who or "", _NAME)).strip()
    return line + "".join(_asides(name, wall, t))


def _wording(name: NameLine, instruction: Instruction) -> str:
    if name.mark is UnitMark.ANSWERED and name.proxy:
        return _BY_PROXY
    if name.mark is UnitMark.WAITING and not instruction.needs_answer:
        return _TOLD
    return _MARKS[name.mark]


def _asides(name: NameLine, wall: Wall, t: Translator) -> list[str]:
    found = [t(" (late)")] if name.late and not name.older else []
    if name.older and name.said_at is not None:
        at = clock_time(name.said_at, wall.now, wall.zone, t)
        who = shorten(name.said_by or "", _NAME)
        found.append(t(" · older version: received {time}, {name}", time=at, name=who))
    if name.people is not None:
        found.append(t(" · {done}/{total} people", done=name.people[0], total=name.people[1]))
    if name.target.to_relay and name.target.opened_at is not None:
        found.append(_to_relay(name.target.relay_due_at, wall, t))
    if name.help is not None:
        found.append(_help(name.help.taken_by, t))
    return found


def _help(taken_by: str | None, t: Translator) -> str:
    if taken_by is None:
        return t(" · needs help")
    return t(" · needs help, {name} sees to it", name=shorten(taken_by, _NAME))
