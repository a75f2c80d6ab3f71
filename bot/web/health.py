"""Whether the bot still polls, commits and keeps its heartbeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.clock import MonotonicMark

LONGEST = {"poll": 90.0, "write": 60.0, "pulse": 60.0}
"""Seconds after which each is late. An idle poll takes 30 s; every poll and every beat writes."""


@dataclass(frozen=True, slots=True)
class Health:
    """When Telegram last answered, a commit was made, and the pulse last beat."""

    poll: MonotonicMark
    write: MonotonicMark
    pulse: MonotonicMark
    longest: Mapping[str, float] = field(default_factory=lambda: LONGEST)

    @property
    def marks(self) -> dict[str, MonotonicMark]:
        """The marks by name."""
        return {"poll": self.poll, "write": self.write, "pulse": self.pulse}

    def late(self) -> list[str]:
        """The names of late marks; empty if all is well."""
        return [name for name, mark in self.marks.items() if mark.seconds > self.longest[name]]

    def told(self) -> dict[str, Any]:
        """All values for JSON. An age is null before the first time."""
        late = self.late()
        ages = {f"{name}_age_seconds": _age(mark) for name, mark in self.marks.items()}
        return {"status": "late" if late else "ok", "late": late, **ages}


def _age(mark: MonotonicMark) -> float | None:
    return round(mark.seconds, 3) if mark.happened else None
