"""Server-sent events: which of a person's chats changed."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.people import DemoPerson

# Lets a proxy or a sleeping page notice that the line is still there.
HEARTBEAT = 15.0


async def stream(viewer: DemoPerson) -> AsyncIterator[str]:
    """One event per change; several at once in the same chat are one."""
    changed: dict[int, None] = {}
    wake = asyncio.Event()

    def listen(chat: Chat) -> None:
        if chat.has(viewer):
            changed[chat.id] = None
            wake.set()

    viewer.world.changes.listeners.add(listen)
    try:
        yield ": here\n\n"
        while True:
            yield await _next(changed, wake)
    finally:
        viewer.world.changes.listeners.discard(listen)


async def _next(changed: dict[int, None], wake: asyncio.Event) -> str:
    try:
        await asyncio.wait_for(wake.wait(), HEARTBEAT)
    except TimeoutError:
        return ": still here\n\n"
    events = [f"data: {json.dumps({'chat': chat})}\n\n" for chat in changed]
    changed.clear()
    wake.clear()
    return "".join(events)
