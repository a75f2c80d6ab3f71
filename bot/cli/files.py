"""File access at the terminal: reads are limited, written files have mode 0600."""

from __future__ import annotations

import os
from pathlib import Path

from bot.sheets.limits import MAX_BYTES


def some_bytes(file: Path) -> bytes:
    """A file's content, or slightly more than the limit."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def keep_to_owner(file: Path, content: bytes) -> None:
    """Write a file with mode 0600; links are not followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(file, flags, 0o600), "wb") as opened:
        os.fchmod(opened.fileno(), 0o600)
        opened.write(content)
