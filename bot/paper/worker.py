"""Lays out posters in a process of its own: `python -m bot.paper.worker`."""

from __future__ import annotations

import pickle
import sys

from bot.paper.poster import write_posters
from bot.paper.sheet import PosterSheet


def write_from_stdin() -> None:
    """Read a sheet from stdin; write the PDF."""
    sheet: PosterSheet = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    sys.stdout.buffer.write(write_posters(sheet.posters, sheet.per_page))


if __name__ == "__main__":
    write_from_stdin()
