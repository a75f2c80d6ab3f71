"""Spreadsheets without columns for the upper tiers: finds the unit above all their rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.errors import Refused
from bot.roster.asking import WHOSE_UNIT
from bot.roster.care import Care
from bot.roster.difference import Question
from bot.roster.fold import fold_unit
from bot.roster.model import Roster, Tier, Unit
from bot.roster.sheet import RowFault, Sheet, SheetRow

_MOST_ASKED = 6


def under_tops(
    sheet: Sheet,
    roster: Roster,
    tiers: Sequence[Tier],
    care: Care,
    community: str,
    answers: Mapping[str, bool],
) -> tuple[Sheet, tuple[Question, ...]]:
    """The spreadsheet with the upper units filled in; rows with an open question are left out.

    Raises Refused("tops_unknown") where neither settings nor roster tell them.
    """
    missing = [tier.code for tier in tiers].index(sheet.tiers[0]) if sheet.tiers else 0
    if not missing:
        return sheet, ()
    finder = _Finder(roster, tiers, care, missing, community, answers)
    for row in sheet.rows:
        finder.take(row)
    rows = tuple(_below(row, finder.above) for row in sheet.rows if _first(row) in finder.above)
    faults = tuple(_fault_below(each, finder.above) for each in sheet.faults)
    codes = tuple(tier.code for tier in tiers[:missing])
    whole = replace(sheet, tiers=(*codes, *sheet.tiers), rows=rows, faults=faults)
    return whole, tuple(finder.questions)


class _Finder:
    def __init__(
        self,
        roster: Roster,
        tiers: Sequence[Tier],
        care: Care,
        missing: int,
        community: str,
        answers: Mapping[str, bool],
    ) -> None:
        self._roster, self._care, self._answers = roster, care, answers
        self._tier, self._name = tiers[missing - 1], " ".join(t.name for t in tiers[:missing])
        self._below = tiers[missing]
        self._community = community if missing == 1 else ""
        self._seen: set[str] = set()
        self.above: dict[str, tuple[str, ...]] = {}
        self.questions: list[Question] = []

    def take(self, row: SheetRow) -> None:
        first = _first(row)
        if first not in self._seen:
            self._seen.add(first)
            found = self._find(row)
            if found is not None:
                self.above[first] = found

    def _find(self, row: SheetRow) -> tuple[str, ...] | None:
        if self._community:
            return (self._community,)
        candidates = self._parents(row.units[0]) or self._all()
        if len(candidates) == 1:
            return self._path(candidates[0])
        if not candidates or len(candidates) > _MOST_ASKED:
            raise Refused("tops_unknown", column=self._name)
        return self._asked(row, candidates)

    def _asked(self, row: SheetRow, candidates: Sequence[Unit]) -> tuple[str, ...] | None:
        for unit in candidates[:-1]:
            question = f"top-{unit.id}-r{row.row}"
            answer = self._answers.get(question)
            if answer:
                return self._path(unit)
            if answer is None:
                names = (row.units[0], unit.name)
                self.questions.append(Question(question, WHOSE_UNIT, (row.row,), names, ""))
                return None
        return self._path(candidates[-1])

    def _parents(self, name: str) -> list[Unit]:
        """The parents of units with that name which the sender may change."""
        key, units = fold_unit(name), self._roster.units
        found = {
            unit.parent_id: units[unit.parent_id]
            for unit in units.values()
            if unit.tier == self._below.code
            and fold_unit(unit.name) == key
            and unit.parent_id is not None
            and self._care.covers(unit.path)
        }
        return list(found.values())

    def _all(self) -> list[Unit]:
        units = sorted(self._roster.units.values(), key=lambda unit: unit.path)
        return [u for u in units if u.tier == self._tier.code and self._care.covers(u.path)]

    def _path(self, unit: Unit) -> tuple[str, ...]:
        parent = self._roster.units.get(unit.parent_id) if unit.parent_id is not None else None
        return (*(self._path(parent) if parent else ()), unit.name)


def _first(row: SheetRow) -> str:
    return fold_unit(row.units[0])


def _below(row: SheetRow, above: Mapping[str, tuple[str, ...]]) -> SheetRow:
    return replace(row, units=(*above[_first(row)], *row.units))


def _fault_below(fault: RowFault, above: Mapping[str, tuple[str, ...]]) -> RowFault:
    """The fault of a row whose upper units are unknown: it may belong anywhere."""
    known = above.get(fold_unit(fault.units[0])) if fault.units else None
    if known is None:
        return replace(fault, units=(), placed=False)
    return replace(fault, units=(*known, *fault.units))
