"""Finds the chat or message of a request, or refuses as Telegram does."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad, forbidden
from bot.demo.botapi.groups import NO_RIGHTS, DemoGroup
from bot.demo.botapi.members import PRESENT
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import PrivateChat
from bot.demo.botapi.world import World


def chat_of(world: World, chat_id: int | str) -> Chat:
    """The chat, if the bot has ever been in contact with it."""
    chat = _by_id(world, chat_id)
    if not chat or not (chat.bot_status or isinstance(chat, PrivateChat)):
        raise bad("chat not found")
    return chat


def reachable(world: World, chat_id: int | str) -> Chat:
    """The chat, if the bot is in it."""
    chat = chat_of(world, chat_id)
    if chat.migrated_to:
        text = "group chat was upgraded to a supergroup chat"
        raise bad(text, migrate_to_chat_id=chat.migrated_to)
    if isinstance(chat, PrivateChat):
        _refuse_private(chat)
    elif chat.bot_status not in PRESENT:
        was = "was kicked from" if chat.bot_status == "kicked" else "is not a member of"
        raise forbidden(f"bot {was} the {chat.kind} chat")
    return chat


def writable(world: World, chat_id: int | str) -> Chat:
    """The chat, if the bot may write there."""
    chat = reachable(world, chat_id)
    if chat.bot_status == "restricted":
        raise bad(NO_RIGHTS)
    if isinstance(chat, DemoGroup) and chat.refuses and chat.bot_status != "administrator":
        raise bad(chat.refuses)
    return chat


def topic(chat: Chat, thread_id: int | None) -> dict[str, Any]:
    """What places a message in an open topic of a forum."""
    if thread_id is None:
        return {}
    if not isinstance(chat, DemoGroup) or thread_id not in chat.topics:
        raise bad("message thread not found")
    if not chat.topics[thread_id] and chat.bot_status != "administrator":
        raise bad("TOPIC_CLOSED")
    return {"message_thread_id": thread_id, "is_topic_message": True}


def takes_files(world: World, chat_id: int | str, kind: str) -> Chat:
    """The chat, if the bot may send files of this kind there."""
    chat = writable(world, chat_id)
    if isinstance(chat, DemoGroup) and not chat.takes_files:
        raise bad(f"not enough rights to send {kind}s to the chat")
    return chat


def own_message(world: World, params: dict[str, Any]) -> Message:
    """The bot's own message that is to be edited."""
    if "chat_id" not in params or "message_id" not in params:
        raise bad("message identifier is not specified")
    chat = reachable(world, params["chat_id"])
    message = chat.find(params["message_id"])
    if not message:
        raise bad("message to edit not found")
    if message.sender is not world.bot:
        raise bad("message can't be edited")
    return message


def replied(chat: Chat, params: dict[str, Any]) -> Message | None:
    """The message that is replied to, if one is named and may be missing or not."""
    wanted = params.get("reply_parameters")
    if not wanted:
        return None
    if "quote" in wanted or wanted.get("chat_id", chat.id) != chat.id:
        raise bad("the stand-in plays no quotes and no replies across chats")
    found = chat.find(wanted["message_id"])
    if not found and not wanted.get("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return found


def _by_id(world: World, chat_id: int | str) -> Chat | None:
    if isinstance(chat_id, int):
        return world.chats.get(chat_id)
    name = chat_id.removeprefix("@")
    public = (c for c in world.chats.values() if c.kind != "private" and c.username == name)
    return next(public, None)


def _refuse_private(chat: PrivateChat) -> None:
    if chat.person.deactivated:
        raise forbidden("user is deactivated")
    if chat.bot_status == "kicked":
        raise forbidden("bot was blocked by the user")
    if not chat.bot_status:
        raise forbidden("bot can't initiate conversation with a user")
