"""Messages of the bot's: what each kind carries, one file a subject."""

from bot.messages import (
    answering,
    board,
    cascade,
    forms,
    groups,
    helping,
    house,
    looking,
    people,
    roster,
    writing,
)

__all__ = [
    "answering",
    "board",
    "cascade",
    "forms",
    "groups",
    "helping",
    "house",
    "looking",
    "people",
    "roster",
    "writing",
]
