"""What an error says, fit to be kept: never a token, never long."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\d{3,}(?::|%3A)[A-Za-z0-9_-]{20,}")
_LONGEST = 300


def said_by(error: BaseException) -> str:
    """The class and message of an error."""
    said = " ".join(f"{type(error).__name__}: {error}".split())
    return _TOKEN.sub("…", said)[:_LONGEST]
