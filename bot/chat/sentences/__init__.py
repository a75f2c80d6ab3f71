"""Sentences for refusals: a table for each subject; no reason is in two of them."""

from __future__ import annotations

from bot.chat.sentences.base import BASE
from bot.chat.sentences.card import CARD
from bot.chat.sentences.editing import EDITING
from bot.chat.sentences.forms import FORMS
from bot.chat.sentences.keeping import KEEPING
from bot.chat.sentences.linking import LINKING
from bot.chat.sentences.looking import LOOKING
from bot.chat.sentences.maps import MAPS
from bot.chat.sentences.privacy import PRIVACY
from bot.chat.sentences.roster import ROSTER
from bot.chat.sentences.writing import WRITING
from bot.chat.texts import Translator
from bot.errors import Refused

TABLES = (BASE, CARD, EDITING, FORMS, KEEPING, LINKING, LOOKING, MAPS, PRIVACY, ROSTER, WRITING)
SENTENCES = {reason: text for table in TABLES for reason, text in table.items()}


def sentence(refused: Refused, t: Translator) -> str:
    """The sentence of a refusal, filled with its facts."""
    return t(SENTENCES[refused.reason], **refused.facts)
