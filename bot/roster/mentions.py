"""Finds and removes what names a person in texts: name, phone number, account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.roster.fold import fold_name
from bot.roster.phone import national

MARK = "***"
"""Stands in a text where somebody was named."""
_GAP = r"[\s\-–.()（）]*"
_LONG = 6
"""Digits from which an account's number is told from other numbers in a text."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Everything that says who somebody is.

    `member_ids`: of all their entries, the one the others became part of first; none for somebody
    who is not on the roster. `phones` in E.164.
    """

    member_ids: tuple[int, ...]
    accounts: frozenset[int]
    names: frozenset[str]
    phones: frozenset[str]


class Mentions:
    """Mentions of one person in texts.

    `others`: names of other people. One that is the same leaves the name alone, as nobody can tell
    who is meant; one that contains it is no mention.
    """

    def __init__(self, who: Identity, others: Iterable[str] = ()) -> None:
        known = {each for each in others if each}
        folded = {fold_name(each) for each in known}
        self.shared = tuple(sorted(each for each in who.names if fold_name(each) in folded))
        named = [each for each in who.names if len(each) > 1 and each not in self.shared]
        longer = [re.escape(each) for each in known if any(name in each for name in named)]
        sure = [*map(_phone, who.phones), *map(_number, filter(_long, who.accounts))]
        self._found = _either([*map(_name, named), *sure], kept=longer)
        self.hints = (
            *(f"%{'%'.join(_spread(each))}%" for each in named),
            *(f"%{phone[-2:]}%" for phone in who.phones),
            *(f"%{each}%" for each in who.accounts if _long(each)),
        )
        """SQL patterns: every text with a mention fits one."""

    def removed(self, text: str) -> str:
        """The text with a mark in place of each mention."""
        if self._found is None:
            return text
        return self._found.sub(lambda found: found["kept"] or MARK, text)

    def within(self, value: Any) -> bool:
        """Whether a JSON document mentions the person anywhere, keys included."""
        return any(self.removed(text) != text for text in _strings(value))


def carries(value: Any, accounts: frozenset[int]) -> bool:
    """Whether a JSON document holds one of these numbers, as a number or as a key."""
    match value:
        case bool():
            return False
        case int():
            return value in accounts
        case Mapping():
            keys = any(str(each) in value for each in accounts)
            return keys or any(carries(each, accounts) for each in value.values())
        case list() | tuple():
            return any(carries(each, accounts) for each in value)
    return False


def _strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            yield from map(str, value)
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)


def _either(patterns: Sequence[str], *, kept: Sequence[str]) -> re.Pattern[str] | None:
    """The first group matches what contains a pattern and is to be kept."""
    if not patterns:
        return None
    keeping, finding = ("|".join(sorted(each, key=len, reverse=True)) for each in (kept, patterns))
    return re.compile(f"(?P<kept>{keeping or '(?!)'})|{finding}")


def _spread(name: str) -> list[str]:
    """A name's words; of a Chinese name, its characters, which files pad with spaces."""
    return name.split() if name.isascii() else list("".join(name.split()))


def _name(name: str) -> str:
    found = r"\s*".join(map(re.escape, _spread(name)))
    return rf"(?<![A-Za-z]){found}(?![A-Za-z])" if name.isascii() else found


def _phone(phone: str) -> str:
    """A number in any grouping, with or without its country code."""
    own = national(phone)
    code = phone.removeprefix("+").removesuffix(own)
    prefix = f"(?:(?:\\+|00)?{_GAP}{_GAP.join(code)}{_GAP})?"
    return rf"(?<!\d){prefix}{_GAP.join(own)}(?!\d)"


def _number(account: int) -> str:
    return rf"(?<!\d){account}(?!\d)"


def _long(account: int) -> bool:
    return len(str(account)) >= _LONG
