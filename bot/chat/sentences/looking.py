"""Status, gaps, digests."""

from __future__ import annotations

LOOKING: dict[str, str] = {}
