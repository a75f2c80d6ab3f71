"""How far somebody may change the roster."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Care:
    """The paths of the units somebody has in care; None is the operator's: everything."""

    paths: tuple[str, ...] | None = None

    def covers(self, path: str) -> bool:
        """Whether the unit at `path` is in care."""
        return self.paths is None or path.startswith(self.paths)

    def is_root(self, path: str) -> bool:
        """Whether care begins at `path`, so that its liaisons change only from above."""
        return self.paths is not None and path in self.paths and not self._from_above(path)

    def _from_above(self, path: str) -> bool:
        return any(path != root and path.startswith(root) for root in self.paths or ())


EVERYTHING = Care(None)
