"""The live summary that replaces a preview, and the final message to the issuer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import Talk, talk_lines
from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import sum_lines
from bot.chat.looking.rows import answered, apart, due_words, ending, informed, joined, title
from bot.chat.looking.values import Wall
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import SomeUnits, listed, tier_counts, tier_share, tier_shares
from bot.chat.rich import RICH_LIMIT, details, paragraphs, rich_heading, table
from bot.chat.text import Text, bold, lines, people_list, styled, topic
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, duration
from bot.chat.writing.drill import DrillReport, drill_lines
from bot.instructions.counts import Fates, Progress, TierFates
from bot.instructions.forms.sums import FormSums
from bot.instructions.model import Instruction, InstructionState


@dataclass(frozen=True, slots=True)
class NextLine:
    """Whom the ladder tells of the silent next, and when."""

    at: datetime
    people: Sequence[Named]


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryView:
    """The progress of an instruction. `leaves_at`: the end of the quiet hours that delay it."""

    instruction: Instruction
    progress: Progress
    fates: Fates
    waiting: SomeUnits
    leaves_at: datetime | None
    now: datetime
    zone: ZoneInfo
    talks: Sequence[Talk] = ()
    more_talks: int = 0
    """The number of further questions."""
    next: NextLine | None = None
    corrected: Corrected | None = None
    people: tuple[int, int] | None = None
    """Where every holder answers: how many have, and how many there are."""
    sums: FormSums | None = None
    table: bool = False
    """It fills in an office's own table."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """How often a text was corrected, when last, and what that changed."""

    times: int
    at: datetime
    changed: str


def render_summary(view: SummaryView, t: Translator) -> Outgoing:
    """Number, title, progress bar, who is waited for, and the buttons."""
    asked = talk_lines(view.talks, view.more_talks, t)
    state = (_corrected(view, t), *_state(view, t), *_sums(view, t), _ended(view, t))
    text = lines(bold(title(view.instruction, t)), *state, asked)
    return Outgoing(
        text=text.plain,
        entities=text.entities,
        keyboard=_keyboard(view, t),
        rich=_rich(view, asked, t),
    )


def _rich(view: SummaryView, asked: Text | None, t: Translator) -> str:
    """The same with a table by tier, and what is long folded away; "" where it would be too long
    for a rich message, or there is nothing to put into a table."""
    instruction = view.instruction
    if not instruction.needs_answer or instruction.state is InstructionState.WITHDRAWN:
        return ""
    said = _said_of_waiting(view, t)
    in_table = {said, *_sent(view.fates, t), *_lacking(view, t)}
    state = [each for each in _state(view, t) if each not in in_table]
    found = (
        rich_heading(title(instruction, t)),
        paragraphs([_corrected(view, t), *state, _ended(view, t)]),
        _by_tier(view, t),
        details(_how_many(view, t), [listed(view.waiting, t)]) if said else "",
        details(t("What was reported"), _sums(view, t)) if _sums(view, t) else "",
        paragraphs([asked.plain if asked else None]),
    )
    rich = "".join(found)
    return rich if len(rich) <= RICH_LIMIT else ""


def _by_tier(view: SummaryView, t: Translator) -> str:
    """已收到 2/36 栋 · 已送到 5/36 栋 · 空缺 1 · 联系不上 2."""
    fates = {each.tier: each for each in view.fates.tiers}
    head = (t("Received"), t("Card delivered"), t("Vacant"), t("Not to be reached"))
    rows = []
    for each in view.progress.tiers:
        fate = fates.get(each.tier) or TierFates(each.tier, each.total, each.done)
        done = tier_share(each.tier, each.done, each.total, t)
        sent = tier_share(each.tier, fate.delivered, fate.total, t)
        rows.append((done, sent, f"{fate.vacant}", f"{fate.unreachable}"))
    return table(head, rows)


def _how_many(view: SummaryView, t: Translator) -> str:
    return t.n("{n} not answered yet", "{n} not answered yet", view.waiting.total)


def _said_of_waiting(view: SummaryView, t: Translator) -> str:
    running = view.instruction.state is InstructionState.RUNNING
    if not view.waiting.total or not running:
        return ""
    return t("Still waiting for: {units}", units=listed(view.waiting, t))


def _corrected(view: SummaryView, t: Translator) -> str | None:
    """更正过 1 次（14:03）：集合点改为 3 号门."""
    found = view.corrected
    if found is None:
        return None
    time = clock_time(found.at, view.now, view.zone, t)
    changed = topic(found.changed.replace("\n", " "))
    return t.n(
        "Corrected once ({time}): {changed}",
        "Corrected {n} times, last at {time}: {changed}",
        found.times,
        time=time,
        changed=changed,
    )


def _sums(view: SummaryView, t: Translator) -> list[str]:
    if view.sums is None or view.instruction.state is InstructionState.WITHDRAWN:
        return []
    return list(sum_lines(view.sums, t))


def _state(view: SummaryView, t: Translator) -> list[str]:
    found, instruction = view.progress, view.instruction
    if not instruction.needs_answer:
        return [informed(view.fates, t), *_lacking(view, t), *_waits(view, t)]
    parts = [answered(found, t)]
    if view.people is not None:
        done, total = view.people
        parts.append(t("Every holder answers: {done}/{total} people", done=done, total=total))
    if instruction.state is not InstructionState.RUNNING:
        return [] if instruction.state is InstructionState.WITHDRAWN else parts
    parts += [*_sent(view.fates, t), *_lacking(view, t), *_behind(view, t), *_waits(view, t)]
    if said := _said_of_waiting(view, t):
        parts.append(said)
    return [*parts, *_until(view, t), *_next(view, t)]


def _sent(found: Fates, t: Translator) -> list[str]:
    """已送到 5/39 · 2/36 栋 + 3/3 个小区, until all have it."""
    if found.delivered >= found.total:
        return []
    said = t("Sent to {sent}/{total}", sent=found.delivered, total=found.total)
    return [joined(said, tier_shares(found.shares, t))]


_LACKING: dict[str, Callable[[TierFates], int]] = {
    N_("vacant {units}"): lambda tier: tier.vacant,
    N_("{units} cannot be reached"): lambda tier: tier.unreachable,
}


def _lacking(view: SummaryView, t: Translator) -> list[str]:
    """空缺 1 栋｜1 栋 + 1 个小区 联系不上."""
    if view.instruction.state is not InstructionState.RUNNING:
        return []
    found = {said: tier_counts(view.fates.counts(of), t) for said, of in _LACKING.items()}
    parts = [t(said, units=units) for said, units in found.items() if units]
    return [t(" | ").join(parts)] if parts else []


def _behind(view: SummaryView, t: Translator) -> list[str]:
    """34 栋等书记转达，最迟 10:07 自动转达."""
    found = view.fates
    if not found.behind:
        return []
    lowest = all(not each.behind for each in found.tiers if each.tier.height)
    units = tier_counts(found.counts(lambda tier: tier.behind), t)
    said = _BY_BRANCHES if lowest else _BY_UPPER
    if found.passes_at is None:
        return [t(said[0], units=units)]
    time = clock_time(found.passes_at, view.now, view.zone, t)
    return [t(said[1], units=units, time=time)]


_BY_BRANCHES = (
    N_("{units} wait for the branch lead to pass it on"),
    N_("{units} wait for the branch lead; passed on by itself at {time} at the latest"),
)
_BY_UPPER = (
    N_("{units} wait for it to be passed on from above"),
    N_("{units} wait for those above; passed on by itself at {time} at the latest"),
)


def _waits(view: SummaryView, t: Translator) -> list[str]:
    if view.leaves_at is None or not any(each.leaving for each in view.fates.tiers):
        return []
    time = clock_time(view.leaves_at, view.now, view.zone, t)
    return [t("It is quiet time: goes out at {time}.", time=time)]


def _next(view: SummaryView, t: Translator) -> list[str]:
    """接下来：20:15 → 李敏专员."""
    if view.next is None or not view.next.people:
        return []
    time = clock_time(view.next.at, view.now, view.zone, t)
    who = people_list([address(each, t) for each in view.next.people[:_TOLD]], t)
    return [t("Next: {moment} → {who}", moment=time, who=who)]


_TOLD = 3
"""How many the line names."""


def _until(view: SummaryView, t: Translator) -> list[str]:
    at = view.instruction.deadline_at
    if at is None or view.instruction.completed_at is not None:
        return []
    return [due_words(at, Wall(view.now, view.zone), t)]


def _ended(view: SummaryView, t: Translator) -> str | None:
    if ended := ending(view.instruction, t):
        return ended
    return t("All have received it, thank you!") if view.progress.complete else None


def _keyboard(view: SummaryView, t: Translator) -> Keyboard:
    number, instruction = view.instruction.id, view.instruction
    names = [
        Button(t("See the list"), pack(Action.STATUS, number)),
        Button(t("Board"), pack(Action.BOARD, number, 0)),
    ]
    again = [
        Button(t("Send again as before"), pack(Action.AGAIN, number)),
        Button(t("Keep as template"), pack(Action.SAVE_TEMPLATE, number)),
    ]
    if view.table and instruction.state is not InstructionState.WITHDRAWN:
        names.append(table_button(number, 0, t))
    if instruction.state is not InstructionState.RUNNING:
        return [names, again] if instruction.state is InstructionState.CLOSED else (again,)
    chase = [
        Button(t("Remind the silent"), pack(Action.REMIND, number, 0)),
        proxy_button(instruction, number, t),
    ]
    end = [
        Button(t("Correct"), pack(Action.CORRECT, number)),
        Button(t("Withdraw"), pack(Action.WITHDRAW, number)),
        Button(t("Close"), pack(Action.CLOSE, number)),
    ]
    silent = instruction.needs_answer and view.progress.silent > 0
    return [chase, names, end] if silent else [names, again, end]


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


def proxy_button(instruction: Instruction, number: int, t: Translator) -> Button:
    """代答, or 代填 where a form is asked for."""
    label = t("Fill in for") if instruction.form_tier else t("Answer for")
    return Button(label, pack(Action.PROXY, number, 0))


def _table(view: CompleteView, t: Translator) -> list[str]:
    if view.table is None:
        return []
    filled, asked = view.table
    facts = {"filled": filled, "asked": asked}
    return [t("{filled} of {asked} units have reported; the table is filled in.", **facts)]


def table_button(number: int, unit: int, t: Translator) -> Button:
    """The office's own table, filled in."""
    return Button(t("File"), pack(Action.TABLE_FILE, number, unit))


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
