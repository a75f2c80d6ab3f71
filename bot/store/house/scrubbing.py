"""Removes mentions of a person from every text that is kept, whoever wrote it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from bot.roster.mentions import Mentions
from bot.store.house.personal import texts
from bot.store.tx import Tx


def scrub(tx: Tx, mentions: Mentions) -> int:
    """Put the mark in place of each mention; returns how many texts were changed."""
    if not mentions.hints:
        return 0
    return sum(_column(tx, table, column, mentions) for table, column in texts())


def _column(tx: Tx, table: str, column: str, mentions: Mentions) -> int:
    """All equal texts of a column at once. The names come from our own list, never from outside."""
    likes = " OR ".join(f"{column} LIKE {_at(tx, f'h{n}')}" for n in range(len(mentions.hints)))
    hints = {f"h{n}": hint for n, hint in enumerate(mentions.hints)}
    found = _run(tx, f"SELECT DISTINCT {column} AS said FROM {table} WHERE {likes}", hints)
    changed = 0
    for said in [str(row["said"]) for row in found.fetchall()]:
        left = mentions.removed(said)
        if left != said:
            new, old = _at(tx, "left"), _at(tx, "said")
            put = f"UPDATE {table} SET {column} = {new} WHERE {column} = {old}"
            changed += _run(tx, put, {"left": left, "said": said}).rowcount
    return changed


def _run(tx: Tx, statement: str, facts: Mapping[str, str]) -> sqlite3.Cursor:
    found: sqlite3.Cursor = tx.connection.execute(statement, facts)
    return found


def _at(tx: Tx, name: str) -> str:
    """A parameter, as the engine writes it."""
    return f":{name}" if isinstance(tx.connection, sqlite3.Connection) else f"%({name})s"
