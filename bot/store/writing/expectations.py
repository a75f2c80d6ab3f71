"""What the next words in a private chat will be taken for: at most one question at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.tx import Tx, instant


@dataclass(frozen=True, slots=True)
class Expectation:
    """A question that was asked. `kind` says who knows what to do with the answer."""

    chat_id: int
    kind: str
    subject_id: int | None
    args: Mapping[str, Any]
    until: datetime


def expect(
    tx: Tx,
    chat_id: int,
    kind: str,
    subject_id: int | None,
    args: Mapping[str, Any] | None,
    until: datetime,
) -> None:
    """Take the next words in a chat for an answer; an older question is forgotten."""
    facts = {"kind": kind, "subject_id": subject_id, "args": dict(args or {}), "until": until}
    tx.run("put_expectation", chat_id=chat_id, **facts)


def expected(tx: Tx, chat_id: int, now: datetime) -> Expectation | None:
    """What is asked in a chat at this moment."""
    row = tx.one("expectation_of_chat", chat_id=chat_id, now=now)
    if row is None:
        return None
    args = json.loads(row["args"])
    return Expectation(chat_id, row["kind"], row["subject_id"], args, instant(row["until"]))


def take(tx: Tx, chat_id: int, now: datetime) -> Expectation | None:
    """As `expected`, and the question counts as answered."""
    found = expected(tx, chat_id, now)
    clear(tx, chat_id)
    return found


def clear(tx: Tx, chat_id: int) -> None:
    """Expect nothing any more."""
    tx.run("drop_expectation", chat_id=chat_id)
