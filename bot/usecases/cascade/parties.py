"""The property companies and owners' committees that an instruction concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.instructions.model import Instruction
from bot.roster.model import Member, Unit
from bot.roster.posts import BRANCH
from bot.store.answering import answers
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases.cascade import cards


def parties_of(tx: Tx, asked: Iterable[Unit]) -> list[Member]:
    """Who holds such a post in a branch in which some unit is asked, each once."""
    tiers = house.heights(tx).items()
    seats = [seat for code, height in tiers if height == BRANCH
             for seat in people.party_seats(tx, code)]  # fmt: skip
    if not seats:
        return []
    inside = {path for unit in asked for path in _upwards(unit.path)}
    found = (seat.member for seat in seats if seat.unit.path in inside)
    return list({member.id: member for member in found if member is not None}.values())


def inform_parties(tx: Tx, instruction: Instruction, asked: Iterable[Unit], now: datetime) -> None:
    """Where the issuer ticked them: show them the card in private. It asks for nothing, so that
    those who answer for some unit besides wait for that unit's card."""
    if not instruction.parties:
        return
    told = [
        member.telegram_id
        for member in parties_of(tx, asked)
        if member.listening and not answers.held_by(tx, instruction.id, member.id)
    ]
    cards.inform(tx, instruction, [chat for chat in told if chat is not None], now)


def _upwards(path: str) -> list[str]:
    """The path of a unit and of all above it."""
    return [path[: at + 1] for at, sign in enumerate(path) if sign == "."]
