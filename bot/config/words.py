"""`[words]`: local phrases besides the shipped ones."""

import unicodedata
from collections import Counter
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from bot.config.refusal import WrongValue
from bot.config.values import SettingsSection
from bot.errors import N_

_LONGEST = 20


def _phrase(text: str) -> str:
    phrase = text.strip()
    if not any(char.isalnum() or unicodedata.category(char) == "So" for char in phrase):
        raise WrongValue(N_("must hold a word or an emoji"))
    return phrase


Phrase = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_phrase)]
Phrases = tuple[Phrase, ...]


class WordsSettings(SettingsSection):
    """A key for each thing a phrase can say; the longest match in a text wins."""

    assent: Phrases = ()
    done: Phrases = ()
    denial: Phrases = ()
    question: Phrases = ()
    danger: Phrases = ()
    trouble: Phrases = ()
    over: Phrases = ()
    later: Phrases = ()
    thanks: Phrases = ()
    address: Phrases = ()
    person: Phrases = ()
    neutral: Phrases = ()

    @model_validator(mode="after")
    def _said_once(self) -> "WordsSettings":
        times = Counter(
            phrase for key in type(self).model_fields for phrase in set(getattr(self, key))
        )
        for phrase, count in times.items():
            if count > 1:
                raise WrongValue(N_("“{phrase}” stands under two keys"), phrase=phrase)
        return self
