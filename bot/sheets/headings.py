"""Finds the line of headings and the meaning of each column.

Headings tell three shapes apart: one row a post (with columns for post and name), one row a unit
with one or two columns a role, and leads only. The last two are handled as one: the role is the
heading.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.customs import USUAL, Customs
from bot.roster.fold import fold
from bot.roster.model import Tier
from bot.sheets.grid import Cell, Line, Merges
from bot.sheets.heading_words import (
    CODE,
    NAME,
    NOTE,
    PHONE,
    POST,
    STAIRWELL,
    HeadingMeaning,
    Vocabulary,
)
from bot.sheets.roles import RoleColumns, misplaced, roles_of, side_by_side
from bot.sheets.two_readings import meanings_beside

__all__ = ["CODE", "NAME", "NOTE", "PHONE", "POST", "STAIRWELL", "Headings", "Layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns by key (tier codes, POST, NAME…), and the headings' text.

    `roles`: the posts of a table with one row a unit, whose columns are in `columns` too; `above`:
    the number of topmost tiers without a column.
    """

    row: int
    columns: Mapping[str, int]
    texts: Mapping[str, str]
    line: tuple[Cell, ...]
    tiers: tuple[Tier, ...]
    roles: tuple[RoleColumns, ...] = ()
    above: int = 0
    spare: tuple[int, ...] = ()
    """Further phone columns of a table with one row a post."""
    unread: tuple[str, ...] = ()
    """Columns whose heading says nothing to us, and which somebody may miss."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A line that may be the headings: the meaning of its cells, by column."""

    row: int
    cells: list[Cell]
    meanings: Mapping[int, HeadingMeaning]

    def columns(self, key: str) -> list[int]:
        """The columns of a key, best match first."""
        found = [(meaning.rank, at) for at, meaning in self.meanings.items() if meaning.key == key]
        return [at for _, at in sorted(found)]


class Headings:
    """Recognises headings."""

    def __init__(self, tiers: Sequence[Tier], customs: Customs = USUAL) -> None:
        self._tiers, self._customs = tiers, customs
        self._words = Vocabulary(tiers, customs.words)

    def find(self, lines: Iterable[Line], merges: Merges) -> Layout:
        """The layout from the first line that names a tier and people.

        Raises Refused: no_headings, missing_columns, heading_twice.
        """
        best: _Found | None = None
        above: list[Cell] = []
        for row, cells in _uncovered(lines, merges):
            for candidate in self._candidates(row, cells, above):
                if best is None or self._weight(candidate) > self._weight(best):
                    best = candidate
            if best is not None and self._whole(best) and best.row < row:
                break  # look one line further: a second line of headings is more specific
            above = cells
        if best is None or len(best.meanings) < 2:
            raise Refused("no_headings", expected=self._expected())
        return self._layout(best)

    def _candidates(self, row: int, cells: list[Cell], above: list[Cell]) -> Iterable[_Found]:
        alone = self._read(row, cells)
        yield alone
        if self._is_second_line(alone):
            yield self._read(row, self._under(cells, above))

    def _read(self, row: int, cells: list[Cell]) -> _Found:
        found = {
            at: meaning
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and (meaning := self._words.meaning(cell))
        }
        return _Found(row, cells, meanings_beside(found, cells, self._tiers, self._customs))

    def _is_second_line(self, found: _Found) -> bool:
        """Whether a line says 姓名 and 电话 below headings that say whose."""
        kinds = {meaning.key for meaning in found.meanings.values()}
        return NAME in kinds and POST not in kinds and all(each.post == "" for each in
            found.meanings.values())  # fmt: skip

    def _under(self, cells: Sequence[Cell], above: Sequence[Cell]) -> list[Cell]:
        """A second line combined with the first: units where it is blank, and whose name it is."""
        found: list[Cell] = []
        role = ""
        for at, cell in enumerate(cells):
            upper = above[at] if at < len(above) else ""
            meaning = self._words.meaning(upper) if isinstance(upper, str) and upper else None
            if isinstance(upper, str) and upper:
                role = meaning.post if meaning else ""
            if cell == "" and meaning:
                found.append(upper)
            elif isinstance(cell, str) and role and self._words.is_name_or_phone(cell):
                found.append(f"{role}{cell}")
            else:
                found.append(cell)
        return found

    def _weight(self, found: _Found) -> tuple[bool, int]:
        kinds = {meaning.key if not meaning.post else str(at)
                 for at, meaning in found.meanings.items()}  # fmt: skip
        return self._whole(found), len(kinds)

    def _whole(self, found: _Found) -> bool:
        keys = {meaning.key for meaning in found.meanings.values()}
        people = {NAME, POST} <= keys or self._has_roles(found)
        return people and any(tier.code in keys for tier in self._tiers)

    def _has_roles(self, found: _Found) -> bool:
        return any(each.post and each.key == NAME for each in found.meanings.values())

    def _layout(self, found: _Found) -> Layout:
        plain = {each.key for each in found.meanings.values() if not each.post}
        wide = POST not in plain and self._has_roles(found)
        self._refuse_missing(plain, wide)
        if wide and (lost := self._misplaced(found, plain)):
            raise Refused("missing_columns", columns="、".join(tier.name for tier in lost))
        columns = {key: places[0] for key in self._keys(wide) if (places := found.columns(key))}
        self._refuse_twice(found, columns)
        tiers = tuple(tier for tier in self._tiers if tier.code in columns)
        roles = roles_of(found.meanings, columns, self._tiers, self._customs.words) if wide else ()
        for role in roles:
            columns |= role.columns
        texts = {key: str(found.cells[column]) for key, column in columns.items()}
        above = self._tiers.index(tiers[0]) if tiers else 0
        numbers = found.columns(PHONE)
        spare = () if wide or not numbers else tuple(side_by_side(numbers)[1:])
        cells = tuple(found.cells)
        return Layout(
            found.row, columns, texts, cells, tiers, roles, above, spare, self._missed(found)
        )

    def _misplaced(self, found: _Found, there: Container[str]) -> list[Tier]:
        return misplaced(found.meanings.values(), self._tiers, there, self._customs.words)

    def _missed(self, found: _Found) -> tuple[str, ...]:
        """The headings that say nothing to us, and numbers of roles without a name."""
        names = {each.post for each in found.meanings.values() if each.key == NAME}
        missed = []
        for at, cell in enumerate(found.cells):
            meaning = found.meanings.get(at)
            nameless = meaning and meaning.key == PHONE and meaning.post and not (
                {fold(meaning.post)} & {fold(name) for name in names})  # fmt: skip
            if isinstance(cell, str) and (nameless or self._words.is_missed(cell)):
                missed.append(cell)
        return tuple(missed)

    def _keys(self, wide: bool) -> list[str]:
        people = [] if wide else [POST, NAME, PHONE]
        return [*(tier.code for tier in self._tiers), *people, CODE, NOTE, STAIRWELL]

    def _refuse_twice(self, found: _Found, columns: Mapping[str, int]) -> None:
        for key in columns:
            places = found.columns(key)
            if len(places) > 1 and key not in (PHONE, CODE, NOTE, STAIRWELL):
                raise Refused("heading_twice", heading=str(found.cells[places[0]]))

    def _refuse_missing(self, plain: set[str], wide: bool) -> None:
        there = [i for i, tier in enumerate(self._tiers) if tier.code in plain]
        first, last = (there[0], there[-1]) if there else (0, 0)
        needed = {tier.code: tier.name for tier in self._tiers[first : last + 1]}
        needed |= {} if wide else {POST: "职务", NAME: "姓名"}
        missing = [name for key, name in needed.items() if key not in plain]
        if missing:
            raise Refused("missing_columns", columns="、".join(missing))

    def _expected(self) -> str:
        return "、".join((*(tier.name for tier in self._tiers), "职务", "姓名", "手机"))


def _uncovered(lines: Iterable[Line], merges: Merges) -> Iterable[tuple[int, list[Cell]]]:
    """The lines with the text of merged cells above filled in, as in headings of two lines."""
    seen: dict[int, list[Cell]] = {}
    for row, cells in lines:
        seen[row] = cells
        yield row, [_covering(row, i, cell, seen, merges) for i, cell in enumerate(cells)]


def _covering(
    row: int, column: int, cell: Cell, seen: Mapping[int, list[Cell]], merges: Merges
) -> Cell:
    top = merges.top(row, column + 1) if cell == "" else None
    above = seen.get(top, []) if top is not None else []
    return above[column] if column < len(above) else cell
