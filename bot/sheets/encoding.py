"""Guesses the encoding of a text file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.errors import Refused

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_COMMON = {"gb18030": ("gb2312", range(0xB0, 0xD8)), "cp950": ("big5", range(0xA4, 0xC7))}
"""For each encoding: the codec of its common characters, and their lead bytes."""
_SAMPLE = 20_000


def decodings(data: bytes) -> Iterator[str]:
    """The texts the bytes may stand for, most likely first.

    Raises Refused: encoding_unknown, or not_a_sheet where the bytes are text in no encoding.
    """
    codec = _certain(data)
    texts = [_decoded(data, codec)] if codec else _chinese(data)
    readable = [text for text in texts if text is not None]
    if not readable:
        raise Refused("encoding_unknown")
    if any("\0" in text for text in readable):
        raise Refused("not_a_sheet")
    yield from readable


def _certain(data: bytes) -> str | None:
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if marked or b"\0" not in data:
        return marked or ("utf-8" if _decoded(data, "utf-8") is not None else None)
    return _unmarked_utf_16(data)


def _unmarked_utf_16(data: bytes) -> str:
    """UTF-16 without a byte order mark, told by its zero bytes: digits and delimiters have one
    each, always on the same side."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if min(even, odd) * 10 > max(even, odd) or (even + odd) * 50 < len(data):
        raise Refused("not_a_sheet")
    return "utf-16-be" if even > odd else "utf-16-le"


def _chinese(data: bytes) -> list[str | None]:
    gb, big5 = _decoded(data, "gb18030"), _decoded(data, "cp950") or _decoded(data, "big5hkscs")
    if gb and big5 and _everyday(big5, "cp950") > _everyday(gb, "gb18030"):
        return [big5, gb]
    return [gb, big5]


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError:
        return None


def _everyday(text: str, encoding: str) -> float:
    """The share of the Chinese characters that are common ones in that encoding."""
    codec, first_bytes = _COMMON[encoding]
    chars = [char for char in text[:_SAMPLE] if char >= "\u2e80"]
    known = sum((char.encode(codec, "ignore") or b"\0")[0] in first_bytes for char in chars)
    return known / max(len(chars), 1)
