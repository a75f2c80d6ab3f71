"""ChatMember objects, and updates about the bot's status in a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo.botapi.facts import facts
from bot.demo.botapi.messages import stamp
from bot.demo.botapi.users import User

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat

# With these statuses the bot is in the chat.
PRESENT = {"member", "administrator", "restricted"}
_GRANTED = {"can_manage_chat", "can_delete_messages", "can_invite_users"}
_KINDS = {
    "creator": "ChatMemberOwner",
    "administrator": "ChatMemberAdministrator",
    "restricted": "ChatMemberRestricted",
    "kicked": "ChatMemberBanned",
}


def member(user: User, status: str, *, anonymous: bool = False) -> dict[str, Any]:
    """The ChatMember object of that status."""
    told: dict[str, Any] = {"status": status, "user": user.to_json()}
    fields = facts()["objects"].get(_KINDS.get(status, ""), {"fields": {}})["fields"]
    for name, fact in fields.items():
        if fact["required"] and name not in told:
            told[name] = _value(name, fact["types"][0], anonymous)
    return told


def _value(name: str, kind: str, anonymous: bool) -> Any:
    if name == "is_anonymous":
        return anonymous
    if name == "is_member":
        return True
    return 0 if kind == "Integer" else name in _GRANTED


def become(chat: Chat, by: User, status: str) -> None:
    """Change the bot's status in a chat, with an update."""
    world = chat.world
    old, chat.bot_status = chat.bot_status or "left", status
    if old == status:
        return
    told: dict[str, Any] = {"chat": chat.to_json(), "from": by.to_json()}
    told["date"] = stamp(world.now())
    told["old_chat_member"] = member(world.bot, old)
    told["new_chat_member"] = member(world.bot, status)
    world.updates.add("my_chat_member", told)
    world.changes.notify(chat)
