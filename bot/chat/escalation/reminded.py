"""What 提醒未回复 came to."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.places import SomeUnits
from bot.chat.saying import named_units
from bot.messages.sentences import Sentence, to_say, to_say_n


def reminded_said(
    people: int, units: int, lost: SomeUnits | None, *, own: bool, more: bool
) -> Sentence:
    """How many people were told, for how many units; `lost`: units with nobody to tell; `own`: only
    the asker's own are silent; `more`: press again for the rest."""
    if not units:
        return to_say("All have answered, there is nobody to remind.")
    if own:
        return to_say("Only your own answer is missing: please press “Received”.")
    if not people:
        named = named_units(lost) if lost else ""
        return to_say("None of them can be written to here; please phone: {units}.", units=named)
    found = to_say_n("{n} person has been reminded", "{n} people have been reminded", people)
    if lost:
        other = to_say_n(
            "{n} unit cannot be reached: {units}",
            "{n} units cannot be reached: {units}",
            lost.total,
            units=named_units(lost),
        )
        found = to_say("{one}, {other}", one=found, other=other)
    rest = to_say(" Press again for the rest.") if more else None
    return replace(to_say("{sentence}.", sentence=found), then=rest)
