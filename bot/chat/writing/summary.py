"""The live summary that replaces a preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import Talk, talk_lines
from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import sum_lines
from bot.chat.looking.rows import answered, due_words, ending, informed, joined, title
from bot.chat.looking.values import Wall
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import SomeUnits, listed, tier_counts, tier_share, tier_shares
from bot.chat.rich import details, paragraphs, rich_heading, table, whole_rich
from bot.chat.text import Text, bold, lines, people_list, topic, unit_name
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.instructions.counts import Fates, Progress, TierFates
from bot.instructions.forms.sums import FormSums
from bot.instructions.looks import Branch
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
    branches: Sequence[Branch] = ()
    """The progress of its first branches, unfinished ones first."""
    more_branches: int = 0
    told: Sequence[tuple[Named, int]] = ()
    """Who was told of the silent, and of how many units."""


MOST_BRANCHES, MOST_TOLD = 20, 3
"""How many a summary shows at most."""
_IN_A_LINE = 6
"""Branches in the plain form."""


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
    in_table = {said, *_sent(view.fates, t), *_lacking(view, t), *_in_branches(view, t)}
    state = [each for each in _state(view, t) if each not in in_table]
    found = (
        rich_heading(title(instruction, t)),
        paragraphs([_corrected(view, t), *state, _ended(view, t)]),
        _by_tier(view, t),
        _by_branch(view, t),
        details(_how_many(view, t), [listed(view.waiting, t)]) if said else "",
        details(t("What was reported"), _sums(view, t)) if _sums(view, t) else "",
        paragraphs([asked.plain if asked else None]),
    )
    return whole_rich(*found)


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


def _by_branch(view: SummaryView, t: Translator) -> str:
    """A row a branch: received, and how many have not answered."""
    if len(view.branches) < _SEVERAL:
        return ""
    rows = [(unit_name(each.unit.name, _NAME), f"{each.done}/{each.total}",
             f"{each.total - each.done}") for each in view.branches]  # fmt: skip
    if view.more_branches:
        rows.append((t.n("… and {n} more", "… and {n} more", view.more_branches), "", ""))
    return table((t("Unit"), t("Received"), t("Not answered")), rows)


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
    return [*parts, *_in_branches(view, t), *_until(view, t), *_told(view, t), *_next(view, t)]


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


def _in_branches(view: SummaryView, t: Translator) -> list[str]:
    """分开看：和平苑 0/3、幸福里 3/15."""
    if len(view.branches) < _SEVERAL or view.progress.complete:
        return []
    said = t(", ").join(map(_branch_share, view.branches[:_IN_A_LINE]))
    rest = len(view.branches[_IN_A_LINE:]) + view.more_branches
    said = t("{names} and {n} more", names=said, n=rest) if rest else said
    return [t("By branch: {progress}", progress=said)]


_SEVERAL = 2


def _branch_share(branch: Branch) -> str:
    return f"{unit_name(branch.unit.name, _NAME)} {branch.done}/{branch.total}"


_NAME = 24


def _told(view: SummaryView, t: Translator) -> list[str]:
    """已告诉：陈刚书记（3 处）."""
    if not view.told:
        return []
    found = [t.n("{who} ({n} unit)", "{who} ({n} units)", n, who=address(who, t))
             for who, n in view.told]  # fmt: skip
    return [t("They were told: {people}", people=t(", ").join(found))]


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


def proxy_button(instruction: Instruction, number: int, t: Translator) -> Button:
    """代答, or 代填 where a form is asked for."""
    label = t("Fill in for") if instruction.form_tier else t("Answer for")
    return Button(label, pack(Action.PROXY, number, 0))


def table_button(number: int, unit: int, t: Translator) -> Button:
    """The office's own table, filled in."""
    return Button(t("File"), pack(Action.TABLE_FILE, number, unit))
