"""Which of a branch's parties a call for help concerns besides those above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.roster.fold import fold
from bot.roster.model import PostKind

PartyWords = Mapping[PostKind, Sequence[str]]
"""By party: the words in a call, or the reasons, of which it hears at once."""


def called_in(words: str | None, reason: str | None, known: PartyWords) -> list[PostKind]:
    """The parties whose words stand in a call for help, or whose reason it gives."""
    said = fold(words or "")
    return [
        kind
        for kind, theirs in known.items()
        if any(each == reason or fold(each) in said for each in theirs)
    ]
