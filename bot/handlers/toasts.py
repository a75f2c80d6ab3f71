"""What the presser of an answer button is told."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.remarks import noted
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.instructions.model import InstructionState
from bot.usecases.answered import (
    AlreadyAnswered,
    Answered,
    Ended,
    FormerHolder,
    NotLinked,
    Outsider,
    Recorded,
)
from bot.usecases.helping import Asked


def toast(answered: Answered | Asked, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    """One short sentence for what became of a press."""
    match answered:
        case Recorded():
            return _recorded(answered, t)
        case AlreadyAnswered():
            return _already(answered, now, zone, t)
        case FormerHolder():
            return t(
                "You no longer hold a post for {unit}; no need to answer. Thank you!",
                unit=answered.unit,
            )
        case Ended(state=InstructionState.WITHDRAWN):
            return t("This notice was withdrawn; no need to answer.")
        case Ended():
            return t("This notice is closed. Thank you!")
        case Asked():
            return _asked(answered, t)
        case NotLinked():
            return t("I don't know you yet. Please open the private chat with me.")
        case Outsider():
            return t("Thank you! This is for the building leads to answer; no need to press.")


def _recorded(answered: Recorded, t: Translator) -> str:
    text = noted(answered.who, answered.units, t)
    if answered.passed_to is None:
        return text
    return text + t.n(" Passed on to {n} unit.", " Passed on to {n} units.", answered.passed_to)


def _already(answered: AlreadyAnswered, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    time = clock_time(answered.said_at, now, zone, t)
    if answered.by_self:
        return t("You already answered at {time}; no need to press again.", time=time)
    return t("{name} already answered at {time}; no need to press.", name=answered.by, time=time)


def _asked(answered: Asked, t: Translator) -> str:
    if not answered.told:
        return t("Noted. Nobody above can be reached here; please phone your branch.")
    names = t(", ").join(answered.told)
    return t("Noted, and {names} has been told right away.", names=names)
