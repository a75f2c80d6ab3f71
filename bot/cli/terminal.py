"""The terminal's language from its environment."""

from __future__ import annotations

import os

from bot.chat.texts import language_from_telegram, translator


def terminal_language() -> str:
    """One of the three languages; English for any other."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next((name for name in names if name), "")
    return language_from_telegram(name.partition(".")[0]) or "en"


t = translator(terminal_language())
"""The translator for the terminal."""
