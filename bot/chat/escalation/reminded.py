"""What 提醒未回复 came to."""

from __future__ import annotations

from bot.chat.places import SomeUnits, listed
from bot.chat.texts import Translator


def reminded_said(
    people: int, units: int, lost: SomeUnits | None, *, own: bool, more: bool, t: Translator
) -> str:
    """How many people were told, for how many units; `lost`: units with nobody to tell; `own`: only
    the asker's own are silent; `more`: press again for the rest."""
    if not units:
        return t("All have answered, there is nobody to remind.")
    if own:
        return t("Only your own answer is missing: please press “Received”.")
    named = listed(lost, t) if lost else ""
    if not people:
        return t("None of them can be written to here; please phone: {units}.", units=named)
    text = t.n("{n} person has been reminded", "{n} people have been reminded", people)
    if lost:
        said = t.n("{n} unit cannot be reached: {units}", "{n} units cannot be reached: {units}",
                   lost.total, units=named)  # fmt: skip
        text = t("{one}, {other}", one=text, other=said)
    text = t("{sentence}.", sentence=text)
    return text + t(" Press again for the rest.") if more else text
