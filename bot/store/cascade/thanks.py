"""道声辛苦: whom it goes to, and that it went."""

from __future__ import annotations

from datetime import datetime

from bot.store.tx import Tx


def cards_to_thank_under(tx: Tx, instruction_id: int) -> dict[int, int]:
    """By chat: the card of an instruction under which thanks are said."""
    rows = tx.all("cards_to_thank_under", instruction_id=instruction_id)
    return {int(row["chat_id"]): int(row["telegram_id"]) for row in rows}


def set_thanked(tx: Tx, instruction_id: int, now: datetime) -> bool:
    """Record it; False where it was said before."""
    return bool(tx.run("set_thanked", instruction_id=instruction_id, now=now))


def thanked(tx: Tx, instruction_id: int) -> bool:
    """Whether those who answered were thanked."""
    row = tx.one("thanked", instruction_id=instruction_id)
    return row is not None and row["thanked_at"] is not None
