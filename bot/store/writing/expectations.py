"""Which question the next text in a private chat answers: at most one a chat."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.tx import Tx, instant


@dataclass(frozen=True, slots=True)
class Expectation:
    """A pending question. `kind` selects the handler of its answer."""

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
    """Ask a question in a chat, replacing an older one."""
    facts = {"kind": kind, "subject_id": subject_id, "args": dict(args or {}), "until": until}
    tx.run("put_expectation", chat_id=chat_id, **facts)


def expected(tx: Tx, chat_id: int, now: datetime) -> Expectation | None:
    """The question pending in a chat."""
    row = tx.one("expectation_of_chat", chat_id=chat_id, now=now)
    if row is None:
        return None
    args = json.loads(row["args"])
    return Expectation(chat_id, row["kind"], row["subject_id"], args, instant(row["until"]))


def clear(tx: Tx, chat_id: int) -> None:
    """Drop the pending question."""
    tx.run("drop_expectation", chat_id=chat_id)
