"""Import requests: spreadsheets sent to the bot, until their senders decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

from bot.store.tx import Row, Tx


class ImportState(StrEnum):
    """The state of an import request."""

    ASKED = "asked"
    FETCHING = "fetching"
    READY = "ready"
    APPLIED = "applied"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A spreadsheet somebody sent. `answers`: the sender's answers to questions about it."""

    id: int
    member_id: int | None
    chat_id: int
    file_id: str
    file_name: str
    state: ImportState
    answers: Mapping[str, bool]
    purpose: Literal["roster", "table"] = "roster"


def begin_import(
    tx: Tx, member_id: int | None, chat_id: int, file: tuple[str, str], now: datetime
) -> int:
    """Store a received file by its Telegram file id and name; returns the request's id."""
    file_id, file_name = file
    row = tx.need(
        "insert_import",
        member_id=member_id,
        chat_id=chat_id,
        file_id=file_id,
        file_name=file_name,
        now=now,
    )
    return int(row["id"])


def import_request(tx: Tx, import_id: int) -> ImportRequest | None:
    """One request."""
    row = tx.one("import_by_id", import_id=import_id)
    return None if row is None else _request(row)


def difference(tx: Tx, import_id: int) -> str | None:
    """The stored difference; None before it is computed and after the decision."""
    row = tx.one("import_difference", import_id=import_id)
    return None if row is None else str(row["difference"])


def undecided(tx: Tx, chat_id: int) -> list[ImportRequest]:
    """The undecided requests in a chat."""
    return [_request(row) for row in tx.all("open_imports", chat_id=chat_id)]


def forgotten(tx: Tx, before: datetime, most: int) -> list[ImportRequest]:
    """At most `most` undecided requests made before `before`."""
    return [_request(row) for row in tx.all("forgotten_imports", before=before, most=most)]


def set_purpose(tx: Tx, import_id: int, purpose: Literal["roster", "table"]) -> None:
    """Say what a request's file is read as."""
    tx.run("set_import_purpose", import_id=import_id, purpose=purpose)


def fetching(tx: Tx, import_id: int, answers: Mapping[str, bool]) -> None:
    """The request's file is being downloaded."""
    tx.run("begin_fetching", import_id=import_id, answers=dict(answers))


def store_difference(tx: Tx, import_id: int, difference: str) -> bool:
    """Store the difference; False where the request is no longer pending."""
    return bool(tx.run("import_ready", import_id=import_id, difference=difference))


def end_import(tx: Tx, import_id: int, state: ImportState, now: datetime) -> bool:
    """Decide a request and erase its difference; False where it was decided before."""
    return bool(tx.run("end_import", import_id=import_id, state=state, now=now))


def _request(row: Row) -> ImportRequest:
    return ImportRequest(
        id=row["id"],
        member_id=row["member_id"],
        chat_id=row["chat_id"],
        file_id=row["file_id"],
        file_name=row["file_name"],
        state=ImportState(row["state"]),
        answers=json.loads(row["answers"]),
        purpose=row["purpose"],
    )
