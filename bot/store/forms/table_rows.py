"""The rows of an office's own table, read a slice at a time, so that nothing else waits long."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.forms.office_table import TableRow
from bot.store.forms import questions
from bot.store.forms.photos import photo_link
from bot.store.tx import Tx

AT_ONCE = 50
"""Units whose answers are read at once."""


@dataclass(frozen=True, slots=True)
class SliceAsked:
    """The next units of an instruction after a path, in a range of paths."""

    instruction_id: int
    range: tuple[str, str]
    after: str = ""


@dataclass(frozen=True, slots=True)
class TableSlice:
    """Rows, and the path of the last of them; None where there are no more."""

    rows: list[TableRow]
    last: str | None


def table_slice(tx: Tx, asked: SliceAsked) -> TableSlice:
    """The next rows, each with the answers there are."""
    path, end = asked.range
    wanted = {"instruction_id": asked.instruction_id, "path": path, "path_end": end}
    targets = tx.all("table_targets", after=asked.after, most=AT_ONCE, **wanted)
    if not targets:
        return TableSlice([], None)
    found_in = questions.asked_in(tx, asked.instruction_id)
    columns = {each.id: each.question.column for each in found_in}
    pictures = {each.id for each in questions.pictured(found_in)}
    values: dict[int, dict[int, str]] = {}
    first, last = targets[0]["path"], targets[-1]["path"]
    span = {"instruction_id": asked.instruction_id, "first": first, "last": last}
    for row in tx.all("table_answers", **span):
        column = columns.get(row["question_id"])
        if column is not None:
            linked = row["question_id"] in pictures
            value = photo_link(tx, row["target_id"], row["question_id"]) if linked else row["value"]
            values.setdefault(row["target_id"], {})[column] = value
    asked_columns = {each for each in columns.values() if each is not None}
    rows = [
        TableRow(
            tuple(name for name in (row["upper"], row["name"]) if name),
            found := values.get(row["id"], {}),
            missing=not asked_columns <= found.keys(),
        )
        for row in targets
    ]
    return TableSlice(rows, last)
