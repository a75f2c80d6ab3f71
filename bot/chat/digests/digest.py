"""汇总: what needs its reader first, then what is open, then new gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.forms.question_words import sum_lines
from bot.chat.looking.rows import apart, title
from bot.chat.looking.values import Heading
from bot.chat.outgoing import Button, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.rich import details, paragraphs, rich_heading, table, whole_rich
from bot.chat.text import lines, shorten
from bot.chat.texts import N_, Translator
from bot.instructions.gaps import GapKind
from bot.instructions.model import Instruction

_LIMIT = 4096
_MATTERS = 8
_NAMES = 5
_NAME = 24
_FORM = 160
"""Characters of the line of a form."""

_NOON, _EVENING = 12, 18
_NEW = {
    GapKind.VACANCY: N_("{units} vacant"),
    GapKind.AWAY: N_("{units} with everybody on leave"),
    GapKind.UNLINKED: N_("{units} not linked"),
    GapKind.UNREACHABLE: N_("{units} cannot be reached"),
    GapKind.DEACTIVATED: N_("{units} with a deleted account"),
    GapKind.MUTED: N_("{units}: I may not write in the group"),
    GapKind.UNBOUND: N_("{units} without a group"),
    GapKind.UNHEARD: N_("{units} without a sign of life"),
}


@dataclass(frozen=True, slots=True)
class Stuck:
    """An instruction that needs its reader: silent units, and untaken help requests."""

    instruction: Instruction
    silent: tuple[Spot, ...]
    helps: int


@dataclass(frozen=True, slots=True)
class NewGaps:
    """Units with a new gap: the first few by name, and how many there are."""

    names: tuple[Spot, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """The content of a summary. `old`: the number of gaps already in the last one."""

    due: datetime
    zone: ZoneInfo
    stuck: tuple[Stuck, ...]
    unfinished: tuple[Heading, ...]
    unfinished_more: int = 0
    new: Mapping[GapKind, NewGaps]
    old: int


def render_digest(view: DigestView, t: Translator) -> Outgoing:
    """The summary, verdict first."""
    parts = [_stuck_lines(view, t), _unfinished(view, t), _gaps(view, t)]
    text = lines(_verdict(view, t), *(line for part in parts for line in part)).shortened(_LIMIT)
    rich, keyboard = _rich(view, t), _keyboard(view, t)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard, rich=rich)


def _rich(view: DigestView, t: Translator) -> str:
    """The same with what is open in a table, and new gaps folded away; "" where there is nothing
    to put there."""
    if not (view.stuck or view.unfinished or view.new):
        return ""
    rows = [(title(each.instruction, t), f"{each.progress.done}/{each.progress.total}")
            for each in view.unfinished]  # fmt: skip
    rest, more = view.unfinished_more, ""
    if rest:
        more = t.n("… and {n} more", "… and {n} more", rest)
    forms = [_form(each, t) for each in view.unfinished if each.sums]
    return whole_rich(
        rich_heading(_verdict(view, t)),
        paragraphs(_stuck_lines(view, t)),
        table((t("Notice"), t("Received")), rows) if rows else "",
        paragraphs([more, *forms]),
        _rich_gaps(view, t),
    )


def _rich_gaps(view: DigestView, t: Translator) -> str:
    if not view.new:
        return ""
    total = sum(gaps.total for gaps in view.new.values())
    return details(t.n("{n} new gap", "{n} new gaps", total), _gaps(view, t))


def _verdict(view: DigestView, t: Translator) -> str:
    hello = _hello(view, t)
    if view.stuck:
        return t.n("{hello} {n} matter needs you:", "{hello} {n} matters need you:",
                   len(view.stuck), hello=hello)  # fmt: skip
    if view.unfinished or view.new:
        return t("{hello} Nothing needs you.", hello=hello)
    if view.old:
        return t.n(
            "{hello} All is well: nothing is open, {n} gap is unchanged.",
            "{hello} All is well: nothing is open, {n} gaps are unchanged.",
            view.old,
            hello=hello,
        )
    return t("{hello} All is well: nothing is open, nothing is missing.", hello=hello)


def _hello(view: DigestView, t: Translator) -> str:
    hour = view.due.astimezone(view.zone).hour
    if hour < _NOON:
        return t("Good morning!")
    return t("Good afternoon!") if hour < _EVENING else t("Good evening!")


def _stuck_lines(view: DigestView, t: Translator) -> list[str]:
    found = [_stuck(each, t) for each in view.stuck[:_MATTERS]]
    rest = len(view.stuck) - len(found)
    return found + ([t.n("… and {n} more", "… and {n} more", rest)] if rest else [])


def _stuck(stuck: Stuck, t: Translator) -> str:
    parts = []
    if stuck.silent:
        units = _spots(stuck.silent, len(stuck.silent), t)
        parts.append(t("no answer from {units}", units=units))
    if stuck.helps:
        parts.append(t.n("{n} call for help untaken", "{n} calls for help untaken", stuck.helps))
    return t("{title}: {what}", title=title(stuck.instruction, t), what=t(", ").join(parts))


def _unfinished(view: DigestView, t: Translator) -> list[str]:
    if not view.unfinished:
        return []
    shown = " · ".join(_progress(each, t) for each in view.unfinished)
    rest = view.unfinished_more
    more = t.n(" … and {n} more", " … and {n} more", rest) if rest else ""
    forms = [_form(each, t) for each in view.unfinished if each.sums]
    return [t("Open: {progress}", progress=shown + more), *forms]


def _form(heading: Heading, t: Translator) -> str:
    """#3 已报 2/5 · 低洼住户：合计 3 户."""
    said = " · ".join(sum_lines(heading.sums, t)) if heading.sums else ""
    return shorten(f"#{heading.instruction.number} {said}", _FORM)


def _progress(heading: Heading, t: Translator) -> str:
    found = heading.progress
    return f"#{heading.instruction.number} {found.done}/{found.total}{apart(found, t)}"


def _gaps(view: DigestView, t: Translator) -> list[str]:
    if not view.new:
        return []
    named = [
        t(_NEW[kind], units=_spots(gaps.names, gaps.total, t)) for kind, gaps in view.new.items()
    ]
    new = t("New gaps: {gaps}", gaps=t("; ").join(named))
    if not view.old:
        return [new]
    return [t.n("{new} | {n} from before", "{new} | {n} from before", view.old, new=new)]


def _spots(spots: Sequence[Spot], total: int, t: Translator) -> str:
    """The first few by name, and how many more there are."""
    named = [
        Spot(shorten(each.name, _NAME), each.upper and shorten(each.upper, _NAME))
        for each in spots[:_NAMES]
    ]
    return spot_list(named, total, t, between=t(", "))


def _keyboard(view: DigestView, t: Translator) -> list[list[Button]]:
    row = []
    if view.stuck or view.unfinished:
        row.append(Button(t("See details"), _details(view)))
    if view.new or view.old:
        row.append(Button(t("See the gaps"), pack(Action.GAPS)))
    return [row] if row else []


def _details(view: DigestView) -> str:
    """The button's target: the only instruction, else the list."""
    shown = {each.instruction.id for each in view.stuck}
    shown |= {each.instruction.id for each in view.unfinished}
    if len(shown) == 1 and not view.unfinished_more:
        return pack(Action.STATUS, shown.pop())
    return pack(Action.STATUS)
