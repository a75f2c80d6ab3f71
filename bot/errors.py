"""One tree of errors; what the user reads is kept apart from what the log says."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text as one to be translated where it is shown."""
    return msgid


class GridcallError(Exception):
    """Base of every error this package raises.

    ``text`` is a sentence of the catalogue, marked with `N_`; ``facts`` fill it. `str` is the
    English sentence, for the log.
    """

    def __init__(self, text: str = "", **facts: object) -> None:
        super().__init__(text.format(**facts) if facts else text)
        self.text = text
        self.facts = facts


class Refused(GridcallError):
    """Something asked for may not or cannot be done; nothing was changed.

    ``reason`` names a sentence in the catalogue (`bot.chat.sentences`), ``facts`` fill it.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
