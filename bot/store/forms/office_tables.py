"""The offices' own tables, each with its instruction."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from bot.instructions.forms.office_table import OfficeTable, loads_table
from bot.store.tx import Tx


@dataclass(frozen=True, slots=True)
class KeptTable:
    """An office's table as it was sent, and what was read of it (JSON)."""

    file_name: str
    content: bytes
    layout: str


def put_table(tx: Tx, instruction_id: int, kept: KeptTable) -> None:
    """Keep the table of a draft, instead of one it had."""
    content = base64.b64encode(kept.content).decode("ascii")
    tx.run(
        "put_office_table", instruction_id=instruction_id, file_name=kept.file_name,
        content=content, layout=kept.layout,
    )  # fmt: skip


def table_layout(tx: Tx, instruction_id: int) -> OfficeTable | None:
    """What was read of the table of an instruction; None without one."""
    row = tx.one("office_table_layout", instruction_id=instruction_id)
    return None if row is None else loads_table(row["layout"])


def has_table(tx: Tx, instruction_id: int) -> bool:
    """Whether an instruction fills in an office's table."""
    return tx.one("office_table_exists", instruction_id=instruction_id) is not None


def table_name(tx: Tx, instruction_id: int) -> str:
    """The name of the file; empty without one."""
    row = tx.one("office_table_exists", instruction_id=instruction_id)
    return "" if row is None else str(row["file_name"])


def kept_table(tx: Tx, instruction_id: int) -> KeptTable | None:
    """The file itself; None without one."""
    row = tx.one("office_table", instruction_id=instruction_id)
    if row is None:
        return None
    return KeptTable(row["file_name"], base64.b64decode(row["content"]), row["layout"])
