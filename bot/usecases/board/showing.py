"""/board and 看板: a picture of the board in the asker's private chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.chat.looking.values import Wall
from bot.messages.board import BoardArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.board.board_view import board_at
from bot.usecases.doors.signing_in import OfferPage, offer_page
from bot.usecases.looking.navigating import Asking, asker, pressed_screen
from bot.usecases.looking.status_view import list_view


@dataclass(frozen=True, slots=True)
class ShowBoard:
    """Show the board of an instruction at a unit; 0: of the readiness of the units, all in care.
    `newest`: of the first open instruction, where there is one."""

    asking: Asking
    instruction: int = 0
    unit: int = 0
    newest: bool = False


def show_board(tx: Tx, command: ShowBoard, now: datetime) -> None:
    """Send the picture; the one whose button was pressed goes. Raises Refused."""
    who = asker(tx, command.asking)
    number = command.instruction
    if command.newest:
        found = list_view(tx, who, 0, Wall(now, house.zone(tx))).headings
        number = found[0].instruction.id if found else 0
    board_at(tx, who, number, command.unit, now)
    args = BoardArgs(instruction=number, unit=command.unit, operator=who.operator)
    saying = Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=number or None)
    outbox.say(tx, saying, now)
    pressed = pressed_screen(tx, command.asking)
    if pressed is not None and pressed.kind == BoardArgs.kind:
        outbox.take_away(tx, pressed, now)


@dataclass(frozen=True, slots=True)
class OpenBoard:
    """/board: the picture, and the page where one is served."""

    show: ShowBoard
    page: OfferPage


def open_with_page(tx: Tx, command: OpenBoard, now: datetime) -> None:
    """Send the picture, and a link to the page. Raises Refused."""
    show_board(tx, command.show, now)
    offer_page(tx, command.page, now)
