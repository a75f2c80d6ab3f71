"""Exports the roster as rows that import back without changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.roster.care import EVERYTHING, Care
from bot.roster.model import Post, Roster, Tier, Unit
from bot.roster.phone import REGION, written_phone
from bot.roster.posts import post_word
from bot.roster.sheet import SheetRow


def export_rows(
    roster: Roster,
    tiers: Sequence[Tier],
    language: str,
    care: Care = EVERYTHING,
    region: str = REGION,
) -> list[SheetRow]:
    """A row for each seat, vacant or not, and for each unit without seats; with full phone numbers.

    Posts are in the office's own words. Rows are in path order and numbered as below one heading.
    """
    units = sorted(roster.units.values(), key=lambda unit: unit.path)
    cared = [unit for unit in units if care.covers(unit.path)]
    writer = _Writer(roster, tiers, language, region)
    rows = [fields for unit in cared for fields in writer.rows(unit)]
    return [SheetRow(number, *fields) for number, fields in enumerate(rows, start=2)]


class _Writer:
    def __init__(self, roster: Roster, tiers: Sequence[Tier], language: str, region: str) -> None:
        self._roster, self._language, self._region = roster, language, region
        last = len(tiers) - 1
        self._heights = {tier.code: last - depth for depth, tier in enumerate(tiers)}
        self._names: dict[int | None, tuple[str, ...]] = {None: ()}

    def rows(self, unit: Unit) -> Iterator[tuple[tuple[str, ...], str, str, str, str, str]]:
        names = self._path(unit)
        posts = self._roster.posts_by_unit.get(unit.id, ())
        for post in posts:
            yield names, *self._seat(post, unit), unit.code, post.note or ""
        if not posts:
            yield names, "", "", "", unit.code, ""

    def _seat(self, post: Post, unit: Unit) -> tuple[str, str, str]:
        word = post.title or post_word(post.kind, self._heights[unit.tier], self._language)
        holder = self._roster.holders.get(post.id)
        if holder is None:
            return word, "", ""
        member = self._roster.members[holder]
        return word, member.name, written_phone(member.phone, self._region) if member.phone else ""

    def _path(self, unit: Unit) -> tuple[str, ...]:
        if unit.id not in self._names:
            parent = unit.parent_id
            above = () if parent is None else self._path(self._roster.units[parent])
            self._names[unit.id] = (*above, unit.name)
        return self._names[unit.id]
