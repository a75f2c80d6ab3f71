"""People who were forgotten, and messages whose words were removed for that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.chat.outgoing import Button, Entity, Outgoing, utf16
from bot.chat.texts import Translator
from bot.roster.model import FORGOTTEN

_LIMIT = 4096


def somebody(t: Translator) -> str:
    """What stands for the name of somebody who was forgotten."""
    return t("a deleted person")


def with_placeholders(outgoing: Outgoing, t: Translator) -> Outgoing:
    """The message with words in place of the stored placeholder."""
    rows = [[_label(each, t) for each in row] for row in outgoing.keyboard]
    if FORGOTTEN not in outgoing.text:
        return replace(outgoing, keyboard=rows) if _shown(outgoing.keyboard) else outgoing
    said = somebody(t)
    said = said if utf16(outgoing.text.replace(FORGOTTEN, said)) <= _LIMIT else "…"
    return replace(
        outgoing,
        text=outgoing.text.replace(FORGOTTEN, said),
        entities=_moved(outgoing.text, outgoing.entities, utf16(said) - utf16(FORGOTTEN)),
        keyboard=rows,
    )


def render_erased(_view: bool, t: Translator) -> Outgoing:
    """In place of a message with words of somebody who was forgotten."""
    return Outgoing(text=t("What stood here was removed at the person's own wish."))


def _shown(keyboard: Sequence[Sequence[Button]]) -> bool:
    return any(FORGOTTEN in button.label for row in keyboard for button in row)


def _label(button: Button, t: Translator) -> Button:
    return replace(button, label=button.label.replace(FORGOTTEN, somebody(t)))


def _moved(text: str, entities: Sequence[Entity], longer: int) -> tuple[Entity, ...]:
    """Each placeholder before an entity moves it, each one inside lengthens it."""
    units = text.encode("utf-16-le")

    def placeholders(start: int, end: int) -> int:
        return units[2 * start : 2 * end].decode("utf-16-le", "ignore").count(FORGOTTEN)

    return tuple(
        replace(
            each,
            offset=each.offset + longer * placeholders(0, each.offset),
            length=each.length + longer * placeholders(each.offset, each.offset + each.length),
        )
        for each in entities
    )
