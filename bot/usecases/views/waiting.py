"""Who is still waited for, by name."""

from __future__ import annotations

from bot.chat.places import Spot
from bot.store import ends, house
from bot.store.ends import WaitedFor
from bot.store.tx import Tx

_NAMED = 12


def spots(tx: Tx, instruction_id: int) -> list[Spot]:
    """The first of them; buildings with the unit above, where they lie in several."""
    found, heights = ends.waited_for(tx, instruction_id, _NAMED), house.heights(tx)
    return [_spot(each, each.scattered and heights.get(each.tier) == 0) for each in found]


def _spot(found: WaitedFor, tells: bool) -> Spot:
    return Spot(found.name, found.upper if tells else None)
