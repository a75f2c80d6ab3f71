"""Screens for halls: a link without a name behind it that shows no names, until it is revoked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat.board.values import BoardView
from bot.chat.looking.values import Wall
from bot.errors import Refused
from bot.messages.board import HallLinkArgs
from bot.store.board import sessions
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import audit, house
from bot.store.tx import Tx
from bot.usecases import care
from bot.usecases.board.board_view import board_at
from bot.usecases.doors.tokens import hashed, link_token
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.looking.status_view import list_view
from bot.usecases.rights import actor

HALL_HOLDS = timedelta(days=365)
_TURN = 20
"""Seconds after which a hall's screen moves on."""


@dataclass(frozen=True, slots=True)
class MakeHall:
    """大屏链接: of everything in the asker's care. `seed`: fresh and random."""

    asking: Asking
    seed: str = field(repr=False)
    key: bytes = field(repr=False)


def make_hall(tx: Tx, command: MakeHall, now: datetime) -> None:
    """Make a link and show it to the asker. It sees what they may see at that moment."""
    who = asker(tx, command.asking)
    care.parts(tx, who)
    token, until = link_token(command.key, "wall", command.seed), now + HALL_HOLDS
    made = sessions.add_session(
        tx, "wall", who.telegram_id, hashed(token), until, now, seed=command.seed
    )
    audit.record(tx, now, who.name, "board.hall", path="chat")
    args = HallLinkArgs()
    outbox.say(
        tx, Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=made), now
    )


@dataclass(frozen=True, slots=True)
class AskHall:
    """A hall's screen asks what to show."""

    token: str = field(repr=False)
    operators: frozenset[int] = frozenset()


def hall_page(tx: Tx, command: AskHall, now: datetime) -> BoardView | None:
    """What the hall sees now: the open notices in turn, and who can be reached; None for a link
    that was revoked, or whose maker has no post any more."""
    link = sessions.living_session(tx, "wall", hashed(command.token), now)
    if link is None:
        return None
    who = actor(tx, link.account, command.operators)
    try:
        found = list_view(tx, who, 0, Wall(now, house.zone(tx))).headings
        numbers = [each.instruction.id for each in found] + [0]
        turn = int(now.timestamp()) // _TURN % len(numbers)
        return board_at(tx, who, numbers[turn], 0, now)
    except Refused:
        return None
