"""Passes an update through PTB to its handler.

Refusals are shown; other errors are raised for a retry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ChatMemberHandler,
    ContextTypes,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.errors import Refused
from bot.handlers import refusals, routes
from bot.handlers.context import DONE_UPDATES, SERVICES, Context, Services
from bot.handlers.incoming import ButtonPress, incoming


class Dispatcher:
    """Dispatches updates. PTB swallows handlers' exceptions; here they are raised again."""

    def __init__(self, services: Services, bot: ExtBot[None]) -> None:
        types: Any = ContextTypes(context=Context)
        builder: Any = ApplicationBuilder().bot(bot).updater(None).context_types(types)
        self._application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        self._application.bot_data[SERVICES] = services
        self._application.bot_data[DONE_UPDATES] = set()
        self._failed: dict[int, BaseException] = {}
        self._bot = bot
        add = self._application.add_handler
        add(TypeHandler(ButtonPress, routes.route_press))
        add(ChatMemberHandler(routes.membership, ChatMemberHandler.MY_CHAT_MEMBER))
        add(MessageHandler(filters.ALL, routes.route_message))
        self._application.add_error_handler(self._on_error)

    async def open(self) -> None:
        """Initialise PTB, once."""
        await self._application.initialize()

    async def dispatch(self, update_id: int, payload: Mapping[str, Any]) -> bool:
        """Handle one update; raises what its handler raised, except refusals.

        Returns whether the update was marked done.
        """
        marked: set[int] = self._application.bot_data[DONE_UPDATES]
        marked.discard(update_id)
        await self._application.process_update(incoming(payload, self._bot))
        error = self._failed.pop(update_id, None)
        if error is not None:
            raise error
        done = update_id in marked
        marked.discard(update_id)
        return done

    async def _on_error(self, update: object, context: Any) -> None:
        error = context.error
        if not isinstance(update, Update | ButtonPress):
            return
        if isinstance(error, Refused):
            error = await _told(error, context)
        if error is not None:
            self._failed[update.update_id] = error


async def _told(refused: Refused, context: Any) -> Exception | None:
    """Show the refusal; returns an error raised meanwhile, which PTB would swallow."""
    try:
        await refusals.tell_refusal(refused, context)
    except Exception as error:
        return error
    return None
