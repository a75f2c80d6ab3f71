"""Choosing a language."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.texts import LANGUAGES, Translator

OWN_NAMES = dict(zip(LANGUAGES, ("简体中文", "繁體中文", "English"), strict=True))
"""Each language in its own words."""


@dataclass(frozen=True, slots=True)
class LanguageView:
    """Whether a language was chosen here."""

    chosen: bool


def render_language(view: LanguageView, t: Translator) -> Outgoing:
    """The available languages; readers who cannot read the question can read the buttons."""
    name = OWN_NAMES[t.language]
    text = (
        t("From now on I speak {language} here.", language=name)
        if view.chosen
        else t("In which language shall I speak here?")
    )
    buttons = [Button(own, pack(Action.LANGUAGE, each)) for each, own in OWN_NAMES.items()]
    return Outgoing(text=text, keyboard=[buttons])
