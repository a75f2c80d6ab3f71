"""What reading commands do belongs into the log, but beside a running bot only it may write.

So it is noted in a file, and the next one to write takes it over.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from bot.store.database import Database
from bot.store.house import audit
from bot.store.private import append_private
from bot.store.tx import Tx


def log(tx: Tx, action: str, now: datetime) -> None:
    """Something the operator did at the terminal."""
    audit.record(tx, now, audit.OPERATOR, action, path="terminal")


def note(notebook: Path, action: str) -> None:
    """The same, for later."""
    line = json.dumps([datetime.now(UTC).isoformat(), action])
    with append_private(notebook) as file:
        file.write(f"{line}\n".encode())


def take_over(tx: Tx, taken: Path, _now: datetime) -> None:
    """Write notes into the log, at the times they were made."""
    for line in taken.read_text("utf-8").splitlines():
        at, action = json.loads(line)
        log(tx, action, datetime.fromisoformat(at))


async def empty(notebook: Path, database: Database) -> None:
    """Take the notes over, where there are any."""
    taken = _set_aside(notebook)
    if taken is not None:
        await database.transact(take_over, taken)
        taken.unlink()


def _set_aside(notebook: Path) -> Path | None:
    """What is noted from now on is for the next time; what a crash left is taken first."""
    taken = notebook.with_suffix(".taken")
    if taken.exists():
        return taken
    return notebook.rename(taken) if notebook.exists() else None
