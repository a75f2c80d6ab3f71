"""The board as a picture, with buttons into its parts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.chat.board.drawing import draw_board
from bot.chat.board.legend import LOOKS
from bot.chat.board.values import BoardView
from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.looking.rows import how_far, title
from bot.chat.outgoing import Button, NewFile, Outgoing
from bot.chat.text import lines, shorten, unit_name
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.instructions.board import DONE, Cell
from bot.instructions.model import Instruction

_BUTTONS = 16
_OTHERS = 4
_NAME = 16


def render_board(view: BoardView, t: Translator) -> Outgoing:
    """The picture; below it what it says in words, for those who cannot see it."""
    return Outgoing(
        text=lines(*_caption(view, t)).plain,
        new_file=NewFile(t("board.png"), drawing=draw_board(view, t)),
        keyboard=buttons.keyboard(*_keyboard(view, t)),
    )


def _caption(view: BoardView, t: Translator) -> list[str]:
    if view.heading is None:
        said = t("Readiness")
    else:
        said = f"{title(view.heading.instruction, t)}\n{how_far(view.heading, t)}"
    missing = [
        f"{t(LOOKS[state].word)} {n}"
        for state, n in sorted(view.counts.items(), key=lambda each: list(LOOKS).index(each[0]))
        if state not in DONE
    ]
    return [said, t(" | ").join(missing)]


def _keyboard(view: BoardView, t: Translator) -> Iterator[buttons.Row]:
    number = view.heading.instruction.id if view.heading else 0
    into = [_into(number, each) for each in _deeper(view)][:_BUTTONS]
    yield from buttons.in_rows(into, 2)
    yield [
        *([Button(t("Whole"), pack(Action.BOARD, number, 0))] if view.unit_id else []),
        Button(t("Refresh"), pack(Action.BOARD, number, view.unit_id)),
        *([Button(t("See the list"), pack(Action.STATUS, number))] if number else []),
    ]
    others = [_other(each.instruction, t) for each in view.others[:_OTHERS]]
    if number:
        others.append(Button(t("Readiness"), pack(Action.BOARD, 0, view.unit_id)))
    yield from buttons.in_rows(others, 2)


def _deeper(view: BoardView) -> list[Cell]:
    """The cells that stand for several units, unfinished ones first."""
    several = [each for each in view.cells if each.total > 1]
    return sorted(several, key=lambda each: each.done >= each.total)


def _into(number: int, cell: Cell) -> Button:
    name = unit_name(cell.unit.name, _NAME)
    return Button(f"{name} {cell.done}/{cell.total}", pack(Action.BOARD, number, cell.unit.id))


def _other(instruction: Instruction, t: Translator) -> Button:
    label = shorten(f"#{instruction.number} {headline(instruction, t)}".rstrip(), 20)
    return Button(label, pack(Action.BOARD, instruction.id, 0))
