"""是本人: a liaison or an operator says whose an account is."""

from __future__ import annotations

from datetime import datetime

from bot.roster.model import Member
from bot.store.tx import Tx
from bot.usecases import linking, requests
from bot.usecases.requests import Pressed


def approve(tx: Tx, command: Pressed, now: datetime) -> Member:
    """Link the requester to the member that was shown; who that is."""
    asked, member, who = requests.take(tx, command, now)
    linking.link(tx, member, asked.telegram_id, "approval", who.name, now)
    requests.refresh_lists(tx, now)
    return member
