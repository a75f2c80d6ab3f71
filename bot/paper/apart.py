"""Lays out posters and paints drawings in a child process: that takes CPU, for which neither the
event loop nor the database's thread can wait."""

from __future__ import annotations

import pickle

from bot.child import run_in_child
from bot.paper.sheet import CallSheet, PosterSheet

_PATIENCE = 120.0
"""Seconds."""


async def laid_out(sheet: PosterSheet | tuple[CallSheet, ...]) -> bytes:
    """Posters or call sheets as one PDF. Raises ChildDied."""
    return await run_in_child("bot.paper.worker", pickle.dumps(sheet), _PATIENCE)


async def painted(drawing: str) -> bytes:
    """A drawing (SVG) as a picture (PNG). Raises ChildDied."""
    return await run_in_child("bot.paper.painter", drawing.encode(), _PATIENCE)
