"""One tree of errors; what the user reads is kept apart from what the log says."""

from __future__ import annotations


class GridcallError(Exception):
    """Base of every error this package raises."""


class Refused(GridcallError):
    """Something asked for may not or cannot be done; nothing was changed.

    ``reason`` names a sentence in the catalogue (`bot.chat.sentences`), ``facts`` fill it.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
