"""Checks repeatedly whether something is overdue for too long."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.clock import MonotonicMark
from bot.store.tx import Tx
from bot.usecases.house import alarming

_LOOKS_EVERY = timedelta(seconds=15)
_INTERRUPTED_AFTER = timedelta(minutes=1)


class BacklogWatch:
    """A duty of the pulse.

    After a minute without a beat (a start, a suspended machine, a changed clock) every backlog gets
    its full time again.
    """

    def __init__(self, operators: frozenset[int], written: MonotonicMark) -> None:
        self._operators = operators
        self._written = written
        self._since: datetime | None = None
        self._last: datetime | None = None

    def __call__(self, tx: Tx, _most: int, now: datetime) -> int:
        if self._last is not None and timedelta() <= now - self._last < _LOOKS_EVERY:
            return 0
        if self._since is None or not self._unbroken(now):
            self._since = now
        self._last = now
        unwritten = timedelta(seconds=self._written.longest_pause())
        alarming.look_for_lags(
            tx, alarming.CheckBacklogs(self._operators, self._since, unwritten), now
        )
        return 0

    def _unbroken(self, now: datetime) -> bool:
        return self._last is not None and timedelta() <= now - self._last <= _INTERRUPTED_AFTER
