"""The inbox: updates stored before they are confirmed to Telegram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.store.trouble import out_of_reach
from bot.store.tx import Tx, instant

IDS_KEPT = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class WaitingUpdate:
    """An update to be handled. Updates with the same `sort_key` are handled in order."""

    id: int
    update_id: int
    sort_key: str
    payload: str = field(repr=False)
    attempts: int


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """An update that could not be handled (dead letter)."""

    update_id: int
    attempts: int
    error: str
    received_at: datetime


def keep_updates(
    tx: Tx, updates: Iterable[tuple[str, Mapping[str, Any]]], now: datetime
) -> list[tuple[int, str]]:
    """Store updates, each with its sort key; known ones are skipped (idempotency key: update_id).

    Returns the id and error class of each that cannot be stored; only its id is kept.
    """
    rows = [
        {"update_id": update["update_id"], "sort_key": key, "payload": dict(update), "now": now}
        for key, update in updates
    ]
    if _stored(tx, rows) is None:
        return []
    errors = [(row["update_id"], _stored(tx, [row])) for row in rows]
    refused = [(update_id, error) for update_id, error in errors if error is not None]
    for update_id, error in refused:
        tx.run("keep_aside", update_id=update_id, error=error, now=now)
    return refused


def _stored(tx: Tx, rows: list[dict[str, Any]]) -> str | None:
    """Store all of these or none; returns the error's class where one cannot be stored."""
    try:
        with tx.savepoint():
            tx.run_many("keep_update", rows)
    except Exception as error:
        if out_of_reach(error):
            raise
        return type(error).__name__
    return None


def waiting(tx: Tx, most: int, _now: datetime) -> list[WaitingUpdate]:
    """The first `most` pending updates."""
    rows = tx.all("waiting_updates", most=most)
    return [
        WaitingUpdate(row["id"], row["update_id"], row["sort_key"], row["payload"], row["attempts"])
        for row in rows
    ]


def count_waiting(tx: Tx, _query: None, _now: datetime) -> int:
    """The number of pending updates."""
    return int(tx.need("count_waiting")["n"])


def waits(tx: Tx, update_id: int) -> bool:
    """Whether an update is still pending."""
    return tx.one("update_waits", update_id=update_id) is not None


def mark_done(tx: Tx, update_id: int, now: datetime) -> None:
    """Mark an update done; called in the transaction that did what it asks for."""
    tx.run("update_done", update_id=update_id, now=now)


def failed(tx: Tx, update_id: int, error: str) -> None:
    """Count a failed attempt; the update will be retried."""
    tx.run("update_failed", update_id=update_id, error=error)


def set_update_aside(tx: Tx, update_id: int, error: str, now: datetime) -> None:
    """Give an update up after too many failed attempts (dead letter)."""
    tx.run("update_aside", update_id=update_id, error=error, now=now)


def aside(tx: Tx, most: int, _now: datetime) -> list[DeadLetter]:
    """Updates that were given up, latest first."""
    rows = tx.all("updates_aside", most=most)
    return [
        DeadLetter(row["update_id"], row["attempts"], row["error"], instant(row["received_at"]))
        for row in rows
    ]
