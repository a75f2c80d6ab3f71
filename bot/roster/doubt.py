"""Units that lose nobody because a row about them is unreadable."""

from __future__ import annotations

from bot.roster.places import Key


class UncertainUnits:
    """Keys of units whose seats stay. `branch`: the length of a branch's key."""

    def __init__(self, branch: int) -> None:
        self._branch = branch
        self._standing: set[Key] = set()
        self._adrift: set[Key] = set()

    def standing(self, key: Key) -> None:
        """A row at `key` is in doubt: spare its whole branch, or only that unit if it is
        above branches."""
        self._standing.add(key[: self._branch])

    def adrift(self, key: Key) -> None:
        """A row in doubt may belong anywhere at or below `key`."""
        self._adrift.add(key)

    def spare(self, key: Key) -> bool:
        """Whether the unit at `key` loses nobody."""
        above = (key[:depth] for depth in range(len(key) + 1))
        return key[: self._branch] in self._standing or any(part in self._adrift for part in above)
