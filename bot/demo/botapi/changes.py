"""Waits for changes in the world."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat

Listener = Callable[["Chat"], None]


class Changes:
    """Wakes waiting tasks when the world has changed."""

    def __init__(self) -> None:
        self.listeners: set[Listener] = set()
        self._event = asyncio.Event()

    def notify(self, chat: Chat | None = None) -> None:
        """Wakes all who wait; names the chat to the listeners."""
        self._event.set()
        self._event = asyncio.Event()
        if chat:
            for listener in list(self.listeners):
                listener(chat)

    async def wait(self, timeout: float) -> None:
        """Until the next change, in real seconds; TimeoutError after that."""
        await asyncio.wait_for(self._event.wait(), timeout)

    async def until(self, wanted: Callable[[], object], timeout: float = 5) -> None:
        """Until the condition holds; looks again at each change."""
        async with asyncio.timeout(timeout):
            while not wanted():
                await self._event.wait()
