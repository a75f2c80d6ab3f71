"""A draft as its issuer sees it: counted, and the gaps named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from bot.chat.places import Spot, TierWord
from bot.chat.preview import DraftView
from bot.chat.reach import Gap, ReachView
from bot.instructions.model import Instruction
from bot.instructions.reach import Fate
from bot.instructions.standing import Standing
from bot.roster.model import Unit
from bot.store import house, opening
from bot.store.tx import Tx
from bot.usecases import issuing
from bot.usecases.reaching import Reached
from bot.usecases.views import named

_NAMED = 12


def draft_view(tx: Tx, instruction: Instruction, found: Reached, now: datetime) -> DraftView:
    """The draft as it would leave now."""
    files = Counter(each.kind for each in opening.attachments(tx, instruction.id))
    return DraftView(
        instruction=instruction,
        version=issuing.version(instruction),
        issuer=named.issuer(tx, instruction.issuer_id),
        files=list(files.items()),
        reach=_reach(found, tier_words(tx)),
        leaves_at=leaves_at(instruction, now),
        now=now,
        zone=house.zone(tx),
    )


def tier_words(tx: Tx) -> list[TierWord]:
    """The tiers from the top down, as the house calls them."""
    names, heights = house.tier_names(tx), house.heights(tx)
    return [
        TierWord(code, names.get(code, "")) for code in sorted(heights, key=lambda c: -heights[c])
    ]


def leaves_at(instruction: Instruction, now: datetime) -> datetime | None:
    """When quiet hours end, where they would hold a routine one up now."""
    quiet = instruction.ladder.quiet if instruction.ladder else None
    if instruction.urgent or quiet is None or not quiet.covers(now):
        return None
    return quiet.next_end(now)


def counts(tiers: Mapping[str, int], words: Sequence[TierWord]) -> list[tuple[TierWord, int]]:
    """How many units of each tier, from the top down."""
    return [(word, tiers[word.code]) for word in words if tiers.get(word.code)]


def _reach(found: Reached, words: Sequence[TierWord]) -> ReachView:
    reach = found.reach
    tiers = counts(reach.tiers, words)
    lowest = tiers[-1][0].code if tiers else ""
    spots = _Spots(found.standings, reach.tiers, lowest)
    hindered = {fate: units for fate, units in reach.fates.items() if fate is not Fate.DELIVERED}
    return ReachView(
        tiers=tiers,
        total=reach.total,
        delivered=_of_tier(reach.fates.get(Fate.DELIVERED, ()), lowest),
        gaps={fate: spots.gap(units) for fate, units in hindered.items()},
        gap_counts={fate: _of_tier(units, lowest) for fate, units in hindered.items()},
        unclaimed=spots.gap(reach.unclaimed),
        unbound=spots.gap(reach.unbound),
        gates=spots.gap(reach.gates),
        stuck=spots.gap(reach.stuck),
        chosen=_chosen(found, spots),
    )


def _of_tier(units: Iterable[Unit], tier: str) -> int:
    return sum(unit.tier == tier for unit in units)


def _chosen(found: Reached, spots: _Spots) -> Gap | None:
    if {each.id for each in found.scope} == {each.id for each in found.tops}:
        return None
    return spots.gap(found.scope) if found.scope else None


class _Spots:
    """Units by name; those of the lowest tier with the unit above, where there are several."""

    def __init__(
        self, standings: Sequence[Standing], tiers: Mapping[str, int], lowest: str
    ) -> None:
        self._names = {each.unit.id: each.unit.name for each in standings}
        self._lowest = lowest
        uppers = {each.unit.parent_id for each in standings if each.unit.tier == lowest}
        self._several = len(uppers) > 1

    def gap(self, units: Sequence[Unit]) -> Gap:
        """So many, the first by name."""
        return Gap(len(units), [self._spot(unit) for unit in units[:_NAMED]])

    def _spot(self, unit: Unit) -> Spot:
        tells = self._several and unit.tier == self._lowest and unit.parent_id is not None
        return Spot(unit.name, self._names.get(unit.parent_id or 0) if tells else None)
