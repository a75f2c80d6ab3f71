"""Becoming known, and giving groups to units."""

from __future__ import annotations

LINKING: dict[str, str] = {}
