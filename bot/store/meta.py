"""A key-value table for facts that outlive the process."""

from __future__ import annotations

from bot.store.tx import Tx


def get(tx: Tx, key: str) -> str | None:
    """The value of a key."""
    row = tx.one("meta_value", key=key)
    return None if row is None else str(row["value"])


def put(tx: Tx, key: str, value: str) -> None:
    """Set the value of a key."""
    tx.run("put_meta", key=key, value=value)


PAGE = "board_url"
"""The fact under which the page's public address is kept; empty where no page is served."""
