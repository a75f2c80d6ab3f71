"""Fills in an office's own table before it is sent: its answers are read a slice at a time, and a
child process writes them."""

from __future__ import annotations

import pickle
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime

from bot.chat.outgoing import NewFile, WantedTable
from bot.delivery.letter import Letter
from bot.errors import Refused
from bot.sheets.tables.apart import table_filled_apart
from bot.sheets.tables.worker import TableFilling
from bot.store.database import Database
from bot.store.forms import office_tables, table_rows
from bot.store.forms.office_tables import KeptTable
from bot.store.forms.table_rows import SliceAsked, TableSlice
from bot.store.tx import Tx


async def with_table(database: Database, letter: Letter) -> Letter:
    """The letter with its table filled in; any other letter as it is. Raises Refused."""
    file = letter.outgoing.new_file
    if file is None or file.table is None:
        return letter
    content = await _filled(database, file.table)
    made = NewFile(file.name, content)
    return replace(letter, outgoing=replace(letter.outgoing, new_file=made))


async def _filled(database: Database, wanted: WantedTable) -> bytes:
    kept = await database.read(_kept, wanted.instruction_id)
    if kept is None:
        raise Refused("file_gone")
    slices = [each for part in wanted.ranges async for each in _slices(database, wanted, part)]
    return await table_filled_apart(TableFilling(kept.content, kept.layout, slices, wanted.words))


async def _slices(
    database: Database, wanted: WantedTable, part: tuple[str, str]
) -> AsyncIterator[bytes]:
    """The rows of a part, pickled a slice at a time."""
    asked: SliceAsked | None = SliceAsked(wanted.instruction_id, part)
    while asked is not None:
        found = await database.read(_slice, asked)
        yield pickle.dumps(found.rows)
        asked = None if found.last is None else replace(asked, after=found.last)


def _kept(tx: Tx, instruction_id: int, _now: datetime) -> KeptTable | None:
    return office_tables.kept_table(tx, instruction_id)


def _slice(tx: Tx, asked: SliceAsked, _now: datetime) -> TableSlice:
    return table_rows.table_slice(tx, asked)
