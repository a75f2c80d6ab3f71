"""Puts into words what somebody reads on a phone that is not let in yet. No names of the roster."""

from __future__ import annotations

from typing import Any

from bot.chat.persons import by_surname
from bot.chat.places import spot_list
from bot.chat.texts import Translator
from bot.usecases.doors.devices_view import Doorway


def door_words(door: Doorway, t: Translator) -> dict[str, Any]:
    """The page behind a link that was just opened."""
    who = by_surname(door.decides, t)
    unit = spot_list([door.unit], 1, t) if door.unit else ""
    return {
        "title": spot_list([door.community], 1, t),
        "unit": unit,
        "lines": [
            t("Notices for leads: read them here and answer, without Telegram."),
            t("{who} is asked once whether this is your phone.", who=who),
        ],
        "claim": t("Who are you? For example: lead of building 3, Wang Fang") if unit else "",
        "stay": t("Leave it as it is"),
        "warning": _warning(door, t),
        "do": "switch" if door.asked else "ask",
        "button": t("Change over, ask {who}", who=who) if door.asked else t("Ask {who}", who=who),
        "full": t("Too many wait there already: please try again tomorrow.") if door.full else "",
    }


def _warning(door: Doorway, t: Translator) -> str:
    """Said where this phone would leave what it is let in for."""
    if not door.asked:
        return ""
    if door.other is None:
        return t("This phone already waits by another link. It can be let in by one alone.")
    name = door.other.name
    return t("This phone is {name}'s already. If you change over, {name} is out.", name=name)


def waiting_words(door: Doorway, t: Translator) -> dict[str, Any]:
    """The page of a phone that waits to be let in."""
    who = by_surname(door.decides, t)
    return {
        "title": t("Please wait until {who} agrees", who=who),
        "community": spot_list([door.community], 1, t),
        "code": door.code,
        "code_words": t("{who} sees the same number:", who=who),
        "lines": [t("This page goes on by itself; you may also open the link again later.")],
        "again": t("Look again"),
    }
