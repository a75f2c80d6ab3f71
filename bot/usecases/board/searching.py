"""Search for a unit or a post-holder, by name, by sound, or by the first letters of the sound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.roster.fold import fold_name
from bot.roster.model import Unit
from bot.roster.sounds import syllables
from bot.store.board import rows
from bot.store.looking.progress import Part
from bot.store.tx import Tx

_MOST = 30
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that was found, and the person by whom."""

    unit: Unit
    upper: str | None
    person: str | None


def search_places(tx: Tx, parts: Iterable[Part], words: str) -> list[Found]:
    """The units in these parts of the tree that fit, those named so before those held so."""
    wanted = _Wanted(words[:_LONGEST].strip())
    if not wanted.words:
        return []
    units: dict[int, Found] = {}
    held: dict[int, Found] = {}
    for part in parts:
        for each in rows.findable(tx, part):
            if each.unit.id not in units and wanted.fits(each.unit.name, each.unit.code):
                units[each.unit.id] = Found(each.unit, each.upper, None)
            elif each.person and wanted.fits(each.person):
                held.setdefault(each.unit.id, Found(each.unit, each.upper, each.person))
    return [*units.values(), *(held[each] for each in held if each not in units)][:_MOST]


class _Wanted:
    def __init__(self, words: str) -> None:
        self.words = fold_name(words).casefold()
        self._letters = self.words.replace(" ", "") if self.words.isascii() else ""

    def fits(self, *names: str) -> bool:
        """Whether one of the names holds the words, or sounds like them from its beginning."""
        return any(self._fits(name) for name in names)

    def _fits(self, name: str) -> bool:
        if self.words in fold_name(name).casefold():
            return True
        if not self._letters:
            return False
        sounds = syllables(name)
        spoken, initials = "".join(sounds), "".join(each[0] for each in sounds)
        return spoken.startswith(self._letters) or initials.startswith(self._letters)
