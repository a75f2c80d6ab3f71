"""Removes tokens from texts before they are stored or logged, and shortens them."""

from __future__ import annotations

import contextlib
import logging
import re
from typing import Any

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}", re.IGNORECASE)
_LONGEST = 300
_FORMATTER = logging.Formatter()


def redacted(text: str) -> str:
    """The text with everything that looks like a token replaced."""
    return _TOKEN.sub("…", text)


def said_by(error: BaseException) -> str:
    """An error's class and message, redacted."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return redacted(said)[:_LONGEST]


def guard_logs() -> None:
    """Redact tokens in every log line of this process.

    PTB, for one, logs request URLs, which hold the token.
    """
    logging.setLogRecordFactory(_record)


def _record(*facts: Any, **more: Any) -> logging.LogRecord:
    found = logging.LogRecord(*facts, **more)
    # a record that cannot be formatted is reported by its own handler
    with contextlib.suppress(Exception):
        _clean(found)
    return found


def _clean(record: logging.LogRecord) -> None:
    said = record.getMessage()
    if _TOKEN.search(said):
        record.msg, record.args = redacted(said), None
    if record.exc_info and record.exc_info[0]:
        raised = _FORMATTER.formatException(record.exc_info)
        if _TOKEN.search(raised):  # handlers reuse `exc_text` where it is set
            record.exc_text = redacted(raised)
