"""Taking messages away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit
from bot.demo.botapi.messages import Message
from bot.demo.botapi.methods.lookup import reachable
from bot.demo.botapi.world import World

Params = dict[str, Any]
# Documented in the text of deleteMessage.
DELETABLE = timedelta(hours=48)


def delete_message(world: World, params: Params) -> Any:
    chat = reachable(world, params["chat_id"])
    message = chat.find(params["message_id"])
    if not message:
        raise bad("message to delete not found")
    _refuse(world, message)
    return _take_away(world, chat, [message])


def delete_messages(world: World, params: Params) -> Any:
    """Missing messages are skipped."""
    chat, ids = reachable(world, params["chat_id"]), params["message_ids"]
    if not 1 <= len(ids) <= limit("deleteMessages", "message_ids"):
        raise bad("too many message identifiers specified")
    found = [m for m in map(chat.find, ids) if m]
    for message in found:
        _refuse(world, message)
    return _take_away(world, chat, found)


def _take_away(world: World, chat: Chat, messages: list[Message]) -> bool:
    for message in messages:
        message.deleted = True
    world.changes.notify(chat)
    return True


def _refuse(world: World, message: Message) -> None:
    own, kind = message.sender is world.bot, message.chat.kind
    if not own and kind != "private" and message.chat.bot_status != "administrator":
        raise bad("message can't be deleted")
    if world.now() - message.date > DELETABLE:
        raise bad("message can't be deleted for everyone")
