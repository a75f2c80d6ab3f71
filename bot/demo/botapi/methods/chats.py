"""Asking about chats and leaving them."""

from __future__ import annotations

from typing import Any

from bot.demo.botapi.errors import bad
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.members import become, member
from bot.demo.botapi.methods.lookup import reachable
from bot.demo.botapi.world import World

Params = dict[str, Any]
_GIFTS = [
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
]


def get_chat(world: World, params: Params) -> Any:
    chat = reachable(world, params["chat_id"])
    told = chat.to_json() | {"accent_color_id": 0, "max_reaction_count": 11}
    return told | {"accepted_gift_types": dict.fromkeys(_GIFTS, False)}


def get_chat_member(world: World, params: Params) -> Any:
    chat, user_id = reachable(world, params["chat_id"]), params["user_id"]
    if user_id == world.bot.id:
        return member(world.bot, chat.bot_status)
    user = world.people.get(user_id)
    if not user:
        raise bad("user not found")
    if isinstance(chat, DemoGroup):
        return chat.member(user)
    return member(user, "member" if chat.has(user) else "left")


def get_chat_administrators(world: World, params: Params) -> Any:
    chat = reachable(world, params["chat_id"])
    if not isinstance(chat, DemoGroup):
        raise bad("there are no administrators in the private chat")
    told = [chat.member(user) for user in (*chat.members.values(), world.bot)]
    return [m for m in told if m["status"] in ("creator", "administrator")]


def leave_chat(world: World, params: Params) -> Any:
    chat = reachable(world, params["chat_id"])
    if chat.kind == "private":
        raise bad("chat member status can't be changed in private chats")
    become(chat, world.bot, "left")
    return True
