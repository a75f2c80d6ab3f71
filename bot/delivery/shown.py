"""What the bot's messages show at present, in memory, to skip edits that would change nothing."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from math import inf

from bot.chat.outgoing import Outgoing

_REMEMBERED = 20_000


class ShownContents:
    """Skips unchanged edits and keeps edits of one message `interval` seconds apart."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._seen: OrderedDict[int, tuple[int, float]] = OrderedDict()

    def same(self, message_id: int, outgoing: Outgoing) -> bool:
        """Whether a message is known to show exactly this content."""
        found = self._seen.get(message_id)
        return found is not None and found[0] == _print_of(outgoing)

    def changeable_at(self, message_id: int) -> float:
        """When a message may be edited again."""
        found = self._seen.get(message_id)
        return -inf if found is None else found[1] + self._interval

    def shows(self, message_id: int, outgoing: Outgoing, at: float) -> None:
        """Record that a message shows this content."""
        self._seen[message_id] = _print_of(outgoing), at
        self._seen.move_to_end(message_id)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def forget(self, message_id: int) -> None:
        """Forget what a message shows: its state is uncertain."""
        self._seen.pop(message_id, None)


def _print_of(outgoing: Outgoing) -> int:
    """A fingerprint of the content; keyboards may hold lists, so the value itself cannot
    be hashed."""
    return hash(replace(outgoing, keyboard=tuple(map(tuple, outgoing.keyboard))))
