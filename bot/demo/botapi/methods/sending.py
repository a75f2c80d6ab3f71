"""Writing to a chat."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import ApiError
from bot.demo.botapi.markup import checked
from bot.demo.botapi.messages import Message
from bot.demo.botapi.methods.content import refuse_unplayed, text_of
from bot.demo.botapi.methods.lookup import replied, topic, writable
from bot.demo.botapi.rich import read_rich
from bot.demo.botapi.world import World

Params = dict[str, Any]


def send_message(world: World, params: Params) -> Any:
    refuse_unplayed(params)
    chat = writable(world, params["chat_id"])
    text, entities = text_of(world, params)
    return post(world, chat, params, text=text, entities=entities).to_json()


def send_rich_message(world: World, params: Params) -> Any:
    refuse_unplayed(params)
    if not world.plays_rich:
        raise ApiError(404, "Not Found: method not found")
    chat = writable(world, params["chat_id"])
    text, blocks = read_rich(params["rich_message"])
    return post(world, chat, params, text=text, rich=blocks).to_json()


def post(world: World, chat: Chat, params: Params, **content: Any) -> Message:
    """Common part of all the bot's messages: reply, keyboard, flags."""
    extra = topic(chat, params.get("message_thread_id"))
    extra |= {"has_protected_content": True} if params.get("protect_content") else {}
    if "link_preview_options" in params and "media" not in content:
        extra["link_preview_options"] = params["link_preview_options"]
    message = Message(
        chat,
        world.bot,
        world.now(),
        reply_to=replied(chat, params),
        markup=checked(params.get("reply_markup"), chat.kind),
        extra=extra | content.pop("extra", {}),
        silent=params.get("disable_notification", False),
        **content,
    )
    return world.publish(message)
