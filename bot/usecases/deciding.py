"""The sender decides about an import: answers, looks, applies."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto

from bot.roster.proposed import difference_of, shown_of
from bot.store import imports
from bot.store import roster as store
from bot.store.imports import ImportState
from bot.store.tx import Tx
from bot.usecases import rostering
from bot.usecases.importing import (
    ImportPress,
    compare_anew,
    end,
    own_request,
    rightful_request,
    show,
)
from bot.usecases.rights import actor


class Applied(Enum):
    """What became of a press on Apply."""

    DONE = auto()
    ALREADY = auto()
    """Somebody pressed before, or there is nothing to apply."""
    ASKED_AGAIN = auto()
    """So many posts would be emptied that it is asked once more."""
    CHANGED = auto()
    """The roster is another by now: it is being compared anew."""


def answer(tx: Tx, command: ImportPress, now: datetime) -> None:
    """One person or two: the sheet is compared anew with that known.

    The button carries the number of the question, so that a second press answers no other.
    """
    found = rightful_request(tx, command)
    text = imports.difference(tx, found.id)
    number, yes = divmod(command.value, 2)
    if text is None or number != len(found.answers):
        return
    questions = shown_of(text).questions
    if questions:
        compare_anew(tx, found, {**found.answers, questions[0].id: bool(yes)}, now)


def turn(tx: Tx, command: ImportPress, now: datetime) -> None:
    """Another page of the changes."""
    found = rightful_request(tx, command)
    if found.state is ImportState.READY:
        show(tx, found, {"page": command.value}, now)


def apply(tx: Tx, command: ImportPress, now: datetime) -> Applied:
    """应用, if the sender still may and the roster is the one that was compared."""
    found = own_request(tx, command)
    text = imports.difference(tx, found.id)
    if text is None or (shown := shown_of(text)).empty or shown.questions:
        return Applied.ALREADY
    who = actor(tx, command.telegram_id, command.operators)
    care = rostering.care_of(who)
    difference = difference_of(text)
    if difference.roster_version != store.version(tx):
        compare_anew(tx, found, found.answers, now)
        return Applied.CHANGED
    if shown.emptying and not command.sure:
        show(tx, found, {"sure": True}, now)
        return Applied.ASKED_AGAIN
    rostering.apply_difference(tx, rostering.Apply(difference, who.name, care, "chat"), now)
    end(tx, found, ImportState.APPLIED, {"counts": dict(shown.counts)}, now)
    return Applied.DONE
