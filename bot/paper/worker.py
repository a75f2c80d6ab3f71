"""Lays out posters and call sheets in a process of its own: `python -m bot.paper.worker`."""

from __future__ import annotations

import pickle
import sys

from bot.paper.call_sheet import write_call_sheets
from bot.paper.poster import write_posters
from bot.paper.sheet import CallSheet, PosterSheet


def write_from_stdin() -> None:
    """Read posters or call sheets from stdin; write the PDF."""
    sheet: PosterSheet | tuple[CallSheet, ...] = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    if isinstance(sheet, PosterSheet):
        sys.stdout.buffer.write(write_posters(sheet.posters, sheet.per_page))
    else:
        sys.stdout.buffer.write(write_call_sheets(sheet))


if __name__ == "__main__":
    write_from_stdin()
