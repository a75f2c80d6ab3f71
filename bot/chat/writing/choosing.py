"""改对象 and 改时间: ticking units page by page, and choosing a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import in_rows
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.places import Spot, spot_list, tier_count
from bot.chat.text import bold, lines, unit_name
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.instructions.model import Instruction
from bot.instructions.scope import Tick
from bot.roster.model import TierWord

_LABEL = 24
_SHOWN = 6
_MARKS = {Tick.ALL: "☑", Tick.SOME: "◪", Tick.NONE: "☐"}


@dataclass(frozen=True, slots=True)
class ScopeChoice:
    """A unit that can be ticked; `opens`: it has units below."""

    unit_id: int
    name: str
    tick: Tick
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeView:
    """A page of units. `above`: where the way back leads, None at the top."""

    instruction: Instruction
    unit_id: int
    heading: str | None
    above: int | None
    choices: Sequence[ScopeChoice]
    page: int
    pages: int
    tiers: Sequence[tuple[TierWord, bool]]
    counts: Sequence[tuple[TierWord, int]]
    chosen: Sequence[Spot] = ()
    """What is chosen by name, where that is not everything."""
    chosen_in_all: int = 0
    missing: Sequence[str] = ()
    parties: bool = False
    """A branch that is asked has a property company or an owners' committee."""


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The deadlines offered at this hour."""

    instruction: Instruction
    offered: Sequence[tuple[str, datetime]]
    now: datetime
    zone: ZoneInfo


def render_scope(view: ScopeView, t: Translator) -> Outgoing:
    """Tick, untick, open, page, done."""
    text = lines(
        bold(view.heading or t("Who should get it?")),
        _how(view, t),
        _missing(view, t),
        _now(view, t),
    )
    rows = _choices(view)
    rows += [
        _turning(view, t),
        _sweeping(view, t),
        _tiers(view, t),
        _parties(view, t),
        _leaving(view, t),
    ]
    keyboard = [row for row in rows if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _how(view: ScopeView, t: Translator) -> str:
    if opens := [each.name for each in view.choices if each.opens]:
        branch = unit_name(opens[0], _LABEL)
        hint = t("Press to tick or untick; › shows what lies below.")
        return hint + t(" Or simply write: {branch} 3-5.", branch=branch)
    return t("Press to tick or untick, or write: “3-5”.")


def _missing(view: ScopeView, t: Translator) -> str | None:
    if not view.missing:
        return None
    return t("Not found: {names}", names=t(", ").join(view.missing[:_SHOWN]))


def _now(view: ScopeView, t: Translator) -> str:
    units = " ".join(tier_count(tier, n, t) for tier, n in view.counts) or t("nobody")
    if not view.chosen:
        return t("Now: {units}", units=units)
    names = spot_list(view.chosen, view.chosen_in_all, t)
    return t("Now: {units} ({names})", units=units, names=names)


def _choices(view: ScopeView) -> list[list[Button]]:
    """What opens has a row of its own; others stand side by side."""
    rows = [_choice(view, each) for each in view.choices]
    return (
        rows
        if _opens(view.choices)
        else in_rows([button for row in rows for button in row], abreast(view.choices))
    )


def _opens(choices: Sequence[ScopeChoice]) -> bool:
    return any(each.opens for each in choices)


def abreast(choices: Sequence[ScopeChoice]) -> int:
    """How many units stand side by side: one that opens, else by the longest name."""
    if _opens(choices):
        return 1
    longest = max((len(unit_name(each.name, _LABEL)) for each in choices), default=0)
    return 3 if longest <= 5 else 2 if longest <= 10 else 1


def _choice(view: ScopeView, choice: ScopeChoice) -> list[Button]:
    number = view.instruction.id
    label = f"{_MARKS[choice.tick]} {unit_name(choice.name, _LABEL)}"
    row = [Button(label, pack(Action.SCOPE, number, "tick", choice.unit_id))]
    if choice.opens:
        row.append(Button("›", pack(Action.SCOPE, number, "look", choice.unit_id)))
    return row


def _turning(view: ScopeView, t: Translator) -> list[Button]:
    found = []
    if view.page > 0:
        found.append(Button(t("‹ Previous"), _page(view, view.page - 1)))
    if view.page + 1 < view.pages:
        found.append(Button(t("Next ›"), _page(view, view.page + 1)))
    return found


def _page(view: ScopeView, page: int) -> str:
    return pack(Action.SCOPE, view.instruction.id, "look", view.unit_id, page)


def _sweeping(view: ScopeView, t: Translator) -> list[Button]:
    """All or none of what is open; at the top, of all."""
    number = view.instruction.id
    within = () if view.above is None else (view.unit_id,)
    return [
        Button(t("Everybody"), pack(Action.SCOPE, number, "all", *within)),
        Button(t("Nobody"), pack(Action.SCOPE, number, "none", *within)),
    ]


def _tiers(view: ScopeView, t: Translator) -> list[Button]:
    """Which tiers are asked; no buttons where there is only one."""
    if len(view.tiers) < 2:
        return []
    names = [(tier, _tier_name(tier, t), chosen) for tier, chosen in view.tiers]
    return [
        Button(
            f"{_MARKS[Tick.ALL if chosen else Tick.NONE]} {name}",
            pack(Action.TIERS, view.instruction.id, tier.code),
        )
        for tier, name, chosen in names
    ]


def _parties(view: ScopeView, t: Translator) -> list[Button]:
    if not view.parties:
        return []
    mark = _MARKS[Tick.ALL if view.instruction.parties else Tick.NONE]
    label = t("property companies, owners' committees")
    return [Button(f"{mark} {label}", pack(Action.SCOPE, view.instruction.id, "parties"))]


_TIERS = {
    "community": N_("communities"),
    "branch": N_("branches"),
    "building": N_("buildings"),
}


_USUAL = ("", "社区", "小区", "楼栋")
"""Default names of tiers, shown in the reader's script."""


def _tier_name(tier: TierWord, t: Translator) -> str:
    known = _TIERS.get(tier.code)
    if known is None or (tier.name not in _USUAL and t.language != "en"):
        return tier.name or tier.code
    return t(known)


def _leaving(view: ScopeView, t: Translator) -> list[Button]:
    number = view.instruction.id
    found = [Button(t("Done"), pack(Action.PREVIEW, number))]
    if view.above is not None:
        found.insert(0, Button(t("‹ Back"), pack(Action.SCOPE, number, "look", view.above)))
    return found


_SPANS = {
    "m30": N_("30 minutes"),
    "h1": N_("1 hour"),
    "h2": N_("2 hours"),
}


def render_deadline(view: DeadlineView, t: Translator) -> Outgoing:
    """Common deadlines; any other can be typed."""
    text = lines(
        bold(t("Answer by when?")),
        t("Press one, or simply write it: 17:40, 5:40 pm, tomorrow 9:00."),
    )
    number = view.instruction.id
    chosen = [
        Button(_label(code, at, view, t), pack(Action.DEADLINE, number, code))
        for code, at in view.offered
    ]
    usual = Button(t("As usual"), pack(Action.DEADLINE, number, "none"))
    back = Button(t("‹ Back"), pack(Action.PREVIEW, number))
    keyboard: Keyboard = [*in_rows(chosen, 2), [usual, back]]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _label(code: str, at: datetime, view: DeadlineView, t: Translator) -> str:
    if code in _SPANS:
        return t(_SPANS[code])
    said = clock_time(at, view.now, view.zone, t)
    same_day = at.astimezone(view.zone).date() == view.now.astimezone(view.zone).date()
    return t("today {time}", time=said) if same_day else said
