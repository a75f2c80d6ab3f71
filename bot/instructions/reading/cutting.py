"""Splits a text into phrases, longest match first, each with what it says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from bot.instructions.reading.levelled import BREAK
from bot.instructions.reading.phrases import Is, Lexicon, Piece, Says
from bot.roster.numerals import digits


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The writer's own words, normalised: the numbers of their buildings, and other names."""

    numbers: frozenset[str]
    words: Mapping[str, Is]
    starts: frozenset[str]
    """The first characters of the words."""

    special: frozenset[str] = field(init=False)
    """Those and all others that may begin what is in no word list."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "special", _SPECIAL | self.starts)


_NUMBER = r"(?:\d{1,4}[a-z]?|[a-z](?=[栋幢座])|[零〇一二两三四五六七八九十百]+)"
_COUNTER = r"(?:号楼|号栋|号幢|号院|#楼|#栋|#幢|#|栋楼(?!长)|栋|幢|座)"
_PLACES = re.compile(
    rf"第?{_NUMBER}(?:号?(?:楼|{_COUNTER})?[,、和及与跟\-至到](?=第?{_NUMBER})第?{_NUMBER})*"
    rf"(?:{_COUNTER}|号(?![线门口机码令])|(?P<floor>楼(?!长|栋|道|梯|组)))(?:{_NUMBER}单元)?"
)
_EACH = re.compile(rf"({_NUMBER})")
_STAIRCASE = re.compile(rf"{_NUMBER}单元")
_RANGE = re.compile(r"(\d+)(?:号?(?:楼|栋|幢|座|#))?[\-至到](\d+)")
_MEASURED = re.compile(
    r"(?:\d+(?:[.:]\d+)*|[零〇一二两三四五六七八九十百]+)(?:多|来|余|几)?"
    r"(?:单元|户|室|层|人|个|点半?|分钟?|秒|小时|天|月\d*[日号]?|日|家|位|名|次|台|辆|张|份|片|袋"
    r"|号门|岁|米|块|元|年|遍|门|间|条|排|桶|箱|瓶|%|℃|度)"
)
_ENGLISH_PLACE = re.compile(r"(?:building|bldg|block|blk|tower|no)[ .]*(\d{1,4}[a-z]?)\b")
_STARTS = frozenset("0123456789第零〇一二两三四五六七八九十百abcdefghijklmnopqrstuvwxyz")
_LATIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_RANGE_LIMIT = 60


_UNKNOWN = Is.UNKNOWN  # an attribute of an enumeration takes ten times as long to read


def cut(text: str, lexicon: Lexicon, own: OwnWords) -> list[Piece]:
    """The pieces of a normalised text."""
    found: list[Piece] = []
    special, longest = own.special, lexicon.longest.get
    at, unknown, end = 0, 0, len(text)
    while at < end:
        if text[at] in special:
            piece = _at(text, at, lexicon, own)
        else:
            piece = _phrase_at(text, at, lexicon) or (
                None if text[at].isalnum() else _symbol(text[at])
            )
        if piece is None:
            at += 1
            continue
        length = len(piece.text)
        may_hold = length > 2 or (
            length == 2 and (text[at + 1] in special or longest(text[at + 1 : at + 3], 0) > 2)
        )  # most phrases have two characters: asked here to save a call
        if may_hold and (inner := _longer_inside(text, at, length, lexicon, own)):
            piece = _word_at(text[:inner], at, lexicon, own)
            if piece is None:
                at += 1
                continue
            length = len(piece.text)
        if unknown < at:
            found.append(Piece(_UNKNOWN, text[unknown:at]))
        found.append(piece)
        at = unknown = at + length
    if unknown < at:
        found.append(Piece(_UNKNOWN, text[unknown:]))
    return found


def _longer_inside(text: str, at: int, length: int, lexicon: Lexicon, own: OwnWords) -> int | None:
    """Where a longer phrase starts inside this one: 实在忙不过来 holds 忙不过来, not 在忙."""
    longest, special = lexicon.longest.get, own.special
    for inner in range(at + 1, at + length):
        if text[inner] in special or longest(text[inner : inner + 2], 0) > length:
            other = _at(text, inner, lexicon, own)
            if other is not None and len(other.text) > length:
                return inner
    return None


_SIGNS = {BREAK: Is.BREAK, "?": Is.MARK, ":": Is.COLON}
_SPECIAL = _STARTS | _SIGNS.keys() | {" "}


def _at(text: str, at: int, lexicon: Lexicon, own: OwnWords) -> Piece | None:
    char = text[at]
    if char in _SIGNS:
        return Piece(_SIGNS[char], char)
    if char == " ":
        latin = text[at - 1] in _LATIN and text[at + 1 : at + 2] in _LATIN
        return Piece(Says.FILLER if latin else Is.GAP, char)
    if at and char in _LATIN and text[at - 1] in _LATIN and _alike(text[at - 1], char):
        return None
    written = _number_at(text, at, own) if char in _STARTS else None
    phrase = _word_at(text, at, lexicon, own)
    if written is not None and (phrase is None or len(written.text) >= len(phrase.text)):
        return written
    return phrase or _run_at(text, at)


def _alike(first: str, second: str) -> bool:
    """Whether both characters are letters or both are digits."""
    return first.isdigit() == second.isdigit()


def _word_at(text: str, at: int, lexicon: Lexicon, own: OwnWords) -> Piece | None:
    """One of the writer's own words, else the longest phrase."""
    if text[at] in own.starts:
        for word, what in own.words.items():
            if text.startswith(word, at):
                return Piece(what, word)
    return _phrase_at(text, at, lexicon)


def _phrase_at(text: str, at: int, lexicon: Lexicon) -> Piece | None:
    known = lexicon.pieces.get
    for length in lexicon.lengths.get(text[at : at + 2], ()):
        piece = known(text[at : at + length])
        if piece is not None and (piece.text[-1] not in _LATIN or _whole(text, at + length)):
            return piece
    piece = known(text[at])
    return piece if piece is not None and _whole(text, at + 1) else None


def _whole(text: str, end: int) -> bool:
    """Whether the match ends at a word boundary: Latin words and numbers match only as a whole."""
    if end >= len(text) or text[end - 1] not in _LATIN or text[end] not in _LATIN:
        return True
    return text[end - 1].isdigit() != text[end].isdigit()


def _run_at(text: str, at: int) -> Piece | None:
    """A whole Latin word or number that is in no list."""
    char = text[at]
    if char not in _LATIN:
        return _symbol(char)
    end = at + 1
    while end < len(text) and text[end] in _LATIN and text[end].isdigit() == char.isdigit():
        end += 1
    word = text[at:end]
    return Piece(Is.NUMBER if char.isdigit() else Is.UNKNOWN, word)


def _symbol(char: str) -> Piece | None:
    """A single symbol says nothing."""
    silent = not char.isalnum() and not 0x4DC0 <= ord(char) <= 0x4DFF
    return Piece(Says.FILLER, char) if silent else None


def _number_at(text: str, at: int, own: OwnWords) -> Piece | None:
    if found := _PLACES.match(text, at):
        return _place(found, own)
    if found := _MEASURED.match(text, at):
        return Piece(Is.NUMBER, found[0])
    if found := _ENGLISH_PLACE.match(text, at):
        return _named(found[0], {found[1]}, own)
    return None


def _place(found: re.Match[str], own: OwnWords) -> Piece:
    if found["floor"] and not _RANGE.search(found[0]) and "," not in found[0]:
        return Piece(Is.FLOOR, found[0])
    return _named(found[0], set(_numbers(found[0])), own)


def _named(text: str, numbers: set[str], own: OwnWords) -> Piece:
    if numbers <= own.numbers:
        return Piece(Is.OWN, text)
    return Piece(Is.MIXED if numbers & own.numbers else Is.PLACE, text)


def _numbers(text: str) -> Iterator[str]:
    for first, last in _RANGE.findall(text):
        if 0 < int(last) - int(first) < _RANGE_LIMIT:
            yield from map(str, range(int(first), int(last) + 1))
    for number in _EACH.findall(_STAIRCASE.sub("", text)):
        plain = number if number.isascii() else digits(number)
        yield plain.lstrip("0") or "0"


PLACES = frozenset({Is.PLACE, Is.MIXED, Is.OWN})


def numbers(piece: Piece) -> tuple[str, ...]:
    """The numbers of the buildings a piece names, in the form of `fold_unit`."""
    if piece.says not in PLACES or not set(piece.text) & _STARTS:
        return ()
    english = _ENGLISH_PLACE.match(piece.text)
    return (english[1],) if english else tuple(dict.fromkeys(_numbers(piece.text)))
