"""Command menus, per scope and language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.demo.botapi.chats import Chat
    from bot.demo.botapi.people import DemoPerson

Commands = list[dict[str, str]]
DEFAULT = {"type": "default"}


class Menus:
    """The menus set by setMyCommands."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Commands] = {}

    def put(self, scope: dict[str, Any], language: str, commands: Commands) -> None:
        """Replaces one menu; an empty one removes it."""
        self._kept.pop(_key(scope, language), None)
        if commands:
            self._kept[_key(scope, language)] = commands

    def get(self, scope: dict[str, Any], language: str) -> Commands:
        """The menu of exactly this scope and language."""
        return self._kept.get(_key(scope, language), [])

    def seen_by(self, person: DemoPerson, chat: Chat) -> Commands:
        """The menu shown to a person in a chat: the narrowest scope, their language first."""
        language = (person.language_code or "")[:2]
        for scope in _scopes(person, chat):
            for code in (language, ""):
                if menu := self.get(scope, code):
                    return menu
        return []


def _scopes(person: DemoPerson, chat: Chat) -> list[dict[str, Any]]:
    here = {"type": "chat", "chat_id": chat.id}
    if chat.kind == "private":
        return [here, {"type": "all_private_chats"}, DEFAULT]
    member = {"type": "chat_member", "chat_id": chat.id, "user_id": person.id}
    wide = [{"type": "all_group_chats"}, DEFAULT]
    if getattr(chat, "status", lambda _: "")(person) not in ("creator", "administrator"):
        return [member, here, *wide]
    admins = {"type": "chat_administrators", "chat_id": chat.id}
    return [member, admins, here, {"type": "all_chat_administrators"}, *wide]


def _key(scope: dict[str, Any], language: str) -> tuple[str, str]:
    return json.dumps(scope, sort_keys=True), language
