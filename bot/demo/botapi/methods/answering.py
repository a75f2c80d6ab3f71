"""Answering presses."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.entities import units
from bot.demo.botapi.errors import bad
from bot.demo.botapi.facts import limit
from bot.demo.botapi.presses import Toast
from bot.demo.botapi.updates import PRESS_KEPT
from bot.demo.botapi.world import World

Params = dict[str, Any]
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(world: World, params: Params) -> Any:
    """Shows the toast once; how long Telegram waits for it is not documented."""
    press = world.presses.get(params["callback_query_id"])
    if not press or press.answer or world.now() - press.at > PRESS_KEPT:
        raise bad(_TOO_OLD)
    text, url = params.get("text", ""), params.get("url", "")
    if units(text) > limit("answerCallbackQuery", "text"):
        raise bad("MESSAGE_TOO_LONG")
    _check_url(world, url)
    press.answer = Toast(text, params.get("show_alert", False), url, world.now())
    world.changes.notify(press.message.chat)
    return True


def _check_url(world: World, url: str) -> None:
    """Only games may open anything but the bot itself."""
    own = rf"(https?://)?t\.me/{world.bot.username}\?start=[A-Za-z0-9_-]{{1,64}}"
    if url and not re.fullmatch(own, url):
        raise bad("URL_INVALID")
