"""A refusal as a message of its own."""

from __future__ import annotations

from bot.chat.outgoing import Outgoing
from bot.chat.sentences import sentence
from bot.chat.texts import Translator
from bot.errors import Refused


def render_sentence(refused: Refused, t: Translator) -> Outgoing:
    """Why it was refused, and what to do instead."""
    return Outgoing(text=sentence(refused, t))
