"""Parses typed places while recipients are chosen: 和平苑3-5, 和平苑3、4、5号楼, 不要幸福里."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.instructions.reading.reader import building_number
from bot.roster.fold import fold
from bot.roster.model import Unit
from bot.roster.numerals import digits

_WIDEST = 200
"""Buildings a range may span."""
_COUNTER = r"(?:号楼|号栋|号幢|号|栋|幢|座|楼|#)?"
_TO = r"(?:[-–—~]+|到|至)"
_RANGE = re.compile(rf"(\d{{1,4}}){_COUNTER}{_TO}(\d{{1,4}}){_COUNTER}")
_ONE = re.compile(rf"(\d{{1,4}}(?!\d)[a-z]?){_COUNTER}")
_SKIPPED = re.compile(r"[、,;/+&.。]+|和|及|与|跟|还有|以外|外|吧|都要|都|要|的|了")
_APART = re.compile(r"(?<=[\d栋幢座楼号#])\s+(?=[\d零一二两三四五六七八九十])|\n")
_NUMERAL = re.compile(rf"[零一二两三四五六七八九十百]+(?={_TO}?[栋幢座号楼、,和到至~-]|$)")
_LOOKS = re.compile(r"\d\s*(?:栋|幢|座|号楼|号|#)")
_LONGEST = 30


class ScopeChange(StrEnum):
    """What typed places do to the scope."""

    ONLY = "only"
    ADD = "add"
    REMOVE = "remove"
    CHOOSE = "choose"
    """Only these where everything was chosen so far; otherwise these as well."""


_LEAD = {
    ScopeChange.ONLY: re.compile("只要|只发给|只发|只选|就发给|就发|就要"),
    ScopeChange.REMOVE: re.compile("不要|去掉|除了|除|不发给|不发|不选|取消"),
    ScopeChange.ADD: re.compile("加上|再加|还有|也发给|也要|加"),
    ScopeChange.CHOOSE: re.compile("发给|选"),
}


@dataclass(frozen=True, slots=True)
class TypedPlaces:
    """The units named. `missing`: names that no unit has; `several`: numbers that buildings of more
    than one branch have."""

    change: ScopeChange
    units: tuple[Unit, ...]
    missing: tuple[str, ...]
    several: tuple[str, ...]


def places_in(
    text: str, known: Sequence[Unit], lowest: str, here: Unit | None = None
) -> TypedPlaces | None:
    """The places typed; None where the text says anything else. `known`: all units that can be
    chosen; `lowest`: the tier of the buildings; `here`: the branch that is open on the screen."""
    if len(text) > 10 * _LONGEST:
        return None
    words = _NUMERAL.sub(lambda found: digits(found[0]), fold(_APART.sub("、", text)))
    change, words = _change(words)
    found = _Found(known, lowest, here)
    return found.places(change) if words and found.reads(words) else None


def looks_like_places(text: str, known: Iterable[Unit]) -> bool:
    """Whether a short text that was not understood may still be meant as places."""
    if len(text) > _LONGEST:
        return False
    words = fold(text)
    return bool(_LOOKS.search(words)) or any(fold(unit.name) in words for unit in known)


def _change(words: str) -> tuple[ScopeChange, str]:
    for change, lead in _LEAD.items():
        if found := lead.match(words):
            return change, words[found.end() :]
    return ScopeChange.CHOOSE, words


class _Found:
    """What has been read so far: units, and the branch that the next numbers belong to."""

    def __init__(self, known: Sequence[Unit], lowest: str, here: Unit | None) -> None:
        self._buildings = [unit for unit in known if unit.tier == lowest]
        self._named = sorted(
            ((fold(unit.name), unit) for unit in known if not _numbered(unit, lowest)),
            key=lambda each: -len(each[0]),
        )
        self._lowest = lowest
        self._within = here
        self._whole: Unit | None = None
        self._units: dict[int, Unit] = {}
        self._missing: list[str] = []
        self._several: list[str] = []

    def reads(self, words: str) -> bool:
        """Read the whole text; False where something else stands in it."""
        at = 0
        while at < len(words):
            step = self._name(words[at:]) or self._numbers(words[at:])
            if not step and (skipped := _SKIPPED.match(words, at)):
                step = skipped.end() - at
            if not step:
                return False
            at += step
        self._keep_whole()
        return bool(self._units or self._missing or self._several)

    def places(self, change: ScopeChange) -> TypedPlaces:
        """What was read."""
        units, missing = tuple(self._units.values()), tuple(dict.fromkeys(self._missing))
        return TypedPlaces(change, units, missing, tuple(dict.fromkeys(self._several)))

    def _keep_whole(self) -> None:
        """A branch named without numbers is meant as a whole."""
        if self._whole is not None:
            self._units[self._whole.id] = self._whole
        self._whole = None

    def _name(self, words: str) -> int:
        """The length of the name at the beginning; 0 where there is none."""
        for name, unit in self._named:
            if not words.startswith(name):
                continue
            if unit.tier != self._lowest:
                self._keep_whole()
                self._within = self._whole = unit
            else:
                self._choose([each for each in self._buildings if fold(each.name) == name], name)
            return len(name)
        return 0

    def _numbers(self, words: str) -> int:
        """The length of the number or range at the beginning; 0 where there is none."""
        found = _RANGE.match(words)
        if found is None:
            found = _ONE.match(words)
            self._number(found[1].lstrip("0") or "0") if found else None
        elif not self._number(f"{int(found[1])}-{int(found[2])}", only_known=True):
            first, last = sorted((int(found[1]), int(found[2])))
            if last - first > _WIDEST:
                return 0
            self._range(first, last)
        return found.end() if found else 0

    def _range(self, first: int, last: int) -> None:
        wanted = [str(number) for number in range(first, last + 1)]
        here = [each for each in self._candidates() if building_number(each.name) in wanted]
        branches = {each.parent_id for each in here}
        if len(branches) > 1:
            self._whole = None
            self._several.append(f"{first}-{last}")
            return
        for number in wanted:
            self._choose([each for each in here if building_number(each.name) == number], number)

    def _number(self, number: str, *, only_known: bool = False) -> bool:
        here = [each for each in self._candidates() if building_number(each.name) == number]
        if here or not only_known:
            self._choose(here, number)
        return bool(here)

    def _candidates(self) -> list[Unit]:
        within = self._within
        return [each for each in self._buildings if within is None or within.holds(each)]

    def _choose(self, found: Sequence[Unit], name: str) -> None:
        self._whole = None
        if len(found) == 1:
            self._units[found[0].id] = found[0]
        elif found:
            self._several.append(name)
        else:
            self._missing.append(name if self._within is None else f"{self._within.name}{name}")


def _numbered(unit: Unit, lowest: str) -> bool:
    """Whether a building is called by its number."""
    return unit.tier == lowest and building_number(unit.name)[-1:].isdigit()
