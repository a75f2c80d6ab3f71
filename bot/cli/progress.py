"""A progress bar on stderr for slow operations; none without a terminal."""

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
    """Draw a bar until the block ends; the yielded function takes the share done, from 0 to 1."""
    if not sys.stderr.isatty():
        yield lambda _share: None
        return
    # Imported late: most commands are faster than this import.
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task(label, total=None)
        yield lambda share: drawn.update(task, total=1.0, completed=share)


def counted(rows: Sequence[T], tell: Tell) -> Iterator[T]:
    """Yield the rows unchanged and report the share that has passed."""
    for number, row in enumerate(rows):
        if number % _AT_ONCE == 0:
            tell(number / len(rows))
        yield row
