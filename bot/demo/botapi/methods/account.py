"""Who the bot is and what its command menus say."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit
from bot.demo.botapi.menus import DEFAULT
from bot.demo.botapi.methods.lookup import chat_of
from bot.demo.botapi.world import World

Params = dict[str, Any]
_NAME = re.compile(r"[a-z0-9_]+")
# Documented in the text of setMyCommands.
MOST_COMMANDS = 100


def get_me(world: World, _: Params) -> Any:
    return world.bot.about()


def set_my_commands(world: World, params: Params) -> Any:
    commands = params["commands"]
    if len(commands) > MOST_COMMANDS:
        raise bad("too many commands")
    for command in commands:
        _check(command["command"], command["description"])
    world.menus.put(*_where(world, params), commands)
    return True


def delete_my_commands(world: World, params: Params) -> Any:
    world.menus.put(*_where(world, params), [])
    return True


def get_my_commands(world: World, params: Params) -> Any:
    return world.menus.get(*_where(world, params))


def _where(world: World, params: Params) -> tuple[dict[str, Any], str]:
    language = params.get("language_code", "")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad("invalid language code specified")
    scope = params.get("scope", DEFAULT)
    if "chat_id" in scope:
        chat_of(world, scope["chat_id"])
    return scope, language


def _check(name: str, description: str) -> None:
    if not _NAME.fullmatch(name) or len(name) > limit("BotCommand", "command"):
        raise bad("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= limit("BotCommand", "description"):
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
