"""Suggests whom a person's words, or which unit a group's title, may mean. A person decides."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

from bot.roster.fold import fold, fold_name, fold_unit
from bot.roster.model import Member, Unit
from bot.roster.numerals import with_digits
from bot.roster.seats import Seat
from bot.roster.sounds import syllables

_NUMBER = re.compile(r"\d+")


def likest(words: str, candidates: Iterable[tuple[Member, Sequence[Seat]]]) -> Member | None:
    """The one candidate that "3 栋楼长王芳" fits best; None where none or several do."""
    scored = [(_likeness(words, member, seats), member) for member, seats in candidates]
    best = max((score for score, _ in scored), default=0)
    found = [member for score, member in scored if score == best]
    return found[0] if best and len(found) == 1 else None


def _likeness(words: str, member: Member, seats: Sequence[Seat]) -> int:
    if fold_name(member.name) not in fold(words):
        return 0
    return 1 + max((int(_names(words, seat.unit)) for seat in seats), default=0)


def _names(words: str, unit: Unit) -> bool:
    """Whether a text names a unit: 三号楼 names 3栋."""
    folded, plain = with_digits(fold(words)), fold_unit(unit.name)
    if plain.isdigit():
        return plain in _NUMBER.findall(folded)
    return plain in folded


def fitting(title: str, units: Sequence[Unit]) -> list[Unit]:
    """The units named in a group's title, best match first.

    A unit matches better the more of the units above it are named too: "幸福里3栋" means the 3栋
    there.
    """
    by_id = {unit.id: unit for unit in units}
    scored = [(_fit(title, unit, by_id), unit) for unit in units]
    ranked = sorted(scored, key=lambda pair: (-pair[0], pair[1].path))
    return [unit for score, unit in ranked if score]


def fits_best(words: str, units: Sequence[Unit]) -> list[Unit]:
    """The units that words name best; of names that hold one another the longest. Several where
    the words do not tell them apart."""
    by_id = {unit.id: unit for unit in units}
    scored = [((_fit(words, unit, by_id), len(fold_unit(unit.name))), unit) for unit in units]
    best = max((score for score, _ in scored), default=(0, 0))
    return [unit for score, unit in scored if score == best] if best[0] else []


def _fit(title: str, unit: Unit, by_id: Mapping[int, Unit]) -> int:
    if not _names(title, unit):
        return 0
    above = by_id.get(unit.parent_id or 0)
    return 1 + (_fit(title, above, by_id) if above else 0)


def likest_first(member: Member, others: Iterable[Member]) -> list[Member]:
    """Who may be the same person comes first: by number, by name, by a name that is alike."""
    name = fold_name(member.name)

    def unlike(other: Member) -> tuple[bool, bool, float]:
        same_phone = member.phone is not None and member.phone == other.phone
        alike = fuzz.ratio(name, fold_name(other.name))
        return (not same_phone, fold_name(other.name) != name, -alike)

    return sorted(others, key=unlike)


def contact_likeness(called: str, name: str, units: Iterable[Unit]) -> float:
    """How well a contact's name at Telegram, such as 3栋芳芳 or Wang Fang, fits a name of the
    roster and its units: 0 to 110, of which a named unit makes 10."""
    alike = max(_same_signs(called, name), _same_sounds(called, name))
    return alike + (10 if any(_names(called, unit) for unit in units) else 0)


def _same_signs(called: str, name: str) -> float:
    said, own = fold(called), fold_name(name)
    if own and own in said:
        return 100
    given = own[1:] if len(own) > 1 else own
    if given and given in said:
        return 85
    return float(fuzz.ratio(said, own)) * 0.8


def _same_sounds(called: str, name: str) -> float:
    said, own = syllables(called), syllables(name)
    if not said or not own:
        return 0
    if "".join(own) in "".join(said):
        return 90
    if sorted(said) == sorted(own):
        return 88
    return float(fuzz.ratio("".join(said), "".join(own))) * 0.7
