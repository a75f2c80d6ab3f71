"""Reads or fills in one office's table in a process of its own:

`python -m bot.sheets.tables.worker`. A malicious file can only exhaust this process's memory
and time.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Refused
from bot.instructions.forms.office_table import TableRow, TableWords, dumps_table, loads_table
from bot.roster.customs import USUAL, Customs
from bot.roster.model import Tier

MEMORY = 1024 * 1024 * 1024
SECONDS = 60


@dataclass(frozen=True)
class TableReading:
    """A file, and the words by which its headings are known."""

    data: bytes
    name: str
    tiers: tuple[Tier, ...]
    customs: Customs = USUAL

    def done(self) -> bytes:
        """The table as JSON. Raises Refused."""
        from bot.sheets.tables.layout import read_table  # with openpyxl, which the bot never needs

        return dumps_table(read_table(self.data, self.name, self.tiers, self.customs)).encode()


@dataclass(frozen=True)
class TableFilling:
    """A file, the table it was read as (JSON), and what is written into it."""

    data: bytes
    table: str
    slices: Sequence[bytes]
    """The rows, pickled a slice at a time: all at once would hold up whoever pickles."""
    words: TableWords

    def done(self) -> bytes:
        """The filled file. Raises Refused."""
        from bot.sheets.tables.filling import filled_table

        rows: list[TableRow] = []
        for each in self.slices:
            rows += pickle.loads(each)  # noqa: S301 - pickled by our own parent process
        return filled_table(self.data, loads_table(self.table), rows, self.words)


TableJob = TableReading | TableFilling


def run_table_worker() -> None:
    """Read work from stdin; write a refusal and a line's end, or an empty line and the result."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    work: TableJob = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent process
    try:
        answer = b"\n" + work.done()
    except Refused as refused:
        answer = json.dumps([refused.reason, refused.facts], ensure_ascii=False).encode() + b"\n"
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    run_table_worker()
