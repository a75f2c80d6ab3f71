"""Editing the bot's messages."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.errors import bad
from bot.demo.botapi.markup import checked
from bot.demo.botapi.messages import Message
from bot.demo.botapi.methods.content import caption_of, refuse_unplayed, text_of
from bot.demo.botapi.methods.lookup import own_message
from bot.demo.botapi.rich import Blocks, read_rich
from bot.demo.botapi.world import World

Params = dict[str, Any]
_SAME = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)


def edit_message_text(world: World, params: Params) -> Any:
    refuse_unplayed(params)
    message = own_message(world, params)
    if message.media or message.service:
        raise bad("there is no text in the message to edit")
    if "rich_message" in params and world.plays_rich:
        text, blocks = read_rich(params["rich_message"])
        return _change(world, message, text, [], params, blocks)
    return _change(world, message, *text_of(world, params), params)


def edit_message_caption(world: World, params: Params) -> Any:
    refuse_unplayed(params)
    message = own_message(world, params)
    if not message.media:
        raise bad("there is no caption in the message to edit")
    return _change(world, message, *caption_of(world, params), params)


def edit_message_reply_markup(world: World, params: Params) -> Any:
    refuse_unplayed(params)
    message = own_message(world, params)
    return _change(world, message, message.text, message.entities, params, message.rich)


def _change(
    world: World,
    message: Message,
    text: str,
    entities: list[dict[str, Any]],
    params: Params,
    rich: Blocks = (),
) -> Any:
    markup = _inline_only(params, message.chat.kind)
    before = message.text, message.entities, message.markup, list(message.rich)
    if (text, entities, markup, list(rich)) == before:
        raise bad(_SAME)
    message.text, message.entities, message.markup = text, entities, markup
    message.rich = rich
    message.edited_at = world.now()
    world.changes.notify(message.chat)
    return message.to_json()


def _inline_only(params: Params, chat_kind: str) -> dict[str, Any] | None:
    """An edit without a keyboard removes the old one."""
    markup = params.get("reply_markup")
    if markup and "inline_keyboard" not in markup:
        raise bad("inline keyboard expected")
    return checked(markup, chat_kind)
