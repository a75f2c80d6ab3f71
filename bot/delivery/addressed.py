"""Filters updates: only those addressed to the bot are stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]

UPDATE_TYPES = ("message", "edited_message", "callback_query", "my_chat_member")
"""The update types the bot asks Telegram for (`allowed_updates`)."""

_SERVICE_FIELDS = (
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_closed",
    "forum_topic_reopened",
)


@dataclass(frozen=True, slots=True)
class BotAccount:
    """The bot's own account. `reads_all`: privacy mode is off or the bot is exempt from it."""

    id: int
    username: str
    reads_all: bool = False


def addressed(update: Json, me: BotAccount) -> bool:
    """Whether an update is addressed to the bot.

    In groups: commands, replies to the bot, mentions of it, and service messages about members, the
    chat's migration and closed topics. Edits in groups, channel posts and messages of other bots
    never are.
    """
    if "callback_query" in update or "my_chat_member" in update:
        return True
    if "edited_message" in update:
        return _edited_in_private(update["edited_message"])
    message: Json | None = update.get("message")
    if message is None:
        return False
    if message["chat"]["type"] == "private":
        return not _by_machine(message)
    return _serves(message, me) or (_speaks_to(message, me) and not _by_machine(message))


def needed(update: Json) -> Json:
    """The part of an update that is stored.

    Of the message under a pressed button only chat and message id are kept: the bot wrote the rest
    itself.
    """
    query = update.get("callback_query", {})
    if "message" not in query:
        return update
    message = query["message"]
    where = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
    return {**update, "callback_query": {**query, "message": where}}


def sort_key(update: Json) -> str:
    """The ordering key: one sender in one chat.

    Updates with the same key are handled one by one.
    """
    part: Json = next((update[kind] for kind in UPDATE_TYPES if kind in update), {})
    message: Json = part if "chat" in part else part.get("message", {})
    return f"{message.get('chat', {}).get('id', 0)}:{part.get('from', {}).get('id', 0)}"


def _edited_in_private(message: Json) -> bool:
    return bool(message["chat"]["type"] == "private") and not _by_machine(message)


def _serves(message: Json, me: BotAccount) -> bool:
    came = [each["id"] for each in message.get("new_chat_members", ())]
    left = message.get("left_chat_member", {}).get("id")
    return me.id in came or left == me.id or any(each in message for each in _SERVICE_FIELDS)


def _speaks_to(message: Json, me: BotAccount) -> bool:
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return replied == me.id or _commands(message, me) or _mentions(message, me)


def _mentions(message: Json, me: BotAccount) -> bool:
    """Whether a message names the bot: @bot, or a mention of its account."""
    words: str = message.get("text", message.get("caption", ""))
    entities = message.get("entities", message.get("caption_entities", ()))
    return any(_names(each, words.encode("utf-16-le"), me) for each in entities)


def _names(entity: Json, units: bytes, me: BotAccount) -> bool:
    """Whether an entity names the bot. Telegram counts entity offsets in UTF-16 code units."""
    if entity["type"] == "text_mention":
        return bool(entity.get("user", {}).get("id") == me.id)
    if entity["type"] != "mention":
        return False
    begin = 2 * entity["offset"]
    named = units[begin : begin + 2 * entity["length"]].decode("utf-16-le", "replace")
    return named.casefold() == f"@{me.username}".casefold()


def _commands(message: Json, me: BotAccount) -> bool:
    words: str = message.get("text", message.get("caption", ""))
    entities = message.get("entities", message.get("caption_entities", ()))
    first = next((each for each in entities if each["offset"] == 0), None)
    if first is None or first["type"] != "bot_command":
        return False
    _, at, whom = words[: first["length"]].partition("@")
    return not at or whom.casefold() == me.username.casefold()


def _by_machine(message: Json) -> bool:
    """Whether the sender is a bot or a channel.

    Anonymous administrators write as the group itself.
    """
    speaker = message.get("sender_chat", {}).get("id")
    if speaker is not None:
        return bool(speaker != message["chat"]["id"])
    return bool(message.get("from", {}).get("is_bot", False))
