"""A person as typed in one message: "王芳 13800138000", and whom of the roster that may mean."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import Refused
from bot.roster.cells.name import means_nobody, read_names
from bot.roster.cells.phone import PhoneCell, read_phone
from bot.roster.clean import tidy_name
from bot.roster.fold import fold_name
from bot.roster.model import Member, Roster
from bot.roster.phone import unicode_digits
from bot.roster.said_name import bare_name, names_nobody, without_label

_NUMBER = re.compile(r"(?:\(\+?\d{1,5}\)|\+)?\d[\d\s().*-]{4,}")
_WIDE = str.maketrans({"（": "(", "）": ")", "－": "-", "＊": "*"})
_EDGES = " \t\r\n,，;；:：、/|"
_SENTENCE = re.compile(r"[。！？!?，,；;：:\n]|\d")
_MOST_HAN, _MOST_LATIN = 8, 40
LONGEST = 60
"""Longer words are no name with a number."""


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """A name, and with it perhaps a phone number in E.164 and the words beside that."""

    name: str
    phone: str | None = None
    note: str = ""


def read_person(text: str, region: str) -> TypedPerson:
    """Read a name with or without a number. Raises Refused("not_a_name") and the reasons of
    `read_number`."""
    plain = unicode_digits(text).translate(_WIDE)
    found = _NUMBER.search(plain)
    if found is None:
        return _without_number(text)
    before, after = text[: found.start()].strip(_EDGES), text[found.end() :].strip(_EDGES)
    before = without_label(before).strip(_EDGES)
    name, rest = (before, after) if before else (after, "")
    cell = read_phone(f"{found[0].strip()} {rest}".strip(), region)
    return TypedPerson(read_one_name(bare_name(name)), *_number(cell))


def _without_number(text: str) -> TypedPerson:
    """A name alone, perhaps with words in brackets: 郑洁（代）."""
    people = read_names(tidy_name(bare_name(text)))
    if len(people) == 1 and people[0].note and not people[0].gone:
        return TypedPerson(read_one_name(people[0].name), None, people[0].note)
    return TypedPerson(read_one_name(bare_name(text)))


def read_number(text: str, region: str) -> tuple[str, str]:
    """The number and the words beside it. Raises Refused("no_number_in")."""
    return _number(read_phone(text.strip(), region))


def read_one_name(text: str) -> str:
    """One person's name, written as a file would have it. Raises Refused("not_a_name")."""
    name = tidy_name(text)
    people = read_names(name)
    whole = (
        not names_nobody(name)
        and len(people) == 1
        and people[0].name == name
        and not people[0].gone
    )
    most = _MOST_LATIN if name.isascii() else _MOST_HAN
    if not whole or means_nobody(name) or _SENTENCE.search(name) or len(name) > most:
        raise Refused("not_a_name", said=text.strip()[:20])
    return name


def _number(cell: PhoneCell) -> tuple[str, str]:
    if not cell.numbers:
        raise Refused("no_number_in", said=cell.said)
    first = cell.numbers[0]
    return first.phone, first.words if first.somebody_elses else ""


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Whom a typed person may be. `sure`: that member; `by_phone`: has the number under another
    name; `by_name`: have the name elsewhere."""

    sure: Member | None = None
    by_phone: Member | None = None
    by_name: tuple[Member, ...] = ()

    @property
    def asked(self) -> tuple[Member, ...]:
        """Those between whom a person has to decide."""
        if self.sure is not None:
            return ()
        return (self.by_phone,) if self.by_phone else self.by_name


def acquainted(
    typed: TypedPerson, unit_id: int, roster: Roster, foreign: Callable[[Member], bool]
) -> Acquaintance:
    """Whom the roster knows: by number and name, else by name within the unit, as in a file.

    Raises Refused("phone_elsewhere") where the number is somebody's whom the asker may not change.
    """
    same_phone = [m for m in roster.members.values() if typed.phone and m.phone == typed.phone]
    same_name = [m for m in same_phone if fold_name(m.name) == fold_name(typed.name)]
    if same_name:
        return Acquaintance(sure=same_name[0])
    if same_phone and foreign(same_phone[0]):
        raise Refused("phone_elsewhere")
    namesakes = _namesakes(typed, roster)
    here = [m for m in namesakes if unit_id in _units_of(m, roster)]
    if here and not same_phone and not foreign(here[0]):
        return Acquaintance(sure=here[0])
    near = tuple(m for m in namesakes if not foreign(m) and _may_be(m, typed))
    return Acquaintance(by_phone=same_phone[0] if same_phone else None, by_name=near)


def _namesakes(typed: TypedPerson, roster: Roster) -> list[Member]:
    """The holders of posts of that name."""
    holders = dict.fromkeys(roster.holders.values())
    found = (roster.members[each] for each in holders)
    return [each for each in found if fold_name(each.name) == fold_name(typed.name)]


def _units_of(member: Member, roster: Roster) -> set[int]:
    return {roster.posts[post].unit_id for post, who in roster.holders.items() if who == member.id}


def _may_be(member: Member, typed: TypedPerson) -> bool:
    """Whether nothing speaks against it: two numbers are two people of one name."""
    return typed.phone is None or member.phone in (None, typed.phone)
