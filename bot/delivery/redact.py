"""What is fit to be kept or written into a log: never a token, never long."""

from __future__ import annotations

import contextlib
import logging
import re
from typing import Any

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_LONGEST = 300
_FORMATTER = logging.Formatter()


def redacted(text: str) -> str:
    """The text without anything that looks like a token."""
    return _TOKEN.sub("…", text)


def said_by(error: BaseException) -> str:
    """The class and message of an error."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return redacted(said)[:_LONGEST]


def guard_logs() -> None:
    """From now on no line of this process's log holds a token, whoever writes it.

    Telegram's library, for one, writes the address of each bot it makes.
    """
    logging.setLogRecordFactory(_record)


def _record(*facts: Any, **more: Any) -> logging.LogRecord:
    found = logging.LogRecord(*facts, **more)
    with contextlib.suppress(Exception):  # what cannot be put together is told by who writes it
        _clean(found)
    return found


def _clean(record: logging.LogRecord) -> None:
    said = record.getMessage()
    if _TOKEN.search(said):
        record.msg, record.args = redacted(said), None
    if record.exc_info and record.exc_info[0]:
        raised = _FORMATTER.formatException(record.exc_info)
        if _TOKEN.search(raised):  # who writes the line takes a text that is there already
            record.exc_text = redacted(raised)
