"""The command menus at Telegram, by scope and by the language of the user's app."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.texts import N_, translator

PRIVATE = {
    "start": N_("Begin"),
    "new": N_("Write a notice"),
    "templates": N_("Templates and recurring notices"),
    "status": N_("How notices stand"),
    "gaps": N_("What is missing"),
    "board": N_("The board"),
    "devices": N_("Where I am signed in"),
    "roster": N_("The roster"),
    "facts": N_("What is known of my building"),
    "language": N_("Another language"),
    "mydata": N_("What is kept about me"),
    "help": N_("What I can do"),
}
GROUP = {
    "bind": N_("Say whose group this is"),
    "language": N_("Another language"),
    "help": N_("What I can do"),
}
SCOPES = {"all_private_chats": PRIVATE, "all_group_chats": GROUP}


@dataclass(frozen=True, slots=True)
class Menu:
    """One menu. `scope`: Telegram's name of it; `language_code`: "" for all other languages."""

    scope: str
    language_code: str
    commands: tuple[tuple[str, str], ...]


def menus(default_language: str) -> list[Menu]:
    """All menus to be set. Telegram tells zh from en here, but not 简 from 繁."""
    chinese = default_language if default_language.startswith("zh") else "zh-hans"
    spoken = {"": default_language, "zh": chinese, "en": "en"}
    return [_menu(scope, code, language) for scope in SCOPES for code, language in spoken.items()]


def _menu(scope: str, code: str, language: str) -> Menu:
    t = translator(language)
    said = tuple((name, t(description)) for name, description in SCOPES[scope].items())
    return Menu(scope, code, said)
