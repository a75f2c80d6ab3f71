"""Answering, passing on, asking for help."""

from __future__ import annotations

CARD: dict[str, str] = {}
