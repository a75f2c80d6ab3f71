"""A page of units to tick."""

from __future__ import annotations

from collections.abc import Sequence

from bot.chat.choosing import Choice, ScopeView
from bot.chat.places import TierWord
from bot.instructions.model import Instruction
from bot.instructions.scope import tick_of
from bot.roster.model import Unit
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import issuers
from bot.usecases.reaching import Reached
from bot.usecases.views.draft import counts, tier_words

PAGE = 8


def scope_view(tx: Tx, instruction: Instruction, found: Reached, message: BotMessage) -> ScopeView:
    """What lies right below the unit that is open, or where the issuer's care begins."""
    units = [each.unit for each in found.standings]
    opened = next((each for each in units if each.id == message.args.get("unit")), None)
    listed = _listed(units, found.tops, opened)
    pages = max(-(-len(listed) // PAGE), 1)
    page = min(int(message.args.get("page", 0)), pages - 1)
    words = tier_words(tx)
    return ScopeView(
        instruction=instruction,
        unit_id=opened.id if opened else 0,
        heading=opened.name if opened else None,
        above=_above(found.tops, opened),
        choices=_choices(found, listed[page * PAGE : (page + 1) * PAGE]),
        page=page,
        pages=pages,
        tiers=[(word, word.code in instruction.tiers) for word in _possible(words, found.tops)],
        counts=counts(found.reach.tiers, words),
    )


def _choices(found: Reached, listed: Sequence[Unit]) -> list[Choice]:
    parents = {each.unit.parent_id for each in found.standings}
    return [
        Choice(each.id, each.name, tick_of(found.scope, each), each.id in parents)
        for each in listed
    ]


def _listed(units: Sequence[Unit], tops: Sequence[Unit], opened: Unit | None) -> list[Unit]:
    """Below an open unit what is right below it; at the start the roots, or what one holds."""
    if opened is None and len(tops) > 1:
        return list(tops)
    parent = opened.id if opened else tops[0].id if tops else None
    return [each for each in units if each.parent_id == parent]


def _above(tops: Sequence[Unit], opened: Unit | None) -> int | None:
    """Where the way back leads from an open unit: 0 is the start; None at the start itself."""
    if opened is None:
        return None
    start = {top.id for top in tops} if len(tops) == 1 else set()
    inner = opened.parent_id not in start and opened.id not in {top.id for top in tops}
    return (opened.parent_id or 0) if inner else 0


def _possible(words: Sequence[TierWord], tops: Sequence[Unit]) -> list[TierWord]:
    below = issuers.tiers_below([word.code for word in words], tops)
    return [word for word in words if word.code in below]
