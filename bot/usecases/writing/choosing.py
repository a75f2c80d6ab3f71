"""改对象: choosing a draft's scope by ticking units and tiers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.errors import Refused
from bot.instructions import scope as rule
from bot.instructions.model import Instruction
from bot.messages.writing import PreviewArgs
from bot.roster.model import Unit
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import drafts
from bot.usecases import issuers
from bot.usecases.writing import changing, drafting, previews
from bot.usecases.writing.changing import PreviewPress


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
    args = PreviewArgs(screen="scope", unit=looking.unit_id, page=max(looking.page, 0))
    previews.show(tx, found.instruction, looking.press.chat_id, now, args)


@dataclass(frozen=True, slots=True)
class Ticking:
    """Tick or untick a unit."""

    press: PreviewPress
    unit_id: int


def tick(tx: Tx, ticking: Ticking, now: datetime) -> None:
    """Toggle a unit with everything below it: ticked unless it was wholly ticked."""
    found = changing.draft(tx, ticking.press, now)
    unit = _unit_in(tx, found.tops, ticking.unit_id)
    top = next(each for each in found.tops if each.holds(unit))
    above = [each for each in people.ancestors(tx, unit.id) if top.holds(each)]
    chosen = drafts.scope(tx, found.instruction.id)
    new = rule.toggled(chosen, above, unit, lambda each: people.children(tx, each.id))
    _save(tx, ticking.press, found.instruction, found.tops, new, found.shown, now)


def everybody(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Tick everything in the presser's care."""
    found = changing.draft(tx, press, now)
    _save(tx, press, found.instruction, found.tops, found.tops, found.shown, now)


def nobody(tx: Tx, press: PreviewPress, now: datetime) -> None:
    """Untick everything."""
    found = changing.draft(tx, press, now)
    _save(tx, press, found.instruction, found.tops, [], found.shown, now)


@dataclass(frozen=True, slots=True)
class TierToggle:
    """Include or exclude a tier."""

    press: PreviewPress
    tier: str


def toggle_tier(tx: Tx, toggle: TierToggle, now: datetime) -> None:
    """Toggle a tier."""
    found = changing.draft(tx, toggle.press, now)
    codes = [tier.code for tier in toggle.press.house.tiers]
    possible = issuers.tiers(tx, found.instruction.issuer_id, codes)
    if toggle.tier not in possible:
        raise Refused("stale_button")
    chosen = set(found.instruction.tiers) ^ {toggle.tier}
    tiers = tuple(each for each in possible if each in chosen)
    new = drafting.touched(replace(found.instruction, tiers=tiers), now)
    drafts.save(tx, new)
    previews.show(tx, new, toggle.press.chat_id, now, found.shown)


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
    drafts.set_scope(tx, old.id, chosen)
    new = drafting.touched(replace(old, unit_id=issuers.home(tops, chosen).id), now)
    drafts.save(tx, new)
    previews.show(tx, new, press.chat_id, now, args)
