"""The roster as a file in the chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.chat.outgoing import NewFile, Outgoing
from bot.chat.texts import Translator


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A workbook with its number of rows and its date."""

    day: date
    rows: int
    content: bytes = field(repr=False)


def render_roster_file(view: RosterFile, t: Translator) -> Outgoing:
    """The file, with a warning that it contains full phone numbers."""
    name = t("roster-{day}.xlsx", day=view.day.isoformat())
    text = t.n(
        "The roster, {n} row. Full phone numbers are in it: please keep it to yourself.",
        "The roster, {n} rows. Full phone numbers are in it: please keep it to yourself.",
        view.rows,
    )
    return Outgoing(text=text, new_file=NewFile(name, view.content))
