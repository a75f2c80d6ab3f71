"""The part of the tree whose roster somebody may change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Care:
    """The paths of the units in somebody's care; None for the operator, who has all."""

    paths: tuple[str, ...] | None = None

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` is in care."""
        return self.paths is None or path.startswith(self.paths)

    def is_root(self, path: str) -> bool:
        """Whether care begins at `path`: its liaisons may only be changed from above."""
        return self.paths is not None and path in self.paths and not self._from_above(path)

    def _from_above(self, path: str) -> bool:
        return any(path != root and path.startswith(root) for root in self.paths or ())


EVERYTHING = Care(None)
