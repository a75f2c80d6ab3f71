"""去掉一行: a button for each thing that can be removed from a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, shorten
from bot.chat.texts import Translator
from bot.chat.titles import FILES
from bot.instructions.model import Instruction

_LABEL = 30


@dataclass(frozen=True, slots=True)
class Thing:
    """A line of a draft, or a file with its name."""

    words: str
    kind: str | None = None
    part_id: int = 0
    line: int = 0
    file_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesView:
    """A page of a draft's lines and files."""

    instruction: Instruction
    version: int
    things: Sequence[Thing]
    page: int
    pages: int


def render_lines(view: LinesView, t: Translator) -> Outgoing:
    """A press removes one; with paging and done."""
    text = bold(t("Which line should go? Press it."))
    rows = [[_button(view, each, t)] for each in view.things]
    rows += [_turning(view, t), [Button(t("Done"), pack(Action.PREVIEW, view.instruction.id))]]
    keyboard = [row for row in rows if row]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=keyboard)


def _button(view: LinesView, thing: Thing, t: Translator) -> Button:
    number = view.instruction.id
    if thing.kind is None:
        where = ("line", thing.part_id, thing.line, view.version)
        return Button("✕ " + shorten(thing.words, _LABEL), pack(Action.TAKE_OUT, number, *where))
    name = thing.words or t(FILES[thing.kind])
    data = pack(Action.TAKE_OUT, number, "file", thing.file_id, view.version)
    return Button("✕ 📎 " + shorten(name, _LABEL), data)


def _turning(view: LinesView, t: Translator) -> list[Button]:
    found = []
    if view.page > 0:
        found.append(Button(t("‹ Previous"), _page(view, view.page - 1)))
    if view.page + 1 < view.pages:
        found.append(Button(t("Next ›"), _page(view, view.page + 1)))
    return found


def _page(view: LinesView, page: int) -> str:
    return pack(Action.TAKE_OUT, view.instruction.id, "page", page)
