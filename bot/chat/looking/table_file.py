"""The office's own table, filled in, as a file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.chat.looking.rows import title
from bot.chat.outgoing import NewFile, Outgoing, WantedTable
from bot.chat.texts import Translator
from bot.instructions.forms.office_table import TableWords
from bot.instructions.model import Instruction


@dataclass(frozen=True, slots=True)
class TableFileView:
    """Which table; `ranges`: the parts of the tree, each from one path to before another."""

    instruction: Instruction
    file_name: str
    ranges: tuple[tuple[str, str], ...]


def render_table_file(view: TableFileView, t: Translator) -> Outgoing:
    """The file under its own name; it is filled in when it is sent."""
    words = TableWords(
        heading=t("State of reporting"), missing=t("not reported"), yes=t("yes"), no=t("no"),
    )  # fmt: skip
    wanted = WantedTable(view.instruction.id, view.ranges, words)
    return Outgoing(text=title(view.instruction, t), new_file=NewFile(view.file_name, table=wanted))
