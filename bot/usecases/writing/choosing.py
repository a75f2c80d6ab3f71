"""改对象: choosing a draft's scope by ticking units and tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions import scope as rule
from bot.instructions.model import Instruction
from bot.instructions.scope import Tick
from bot.messages.writing import PreviewArgs
from bot.roster.model import Unit
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts, expectations
from bot.usecases import issuers
from bot.usecases.writing import changing, drafting, previews
from bot.usecases.writing.changing import PreviewPress

EXPECTED = "places"
"""The kind of the question for typed places."""


@dataclass(frozen=True, slots=True)
class Looking:
    """Show a page of the units right below a unit; 0 is the top of the presser's care."""

    press: PreviewPress
    unit_id: int = 0
    page: int = 0


def look(tx: Tx, looking: Looking, now: datetime) -> None:
    """Show what can be ticked."""
    found = changing.draft(tx, looking.press, now)
    if looking.unit_id:
        _unit_in(tx, found.tops, looking.unit_id)
    expect_places(tx, found.instruction, looking.press.chat_id, now)
    args = PreviewArgs(screen="scope", unit=looking.unit_id, page=max(looking.page, 0))
    previews.show_preview(tx, found.instruction, looking.press.chat_id, now, args)


def expect_places(tx: Tx, draft: Instruction, chat_id: int, now: datetime) -> None:
    """Places may be typed while they are being chosen."""
    until = now + changing.ANSWER_WAIT
    expectations.expect(tx, chat_id, EXPECTED, draft.id, None, until)


@dataclass(frozen=True, slots=True)
class Ticking:
    """Tick or untick a unit."""

    press: PreviewPress
    unit_id: int


def tick(tx: Tx, ticking: Ticking, now: datetime) -> None:
    """Toggle a unit with everything below it: ticked unless it was wholly ticked."""
    found = changing.draft(tx, ticking.press, now)
    unit = _unit_in(tx, found.tops, ticking.unit_id)
    new = _toggled(tx, found.tops, drafts.draft_scope(tx, found.instruction.id), unit)
    _save(tx, ticking.press, found.instruction, found.tops, new, found.shown, now)


def _toggled(tx: Tx, tops: Sequence[Unit], chosen: Sequence[Unit], unit: Unit) -> list[Unit]:
    top = next(each for each in tops if each.holds(unit))
    above = [each for each in people.ancestors(tx, unit.id) if top.holds(each)]
    return rule.toggled(chosen, above, unit, lambda each: people.children(tx, each.id))


def ticked_or_not(
    tx: Tx, tops: Sequence[Unit], chosen: Sequence[Unit], unit: Unit, *, ticked: bool
) -> list[Unit]:
    """The scope with a unit wholly ticked, or without any of it."""
    found, state = list(chosen), rule.tick_of(chosen, unit)
    if state is Tick.SOME or (ticked and state is Tick.NONE):
        found = _toggled(tx, tops, found, unit)
    return found if ticked or state is Tick.NONE else _toggled(tx, tops, found, unit)


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Tick or untick everything in a unit; 0 stands for all that is in the presser's care."""

    press: PreviewPress
    unit_id: int
    ticked: bool


def sweep(tx: Tx, sweeping: Sweeping, now: datetime) -> None:
    """全选, 全不选."""
    found, ticked = changing.draft(tx, sweeping.press, now), sweeping.ticked
    new = list(found.tops) if ticked else []
    if sweeping.unit_id:
        unit = _unit_in(tx, found.tops, sweeping.unit_id)
        chosen = drafts.draft_scope(tx, found.instruction.id)
        new = ticked_or_not(tx, found.tops, chosen, unit, ticked=ticked)
    _save(tx, sweeping.press, found.instruction, found.tops, new, found.shown, now)


@dataclass(frozen=True, slots=True)
class TierToggle:
    """Include or exclude a tier."""

    press: PreviewPress
    tier: str


def toggle_tier(tx: Tx, toggle: TierToggle, now: datetime) -> None:
    """Toggle a tier."""
    found = changing.draft(tx, toggle.press, now)
    codes = [tier.code for tier in toggle.press.house.tiers]
    possible = issuers.issuing_tiers(tx, found.instruction.issuer_id, codes)
    if toggle.tier not in possible:
        raise Refused("stale_button")
    chosen = set(found.instruction.tiers) ^ {toggle.tier}
    tiers = tuple(each for each in possible if each in chosen)
    new = drafting.touched_draft(replace(found.instruction, tiers=tiers), now)
    drafts.save(tx, new)
    previews.show_preview(tx, new, toggle.press.chat_id, now, found.shown)


def toggle_parties(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Tell the property companies and owners' committees too, or not."""
    found = changing.draft(tx, press, now)
    new = replace(found.instruction, parties=not found.instruction.parties)
    drafts.save(tx, drafting.touched_draft(new, now))
    previews.show_preview(tx, new, press.chat_id, now, found.shown)


def _unit_in(tx: Tx, tops: Iterable[Unit], unit_id: int) -> Unit:
    """A living unit in somebody's care. Raises Refused."""
    try:
        unit = people.living_unit(tx, unit_id)
    except LookupError:
        raise Refused("stale_button") from None
    if not any(top.holds(unit) for top in tops):
        raise Refused("not_allowed")
    return unit


def _save(
    tx: Tx,
    press: PreviewPress,
    old: Instruction,
    tops: Sequence[Unit],
    chosen: Sequence[Unit],
    args: PreviewArgs,
    now: datetime,
) -> None:
    new = save_scope(tx, old, tops, chosen, now)
    previews.show_preview(tx, new, press.chat_id, now, replace(args, missing=()))


def save_scope(
    tx: Tx, old: Instruction, tops: Sequence[Unit], chosen: Sequence[Unit], now: datetime
) -> Instruction:
    """Store the scope; returns the draft, issued in the name of the unit that holds it."""
    drafts.set_scope(tx, old.id, chosen)
    new = drafting.touched_draft(replace(old, unit_id=issuers.home(tops, chosen).id), now)
    drafts.save(tx, new)
    return new
