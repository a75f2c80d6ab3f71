"""What a live page shows, and the event that brings a reader from the text before to this one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cached_property

Edit = tuple[int, int, list[str]]
"""Lines from, up to, and what stands in their place."""


class LiveText:
    """A text by lines. `mark`: stands for it where the text itself is not kept."""

    def __init__(self, lines: list[str], former: LiveText | None = None) -> None:
        self.mark = object()
        self.lines = lines
        self._former = former.mark if former else None
        self._edits = list(line_edits(former.lines, lines)) if former else []

    @classmethod
    def after(cls, former: LiveText | None, said: str) -> LiveText:
        """The former, where it says the same."""
        lines = said.splitlines()
        if former is not None and former.lines == lines:
            return former
        return cls(lines, former)

    def starts_from(self, mark: object) -> bool:
        """Whether `change` leads here from the text with this mark."""
        return mark is not None and mark is self._former

    @cached_property
    def whole(self) -> bytes:
        """The event with all lines."""
        lines = "".join(f"data: {line}\n" for line in self.lines)
        return f"event: live\n{lines}\n".encode()

    @cached_property
    def change(self) -> bytes:
        """The event with those lines that differ from the former text's, or all if that is less."""
        said = json.dumps(self._edits, ensure_ascii=False, separators=(",", ":"))
        found = f"event: part\ndata: {said}\n\n".encode()
        return min(found, self.whole, key=len)


def line_edits(old: list[str], new: list[str]) -> Iterator[Edit]:
    """What makes the new lines of the old: line by line where there are as many, as a page mostly
    has, else all between the first and the last that differ."""
    if len(old) == len(new):
        yield from ((n, n + 1, [new[n]]) for n, line in enumerate(old) if line != new[n])
        return
    most = min(len(old), len(new))
    head = next((n for n in range(most) if old[n] != new[n]), most)
    tail = next((n for n in range(most - head) if old[-1 - n] != new[-1 - n]), most - head)
    yield head, len(old) - tail, new[head : len(new) - tail]
