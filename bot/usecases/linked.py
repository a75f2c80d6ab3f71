"""What follows when it becomes known whose a Telegram account is, or somebody comes back."""

from __future__ import annotations

from datetime import datetime

from bot.roster.model import Member
from bot.store import people
from bot.store.tx import Tx
from bot.usecases import answering, succession
from bot.usecases.answered import Recorded


def on_linked(tx: Tx, member: Member, now: datetime) -> list[Recorded]:
    """Count what the member pressed before, and show them what still waits; what was counted."""
    counted = answering.count_pending(tx, member, now)
    succession.give_open_cards(tx, member, now)
    return counted


def on_reachable(tx: Tx, account: int, now: datetime) -> None:
    """Show a member who can be written to again what still waits for them."""
    member = people.member_by_telegram(tx, account)
    if member is not None:
        succession.give_open_cards(tx, member, now)
