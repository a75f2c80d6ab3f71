"""改对象 and 改时间: ticking units page by page, and choosing a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.buttons import in_rows
from bot.chat.outgoing import Button, Keyboard, Outgoing
from bot.chat.places import TierWord, tier_count
from bot.chat.text import bold, lines, unit_name
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.instructions.model import Instruction
from bot.instructions.scope import Tick

_LABEL = 24
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


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """The deadlines offered at this hour."""

    instruction: Instruction
    offered: Sequence[tuple[str, datetime]]
    now: datetime
    zone: ZoneInfo


def render_scope(view: ScopeView, t: Translator) -> Outgoing:
    """Tick, untick, open, page, done."""
    units = " ".join(tier_count(tier, n, t) for tier, n in view.counts)
    text = lines(
        bold(view.heading or t("Who should get it?")),
        t("Press to tick or untick; › shows what lies below."),
        t("Now: {units}", units=units or t("nobody")),
    )
    rows = [_choice(view, each) for each in view.choices]
    rows += [_turning(view, t), _sweeping(view, t), _tiers(view, t), _leaving(view, t)]
    keyboard = [row for row in rows if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


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
    number = view.instruction.id
    if view.above is not None:
        return []
    return [
        Button(t("Everybody"), pack(Action.SCOPE, number, "all")),
        Button(t("Nobody"), pack(Action.SCOPE, number, "none")),
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
