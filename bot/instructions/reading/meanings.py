"""What a typed text may mean, and the reason for it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Meaning(StrEnum):
    """What a typed answer means."""

    YES = "yes"
    """It counts; nobody is told."""
    NOTE = "note"
    """It counts, and its words are passed up."""
    NO = "no"
    """A denial or a question: it does not count and is passed up."""
    HELP = "help"
    OTHER = "other"
    """It speaks of another building or person than the writer's."""
    ASK = "ask"
    """Unclear: it does not count until the writer has been asked."""


class Why(StrEnum):
    """What decided a meaning."""

    ASSENT = "assent"
    THANKS = "thanks"
    MORE = "more"
    OVER = "over"
    DENIAL = "denial"
    REFUSAL = "refusal"
    """A denial that no assent beside it can take back."""
    QUESTION = "question"
    DANGER = "danger"
    TROUBLE = "trouble"
    OTHER = "other"
    LATER = "later"
    UNSURE = "unsure"
    REMARK = "remark"
    BLANK = "blank"


class Reading(NamedTuple):
    """A meaning, the reason, and the words that decided it.

    `cry`: only a call for help; `buildings`: the numbers named; `guessed`: by the model alone.
    """

    meaning: Meaning
    why: Why
    words: str = ""
    cry: bool = False
    buildings: tuple[str, ...] = ()
    guessed: bool = False

    @property
    def danger(self) -> bool:
        """Whether life may be in danger."""
        return self.why is Why.DANGER
