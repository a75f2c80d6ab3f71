"""Files at the terminal: read with a limit, written for their owner's eyes."""

from __future__ import annotations

import os
from pathlib import Path

from bot.sheets.limits import MAX_BYTES


def some_bytes(file: Path) -> bytes:
    """A file's content, or just more of it than anybody accepts."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def keep_to_owner(file: Path, content: bytes) -> None:
    """Write a file that others on this machine cannot read; a link is not followed."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with os.fdopen(os.open(file, flags, 0o600), "wb") as opened:
        os.fchmod(opened.fileno(), 0o600)
        opened.write(content)
