"""Headings whose meaning depends on the others of their line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.roster.customs import Customs
from bot.roster.fold import fold
from bot.roster.model import Tier
from bot.sheets.grid import Cell
from bot.sheets.heading_words import NAME, PHONE, HeadingMeaning

_ESTATES = ("大厦", "大楼", "楼宇", "building")
_LEAST = 3
"""Tiers a table needs for one of them to be left out."""


def meanings_beside(
    found: Mapping[int, HeadingMeaning],
    cells: Sequence[Cell],
    tiers: Sequence[Tier],
    customs: Customs,
) -> Mapping[int, HeadingMeaning]:
    """The meanings of a line's headings, each read beside the others."""
    read = _compounds(_second(_estates(found, cells, tiers), cells, tiers), tiers, customs)
    return _numbered(read, cells)


def _estates(
    found: Mapping[int, HeadingMeaning], cells: Sequence[Cell], tiers: Sequence[Tier]
) -> Mapping[int, HeadingMeaning]:
    """大廈名稱 | 座別: a building with blocks is a branch with buildings."""
    if len(tiers) < _LEAST or tiers[-2].code in _keys(found):
        return found
    lowest = [at for at, each in sorted(found.items()) if each.key == tiers[-1].code]
    if len(lowest) > 1 and fold(str(cells[lowest[0]])).startswith(_ESTATES):
        return {**found, lowest[0]: HeadingMeaning(tiers[-2].code)}
    return found


def _second(
    found: Mapping[int, HeadingMeaning], cells: Sequence[Cell], tiers: Sequence[Tier]
) -> Mapping[int, HeadingMeaning]:
    """里別 | 社區名稱: of two that name the community, a 社區 further right is a compound."""
    if len(tiers) < _LEAST or tiers[-2].code in _keys(found):
        return found
    upper = [at for at, each in sorted(found.items()) if each.key == tiers[-3].code]
    if len(upper) > 1 and fold(str(cells[upper[-1]])).startswith("社区"):
        return {**found, upper[-1]: HeadingMeaning(tiers[-2].code)}
    return found


def _compounds(
    found: Mapping[int, HeadingMeaning], tiers: Sequence[Tier], customs: Customs
) -> Mapping[int, HeadingMeaning]:
    """社區 | 棟別: where the settings name what stands above all, a community is a compound."""
    keys = _keys(found)
    three = len(tiers) >= _LEAST and {tiers[-3].code, tiers[-1].code} <= keys
    if not three or not customs.community or tiers[-2].code in keys:
        return found
    here, below = tiers[-3].code, tiers[-2].code
    return {
        at: replace(each, key=below) if each.key == here else each for at, each in found.items()
    }


def _numbered(
    found: Mapping[int, HeadingMeaning], cells: Sequence[Cell]
) -> Mapping[int, HeadingMeaning]:
    """副樓長（電話）, without a column for the name: it holds both."""
    named = {fold(each.post) for each in found.values() if each.post and each.key == NAME}
    return {
        at: HeadingMeaning(NAME, 0, each.post)
        if each.key == PHONE
        and each.post
        and fold(each.post) not in named
        and str(cells[at]).strip().endswith((")", "）"))
        else each
        for at, each in found.items()
    }


def _keys(found: Mapping[int, HeadingMeaning]) -> set[str]:
    return {each.key for each in found.values() if not each.post}
