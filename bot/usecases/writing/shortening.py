"""去掉一行: remove a line or file from a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.instructions.model import Instruction
from bot.messages.writing import PreviewArgs
from bot.store.tx import Tx, to_micros
from bot.store.writing import parts
from bot.store.writing.parts import DraftFile
from bot.usecases.writing import changing, drafting, previews
from bot.usecases.writing.changing import PreviewPress


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a draft: its part, and its position there."""

    part_id: int
    index: int
    words: str


def lines_of(tx: Tx, draft: Instruction) -> list[Line]:
    """The non-blank lines of a draft, in order."""
    return [
        Line(part.id, index, words.strip())
        for part in parts.parts_of_draft(tx, draft.id)
        for index, words in enumerate(part.text.splitlines())
        if words.strip()
    ]


def things(tx: Tx, draft: Instruction) -> list[Line | DraftFile]:
    """Everything that can be removed from a draft, in order; the last one stays."""
    return [*lines_of(tx, draft), *parts.files(tx, draft.id)]


def show_parts(tx: Tx, press: PreviewPress, page: int, now: datetime) -> None:
    """Show what can be removed."""
    found = changing.draft(tx, press, now, correcting=True)
    args = PreviewArgs(screen="lines", page=max(page, 0))
    previews.show_preview(tx, found.instruction, press.chat_id, now, args)


@dataclass(frozen=True, slots=True)
class TakingOut:
    """Remove a line of a part, or a file, from the `version` of the draft that was seen."""

    press: PreviewPress
    version: int
    part_id: int = 0
    line: int = 0
    file_id: int = 0


def take_out(tx: Tx, command: TakingOut, now: datetime) -> None:
    """Remove it; other lines stay as they are."""
    found = changing.draft(tx, command.press, now, correcting=True)
    draft = found.instruction
    if to_micros(draft.touched_at) != command.version:
        raise Refused("changed_meanwhile")
    if len(things(tx, draft)) < 2:
        raise Refused("stale_button")
    if command.file_id:
        gone = parts.take_out_file(tx, draft.id, command.file_id)
    else:
        gone = _take_out_line(tx, draft, command)
    if not gone:
        raise Refused("stale_button")
    new = drafting.join_parts(tx, draft, command.press.house, now)
    several = len(things(tx, new)) > 1
    args = found.shown if several else PreviewArgs()
    previews.show_preview(tx, new, command.press.chat_id, now, args)


def _take_out_line(tx: Tx, draft: Instruction, command: TakingOut) -> bool:
    part = next(
        (each for each in parts.parts_of_draft(tx, draft.id) if each.id == command.part_id), None
    )
    kept = part.text.splitlines() if part else []
    if part is None or not 0 <= command.line < len(kept):
        return False
    del kept[command.line]
    parts.set_text(tx, part, "\n".join(kept))
    return True
