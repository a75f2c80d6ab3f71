"""When what somebody writes in private becomes an instruction, and what fits into one."""

from __future__ import annotations

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


def with_part(text: str, part: str | None) -> str:
    """The text with one more part below it; Refused("text_too_long") where it does not fit."""
    whole = "\n".join(each for each in (text, (part or "").strip()) if each)
    length = len(whole.encode("utf-16-le")) // 2
    if length > LONGEST:
        raise Refused("text_too_long", most=LONGEST, over=length - LONGEST)
    return whole


def room_for_file(count: int) -> None:
    """Refused("too_many_files") where a draft has as many files as it can carry."""
    if count >= MOST_FILES:
        raise Refused("too_many_files", most=MOST_FILES)
