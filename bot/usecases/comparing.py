"""A file has arrived: what to compare it with, and what came of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.roster.care import Care
from bot.roster.model import Roster
from bot.store import imports
from bot.store import roster as store
from bot.store.imports import ImportState
from bot.store.tx import Tx
from bot.usecases import rostering
from bot.usecases.importing import end, show
from bot.usecases.rights import actor


@dataclass(frozen=True, slots=True)
class Material:
    """What a file is compared with, as far as its sender may change it."""

    name: str
    roster: Roster
    care: Care
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Wanted:
    """An import whose file has arrived."""

    import_id: int
    operators: frozenset[int] = frozenset()


def material(tx: Tx, query: Wanted, _now: datetime) -> Material | None:
    """What to compare the file with; None where nobody waits for it any more."""
    found = imports.request(tx, query.import_id)
    if found is None or found.state is not ImportState.FETCHING:
        return None
    care = rostering.care_of(actor(tx, found.chat_id, query.operators))
    return Material(found.file_name, store.load(tx), care, found.answers)


@dataclass(frozen=True, slots=True)
class Compared:
    """What a file would change, as `bot.roster.proposed` keeps it."""

    import_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that could not be had or read, and why."""

    import_id: int
    reason: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def ready(tx: Tx, command: Compared, now: datetime) -> None:
    """Show what the file would change."""
    found = imports.request(tx, command.import_id)
    if found is not None and imports.ready(tx, found.id, command.text):
        show(tx, replace(found, state=ImportState.READY), {}, now)


def unread(tx: Tx, command: Unread, now: datetime) -> None:
    """Say why the file cannot be used."""
    found = imports.request(tx, command.import_id)
    if found is not None and found.state is ImportState.FETCHING:
        args = {"reason": command.reason, "facts": dict(command.facts)}
        end(tx, found, ImportState.FAILED, args, now)
