"""Writing, sending, withdrawing."""

from __future__ import annotations

WRITING: dict[str, str] = {}
