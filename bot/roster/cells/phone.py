"""Phone cells: their numbers, the words beside each, and unusable contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.roster.phone import NoNumberError, normalise, unicode_digits

_ASIDE = re.compile(r"\(([^()]*[^\d()+\s-][^()]*)\)")
_RUN = re.compile(
    r"[*\d]*\*[*\d]*"  # a masked number is one token
    r"|(?:\(\+?\d{1,5}\)|\+)?\s*\d[\d\s.‐-―-]*(?:\(\d+\)[\d\s.‐-―-]*)*"
)
_LABEL = re.compile(
    r"^(?:手机号?码?|联系电话|联系方式|电话号?码?|座机|电话|手機|電話|tel|mobile|mob|phone|hp|ph|no)[.:]*$",
    re.IGNORECASE,
)
_EDGES = " \t\r\n/,;、，；|／:：.。-&()或和及"
_SEPARATORS = tuple(",;、，；|／/\n")
_WIDE = str.maketrans({"（": "(", "）": ")", "【": "(", "】": ")", "［": "(", "］": ")", "＊": "*"})
_OWN = re.compile(
    r"^(?:手机|与?微信(?:同号|号|同步)?|同微信|同号|本人|移动|联通|电信|whatsapp)+$", re.IGNORECASE
)
_MOST = 60


@dataclass(frozen=True, slots=True)
class Number:
    """A number in E.164 and the words beside it."""

    phone: str
    words: str = ""

    @property
    def somebody_elses(self) -> bool:
        """Whether the words say that the number belongs to somebody else."""
        return bool(self.words) and not _OWN.match(self.words)


@dataclass(frozen=True, slots=True)
class PhoneCell:
    """The contents of a phone cell.

    `rest`: digits that are no number; `said`: the cell as written; `reason`: why there is no number
    (phone_missing, phone_unusable or phone_rounded).
    """

    numbers: tuple[Number, ...] = ()
    rest: str = ""
    reason: str = ""
    said: str = ""


@lru_cache(65536)
def read_phone(text: str, region: str) -> PhoneCell:
    """The numbers of a cell, whatever else it contains. Never raises."""
    compact = unicode_digits(text).translate(_WIDE).strip()
    if not compact:
        return PhoneCell()
    try:
        found = normalise(text, region)
        return PhoneCell((Number(found),) if found else (), said=text)
    except NoNumberError as error:
        if error.rounded:
            return PhoneCell(reason="phone_rounded", said=_short(text))
    return _pieces(compact, region, _short(text))


def _pieces(compact: str, region: str, said: str) -> PhoneCell:
    reader = _Reader(region)
    for piece, kind in _tokens(compact):
        reader.take(piece, kind)
    numbers = reader.numbers()
    if numbers:
        return PhoneCell(numbers, "、".join(reader.rest), said=said)
    missing = not any(char.isdigit() for char in compact)
    return PhoneCell((), "", "phone_missing" if missing else "phone_unusable", said)


class _Reader:
    """Assigns words to numbers: those before the first number to it, others to the
    number before."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._found: list[tuple[str, list[str]]] = []
        self._waiting: list[str] = []
        self._forward: bool | None = None
        self.rest: list[str] = []

    def take(self, piece: str, kind: str) -> None:
        if kind == "run":
            self._run(piece)
        elif words := _words(piece):
            after = kind == "aside" or not piece.lstrip(" ").startswith(_SEPARATORS)
            self._say(words, after=after, aside=kind == "aside")

    def numbers(self) -> tuple[Number, ...]:
        if self._waiting and self._found:
            self._found[-1][1].extend(self._waiting)
        return tuple(Number(phone, "，".join(words)) for phone, words in self._found)

    def _run(self, piece: str) -> None:
        for part, phone in _split(piece, self._region):
            if phone:
                self._found.append((phone, self._waiting))
                self._waiting = []
                self._forward = bool(self._found[-1][1]) if self._forward is None else self._forward
            else:
                self._left(part)

    def _left(self, part: str) -> None:
        if self._found and self._found[-1][1] and self._found[-1][1][-1] in ("转", "轉", "ext"):
            self._found[-1][1][-1] += part
        else:
            self.rest.append(part)

    def _say(self, words: str, *, after: bool, aside: bool) -> None:
        if self._found and (aside or (after and not self._forward)):
            self._found[-1][1].append(words)
        else:
            self._waiting.append(words)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Bracketed words, runs of digits, and the text between them."""
    at = start = 0
    while at < len(text):
        aside, run = _ASIDE.match(text, at), _RUN.match(text, at)
        found = aside or run
        if found is None or not found[0]:
            at += 1
            continue
        if start < at:
            yield text[start:at], "words"
        yield (found[1], "aside") if aside else (found[0], "run")
        at = start = found.end()
    if start < at:
        yield text[start:at], "words"


def _split(run: str, region: str) -> Iterator[tuple[str, str]]:
    """A run of digits as one number, else as the longest valid numbers between its spaces."""
    parts = run.strip(" \t\r\n.-‐‑‒–—―").split()
    start = 0
    while start < len(parts):
        for end in range(min(len(parts), start + 6), start, -1):
            piece = " ".join(parts[start:end])
            phone = _usable(piece.strip(".-"), region)
            if phone or end == start + 1:
                yield piece, phone
                start = end
                break


def _usable(text: str, region: str) -> str:
    try:
        return normalise(text, region) or ""
    except NoNumberError:
        return ""


def _words(piece: str) -> str:
    bare = piece.strip(_EDGES)
    return "" if _LABEL.match(bare) else bare[:_MOST]


def _short(text: str) -> str:
    return " ".join(text.split())[:_MOST]
