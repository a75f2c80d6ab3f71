"""The roster and its files."""

from __future__ import annotations

ROSTER: dict[str, str] = {}
