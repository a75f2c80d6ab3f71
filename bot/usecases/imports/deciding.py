"""Import requests whose file has arrived: comparison and decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from bot.messages.house import plain_facts
from bot.messages.roster import ImportArgs
from bot.roster.care import Care
from bot.roster.model import Roster
from bot.roster.proposed import difference_of, shown_of
from bot.store.roster import imports
from bot.store.roster import roster as store
from bot.store.roster.imports import ImportState
from bot.store.tx import Tx
from bot.usecases.imports.importing import (
    ImportPress,
    compare_anew,
    end_import,
    own_request,
    rightful_request,
    show_import,
)
from bot.usecases.rights import actor
from bot.usecases.roster import applying


@dataclass(frozen=True, slots=True)
class ComparisonBasis:
    """What a file is compared with, limited to the sender's care."""

    name: str
    roster: Roster
    care: Care
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """An import request whose file has arrived."""

    import_id: int
    operators: frozenset[int] = frozenset()


def material(tx: Tx, query: ArrivedFile, _now: datetime) -> ComparisonBasis | None:
    """What to compare the file with; None where the request is no longer pending."""
    found = imports.import_request(tx, query.import_id)
    if found is None or found.state is not ImportState.FETCHING:
        return None
    care = applying.care_of(actor(tx, found.chat_id, query.operators))
    return ComparisonBasis(found.file_name, store.load_roster(tx), care, found.answers)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file would change, as JSON of `bot.roster.proposed`."""

    import_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be downloaded or read, and why."""

    import_id: int
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def import_ready(tx: Tx, command: Compared, now: datetime) -> None:
    """Show what the file would change."""
    found = imports.import_request(tx, command.import_id)
    if found is not None and imports.store_difference(tx, found.id, command.text):
        show_import(tx, replace(found, state=ImportState.READY), ImportArgs(), now)


def import_unread(tx: Tx, command: Unread, now: datetime) -> None:
    """Say why the file cannot be used."""
    found = imports.import_request(tx, command.import_id)
    if found is not None and found.state is ImportState.FETCHING:
        args = ImportArgs(reason=command.reason, facts=plain_facts(command.facts))
        end_import(tx, found, ImportState.FAILED, args, now)


class Applied(Enum):
    """The result of a press on Apply."""

    DONE = auto()
    ALREADY = auto()
    """It was pressed before, or there is nothing to apply."""
    ASKED_AGAIN = auto()
    """So many posts would become vacant that a confirmation is asked for."""
    CHANGED = auto()
    """The roster has changed: the file is compared again."""


def answer_import(tx: Tx, command: ImportPress, now: datetime) -> None:
    """The answer to a question: compare again with it.

    The button carries the question's number, so that a second press does not answer the next
    question.
    """
    found = rightful_request(tx, command)
    text = imports.difference(tx, found.id)
    number, yes = divmod(command.value, 2)
    if text is None or number != len(found.answers):
        return
    questions = shown_of(text).questions
    if questions:
        compare_anew(tx, found, {**found.answers, questions[0].id: bool(yes)}, now)


def turn_import(tx: Tx, command: ImportPress, now: datetime) -> None:
    """Turn to another page of the changes."""
    found = rightful_request(tx, command)
    if found.state is ImportState.READY:
        show_import(tx, found, ImportArgs(page=command.value), now)


def apply(tx: Tx, command: ImportPress, now: datetime) -> Applied:
    """应用: apply, if the sender still may and the roster is the one compared."""
    found = own_request(tx, command)
    text = imports.difference(tx, found.id)
    if text is None or (shown := shown_of(text)).empty or shown.questions:
        return Applied.ALREADY
    who = actor(tx, command.telegram_id, command.operators)
    care = applying.care_of(who)
    difference = difference_of(text)
    if difference.roster_version != store.roster_version(tx):
        compare_anew(tx, found, found.answers, now)
        return Applied.CHANGED
    if shown.emptying and not command.sure:
        show_import(tx, found, ImportArgs(sure=True), now)
        return Applied.ASKED_AGAIN
    applying.apply_difference(tx, applying.Apply(difference, who.name, care, "chat"), now)
    end_import(tx, found, ImportState.APPLIED, ImportArgs(counts=dict(shown.counts)), now)
    return Applied.DONE
