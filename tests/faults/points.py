"""The points on the data's way at which a process may die, and how it does."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """Between an update at Telegram and the record of what was said about it."""

    FETCHED = "fetched"
    """Telegram has handed over updates; nothing is stored."""
    STORING = "storing"
    """Updates are written, not committed."""
    STORED = "stored"
    """Updates are committed, not handled."""
    HANDLING = "handling"
    """An update's effects are written, not committed."""
    HANDLED = "handled"
    """They are committed; the press was not answered."""
    DECIDING = "deciding"
    """Effects of a due time are written, not committed."""
    DECIDED = "decided"
    """They are committed."""
    CLAIMING = "claiming"
    """Rows are claimed, not committed."""
    CLAIMED = "claimed"
    """The claim is committed; Telegram has not got the request."""
    PERFORMED = "performed"
    """Telegram has done it; nothing of that is written."""
    RECORDING = "recording"
    """The outcome is written, not committed."""
    RECORDED = "recorded"
    """It is committed."""


ANYWHERE = "anywhere"
NOWHERE = "nowhere"


class Passages:
    """Kills this process when it passes the chosen point; its last words say which it was."""

    def __init__(self, point: str, times: int, last_words: Callable[[bytes], object]) -> None:
        self._point = point
        self._left = times
        self._last_words = last_words

    def arm(self, point: str, times: int) -> None:
        """Die when `point` is passed for so many times from now on."""
        self._point, self._left = point, times

    def passing(self, point: Point) -> None:
        """This point is passed now."""
        if self._point in (point, ANYWHERE):
            self._left -= 1
            if self._left == 0:
                self._last_words(f"died {point}\n".encode())
                os.kill(os.getpid(), signal.SIGKILL)
