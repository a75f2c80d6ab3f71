"""When what somebody writes in private becomes an instruction, and what fits into one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.errors import Refused

JOINS_WITHIN = timedelta(minutes=2)
"""What is sent this soon after the draft was last touched belongs to it."""

EXPIRES_AFTER = timedelta(hours=24)
"""A draft nobody touched for so long is thrown away."""

LONGEST = 2800
"""UTF-16 units of an instruction's text; the rest of a message is for what stands around it."""

MOST_FILES = 10
"""As many as Telegram shows together."""


def joins(touched: datetime, now: datetime) -> bool:
    """Whether a message belongs to the draft last touched at `touched`."""
    return now - touched <= JOINS_WITHIN


def expired(touched: datetime, now: datetime) -> bool:
    """Whether a draft has been left alone for too long."""
    return now - touched >= EXPIRES_AFTER


MOST_KEPT = 5 * LONGEST
"""A draft may be too long to be sent while it is written: Telegram splits a long text, and no part
of it is to be lost. So much is kept."""


def put_together(parts: Iterable[str]) -> str:
    """The parts below each other; Refused("text_too_long") for more than is kept."""
    whole = "\n".join(each for each in map(str.strip, parts) if each)
    if _length(whole) > MOST_KEPT:
        raise Refused("text_too_long", most=LONGEST, over=over(whole))
    return whole


def over(text: str) -> int:
    """By how much a text is too long to be sent; 0 where it fits."""
    return max(0, _length(text) - LONGEST)


def check_length(text: str) -> None:
    """Refused("text_too_long") where a text cannot be sent."""
    if over(text):
        raise Refused("text_too_long", most=LONGEST, over=over(text))


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def room_for_file(count: int) -> None:
    """Refused("too_many_files") where a draft has as many files as it can carry."""
    if count >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
