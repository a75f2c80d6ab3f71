"""A clock that several processes read: it stands in a file until it is moved."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.store.tx import instant, to_micros


class FileClock:
    """The time a file says it is."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def now(self) -> datetime:
        return instant(int(self.path.read_text()))

    def set(self, at: datetime) -> None:
        """Set the time; concurrent readers see the old time or the new."""
        new = self.path.with_suffix(".new")
        new.write_text(str(to_micros(at)))
        new.replace(self.path)

    def move(self, by: timedelta) -> None:
        """Time passes."""
        self.set(self.now() + by)
