"""Copying and forwarding messages."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.chats import Chat
from bot.demo.botapi.errors import bad
from bot.demo.botapi.messages import Message, stamp
from bot.demo.botapi.methods.content import caption_of, refuse_unplayed
from bot.demo.botapi.methods.lookup import reachable, writable
from bot.demo.botapi.methods.sending import post
from bot.demo.botapi.world import World

Params = dict[str, Any]


def copy_message(world: World, params: Params) -> Any:
    """Like forwarding, without the original's author; returns only the new id."""
    refuse_unplayed(params)
    chat, source = writable(world, params["chat_id"]), _source(world, params, "copy")
    content = _content(source)
    if "caption" in params and source.media:
        content["text"], content["entities"] = caption_of(world, params)
    return {"message_id": post(world, chat, params, **content).id}


def forward_message(world: World, params: Params) -> Any:
    """The same message with its origin."""
    refuse_unplayed(params)
    chat, source = writable(world, params["chat_id"]), _source(world, params, "forward")
    extra = {"forward_origin": source.extra.get("forward_origin") or _origin(source)}
    return post(world, chat, params, extra=extra, **_content(source)).to_json()


def _source(world: World, params: Params, doing: str) -> Message:
    message = reachable(world, params["from_chat_id"]).find(params["message_id"])
    if not message:
        raise bad(f"message to {doing} not found")
    if message.service or message.extra.get("has_protected_content"):
        raise bad(f"message can't be {'copied' if doing == 'copy' else 'forwarded'}")
    return message


def _content(source: Message) -> dict[str, Any]:
    return {
        "text": source.text,
        "entities": list(source.entities),
        "media": source.media,
        "contact": source.contact,
    }


def _origin(source: Message) -> dict[str, Any]:
    told: dict[str, Any] = {"date": stamp(source.date)}
    if source.sender_chat:
        return told | _chat_origin(source, source.sender_chat)
    sender = source.sender.to_json() if source.sender else {}
    return told | {"type": "user", "sender_user": sender}


def _chat_origin(source: Message, chat: Chat) -> dict[str, Any]:
    if chat.kind == "channel":
        return {"type": "channel", "chat": chat.to_json(), "message_id": source.id}
    return {"type": "chat", "sender_chat": chat.to_json()}
