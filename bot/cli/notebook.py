"""Notes for the audit log.

Reading commands are logged too, but beside a running bot only the bot may write the database: they
append to a file, which the next writing process takes over.
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
    """Log an action of the operator at the terminal."""
    audit.record(tx, now, audit.OPERATOR, action, path="terminal")


def note(notebook: Path, action: str) -> None:
    """Note the same in the file, for later."""
    line = json.dumps([datetime.now(UTC).isoformat(), action])
    with append_private(notebook) as file:
        file.write(f"{line}\n".encode())


def take_over(tx: Tx, taken: Path, _now: datetime) -> None:
    """Write notes into the log with the times they were made."""
    for line in taken.read_text("utf-8").splitlines():
        at, action = json.loads(line)
        log(tx, action, datetime.fromisoformat(at))


async def empty(notebook: Path, database: Database) -> None:
    """Take over existing notes."""
    taken = _set_aside(notebook)
    if taken is not None:
        await database.transact(take_over, taken)
        taken.unlink()


def _set_aside(notebook: Path) -> Path | None:
    """Rename the file so that new notes go to another; one left by a crash comes first."""
    taken = notebook.with_suffix(".taken")
    if taken.exists():
        return taken
    return notebook.rename(taken) if notebook.exists() else None
