"""A bar on stderr while something takes long; nothing where nobody looks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

Tell = Callable[[float], None]
T = TypeVar("T")
_AT_ONCE = 500


@contextmanager
def bar(label: str) -> Iterator[Tell]:
    """Draw one until the block ends; it only moves until it is told a share from 0 to 1."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    # Loaded only where somebody looks: most commands are done sooner than it is.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(label, total=None)
        yield lambda share: drawn.update(task, total=1.0, completed=share)


def counted(rows: Sequence[T], tell: Tell) -> Iterator[T]:
    """The rows as they are; how many of them have passed is told."""
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0:
            tell(number / len(rows))
        yield row
