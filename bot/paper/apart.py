"""Lays out posters and paints drawings in a child process: that takes CPU, for which neither the
event loop nor the database's thread can wait."""

from __future__ import annotations

import pickle

from bot.child import ChildDied, run_in_child
from bot.errors import Refused
from bot.paper.sheet import CallSheet, PosterSheet

MOST_SENT = 8 * 1024 * 1024
"""Bytes of a picture."""
MOST_PIXELS = 40_000_000
_PATIENCE = 120.0
"""Seconds."""


async def laid_out(sheet: PosterSheet | tuple[CallSheet, ...]) -> bytes:
    """Posters or call sheets as one PDF. Raises ChildDied."""
    return await run_in_child("bot.paper.worker", pickle.dumps(sheet), _PATIENCE)


async def painted(drawing: str) -> bytes:
    """A drawing (SVG) as a picture (PNG). Raises ChildDied."""
    return await run_in_child("bot.paper.painter", drawing.encode(), _PATIENCE)


async def picture_made_anew(content: bytes) -> tuple[bytes, int, int]:
    """A sent picture as a JPEG of our own, its width and height. Raises Refused: plan_unreadable,
    plan_too_large."""
    if len(content) > MOST_SENT:
        raise picture_too_large()
    try:
        made = await run_in_child("bot.paper.pictures", content, _PATIENCE)
    except ChildDied:
        raise Refused("plan_unreadable") from None
    head, _, picture = made.partition(b"\n")
    if head == b"too_large":
        raise picture_too_large()
    if not picture:
        raise Refused("plan_unreadable")
    width, height = map(int, head.split())
    return picture, width, height


def picture_too_large() -> Refused:
    """Why a picture is not taken."""
    megapixels = MOST_PIXELS // 1_000_000
    return Refused("plan_too_large", limit_mb=MOST_SENT // 1024**2, megapixels=megapixels)
