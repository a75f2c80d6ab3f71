"""Buttons common to all screens: paging and going back."""

from __future__ import annotations

from collections.abc import Iterable

from bot.chat.callback import Action, pack
from bot.chat.looking.values import Pages
from bot.chat.outgoing import Button
from bot.chat.text import shorten
from bot.chat.texts import Translator
from bot.chat.titles import headline
from bot.instructions.data_table import DataFormat, DataSubject
from bot.instructions.model import Instruction

Row = list[Button]
_TITLE = 20


def turning(pages: Pages, t: Translator) -> Row:
    """Previous and next page, where they exist."""
    found = []
    if pages.page > 0:
        found.append(Button(t("‹ Previous"), pack(Action.PAGE, pages.page - 1)))
    if pages.rest:
        found.append(Button(t("Next ›"), pack(Action.PAGE, pages.page + 1)))
    return found


def into(instruction: Instruction, t: Translator) -> Button:
    """Opens an instruction: #3 今晚停水."""
    label = shorten(f"#{instruction.number} {headline(instruction, t)}".rstrip(), _TITLE)
    return Button(label, pack(Action.STATUS, instruction.id))


def answer_button(instruction_id: int, fills: bool, t: Translator) -> Button:
    """收到, or 填报 where a form is asked for."""
    if fills:
        return Button(t("Fill in"), pack(Action.FORM, instruction_id))
    return Button(t("Received"), pack(Action.ACK, instruction_id))


def back_button(t: Translator) -> Row:
    """The way back."""
    return [Button(t("‹ Back"), pack(Action.BACK))]


def file_buttons(subject: DataSubject, about: int, t: Translator) -> Row:
    """[Excel] [CSV]: what a screen is about, as a file."""
    labels = {DataFormat.EXCEL: t("Excel"), DataFormat.CSV: t("CSV")}
    return [
        Button(label, pack(Action.DATA_FILE, subject.value, form.value, about))
        for form, label in labels.items()
    ]


def in_rows(buttons: Iterable[Button], wide: int) -> list[Row]:
    """Buttons side by side, `wide` of them a row."""
    found = list(buttons)
    return [found[start : start + wide] for start in range(0, len(found), wide)]


def keyboard(*rows: Row) -> list[Row]:
    """The rows that hold a button."""
    return [row for row in rows if row]


def page_line(pages: Pages, t: Translator) -> str:
    """How many more rows follow this page."""
    return t.n("… and {n} more", "… and {n} more", pages.rest) if pages.rest else ""
