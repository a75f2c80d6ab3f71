"""One tree of errors; the user's text is separate from the log's."""

from __future__ import annotations


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for translation where it is shown."""
    return msgid


class GridcallError(Exception):
    """Base of all errors of this package.

    `text` is a sentence of the catalogue, marked with `N_`, and `facts` fill it. `str` is the
    English sentence, for the log.
    """

    def __init__(self, text: str = "", **facts: object) -> None:
        super().__init__(text.format(**facts) if facts else text)
        self.text = text
        self.facts = facts


class Refused(GridcallError):
    """A request that is not allowed or not possible; nothing was changed.

    `reason` names a sentence of the catalogue (`bot.chat.sentences`), and `facts` fill it.
    """

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts
