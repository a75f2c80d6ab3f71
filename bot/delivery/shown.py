"""What our messages show at the moment, as far as we remember, and since when."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from math import inf

from bot.chat.outgoing import Outgoing

_REMEMBERED = 20_000


class Shown:
    """Spares an edit that would change nothing, and keeps the others `interval` seconds apart."""

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._seen: OrderedDict[int, tuple[int, float]] = OrderedDict()

    def same(self, message_id: int, outgoing: Outgoing) -> bool:
        """Whether a message is known to show exactly this."""
        found = self._seen.get(message_id)
        return found is not None and found[0] == _print_of(outgoing)

    def changeable_at(self, message_id: int) -> float:
        """When a message may be changed again."""
        found = self._seen.get(message_id)
        return -inf if found is None else found[1] + self._interval

    def shows(self, message_id: int, outgoing: Outgoing, at: float) -> None:
        """A message shows this from now on."""
        self._seen[message_id] = _print_of(outgoing), at
        self._seen.move_to_end(message_id)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)

    def forget(self, message_id: int) -> None:
        """Nobody knows what a message shows."""
        self._seen.pop(message_id, None)


def _print_of(outgoing: Outgoing) -> int:
    """Tells contents apart; keyboards may be lists, so the value itself cannot be hashed."""
    return hash(replace(outgoing, keyboard=tuple(map(tuple, outgoing.keyboard))))
