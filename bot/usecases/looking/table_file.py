"""[文件]: the office's own table as its answers fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.chat.looking.table_file import TableFileView
from bot.errors import Refused
from bot.messages.forms import TableFileArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.forms import office_tables
from bot.store.house import audit
from bot.store.looking.progress import Part
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.looking.names_export import ExportNames
from bot.usecases.looking.navigating import asker
from bot.usecases.rights import actor


def send_table(tx: Tx, command: ExportNames, now: datetime) -> None:
    """Send the table to the asker's private chat. Raises Refused."""
    who = asker(tx, command.asking)
    instruction, mine = care.seen_instruction(tx, who, command.instruction_id)
    if command.unit_id:
        care.part_at(tx, mine, command.unit_id)
    if not office_tables.has_table(tx, instruction.id):
        raise Refused("stale_button")
    saying = Saying(
        chat_id=who.telegram_id,
        args=TableFileArgs(unit=command.unit_id, operator=who.operator),
        lane=Lane.REPLY,
        subject_id=instruction.id,
    )
    outbox.say(tx, saying, now)
    unit = command.unit_id or None
    audit.record(tx, now, who.name, "table.export", instruction_id=instruction.id, unit_id=unit)


def table_file_view(tx: Tx, message: BotMessage, _now: datetime) -> TableFileView | None:
    """Which table, and which parts of the tree; None where the reader may not see it any more."""
    args = message.args_as(TableFileArgs)
    who = actor(tx, message.chat_id, frozenset({message.chat_id} if args.operator else ()))
    try:
        instruction, mine = care.seen_instruction(tx, who, message.subject_id or 0)
        here = [care.part_at(tx, mine, args.unit)] if args.unit else mine
    except Refused:
        return None
    if not office_tables.has_table(tx, instruction.id):
        return None
    return TableFileView(
        instruction=instruction,
        file_name=office_tables.table_name(tx, instruction.id),
        ranges=_ranges(here),
    )


def _ranges(parts: Sequence[Part]) -> tuple[tuple[str, str], ...]:
    return tuple((str(part.range["path"]), str(part.range["path_end"])) for part in parts)
