"""Which private messages join a draft, when drafts expire, and how much fits into one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.errors import Refused

JOINS_WITHIN = timedelta(minutes=2)
"""Messages this soon after a draft's last change join it."""

EXPIRES_AFTER = timedelta(hours=24)
"""A draft untouched for this long is deleted."""

LONGEST = 2800
"""Longest text of an instruction in UTF-16 code units; the rest of a message is for its frame."""

MOST_FILES = 10
"""Telegram's limit for an album."""


def joins(touched: datetime, now: datetime) -> bool:
    """Whether a message at `now` joins the draft last touched at `touched`."""
    return now - touched <= JOINS_WITHIN


MOST_KEPT = 5 * LONGEST
"""Longest draft kept while it is being written:

Telegram splits long texts into several messages, and no part may be lost.
"""


def put_together(parts: Iterable[str]) -> str:
    """Join the parts with line breaks. Raises Refused("text_too_long") above MOST_KEPT."""
    whole = "\n".join(each for each in map(str.strip, parts) if each)
    if _length(whole) > MOST_KEPT:
        raise Refused("text_too_long", most=LONGEST, over=over_limit(whole))
    return whole


def over_limit(text: str) -> int:
    """By how many UTF-16 code units a text is too long to be sent; 0 where it fits."""
    return max(0, _length(text) - LONGEST)


def check_length(text: str) -> None:
    """Raise Refused("text_too_long") for a text too long to be sent."""
    if over_limit(text):
        raise Refused("text_too_long", most=LONGEST, over=over_limit(text))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def room_for_file(count: int) -> None:
    """Raise Refused("too_many_files") for a draft with the maximum number of files."""
    if count >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
