"""The names of an instruction, as far as the one who asked for the file may still see them."""

from __future__ import annotations

from datetime import datetime

from bot.chat.looking.names_file import NamesFileView
from bot.errors import Refused
from bot.store import house, progress
from bot.store.outbox import BotMessage
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.rights import actor


def status_file_view(tx: Tx, message: BotMessage, _now: datetime) -> NamesFileView | None:
    """Every unit that belongs into the file; None where its reader may see it no longer."""
    operators = frozenset({message.chat_id} if message.args.get("operator") else ())
    who = actor(tx, message.chat_id, operators)
    try:
        instruction, mine = care.seen(tx, who, message.subject_id or 0)
        unit_id = int(message.args.get("unit", 0))
        here = [care.part_at(tx, mine, unit_id)] if unit_id else mine
    except Refused:
        return None
    names = [name for part in here for name in progress.names(tx, instruction.id, part)]
    return NamesFileView(instruction, names, house.zone(tx))
