"""The cost of reading a typed answer, over the lists used by the tests."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.site import Site
from bot.instructions.reading.reader import Writer, read

ROW = "reading"
_LISTS = Path(__file__).parents[2] / "tests" / "instructions" / "reading"
_MOST = 50.0
_ROUNDS = 20


def measure(_site: Site) -> Iterator[Figure]:
    """CPU microseconds a text in the quickest of the rounds, each text read once a round: what else
    the machine does only adds to it."""
    writer = Writer(("3栋",), ("王芳",))
    texts = [line.partition("\t")[0] for line in _lines()]
    for text in texts:
        read(text, writer)
    spent = min(_round(texts, writer) for _ in range(_ROUNDS)) / len(texts)
    yield Figure(row=ROW, what=f"{len(texts):,} typed answers, CPU for one", unit="µs",
                 value=1e6 * spent, at_most=_MOST)  # fmt: skip


def _round(texts: Sequence[str], writer: Writer) -> float:
    began = time.process_time()
    for text in texts:
        read(text, writer)
    return time.process_time() - began


def _lines() -> Iterator[str]:
    for file in sorted(_LISTS.glob("*.tsv")):
        for line in file.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield line
