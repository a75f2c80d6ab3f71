"""How much there is. PostgreSQL plans by that, and learns it by itself only within a minute: in
the first minute of a district's roster a press took 35 ms, and a screen a second."""

from __future__ import annotations

from bot.store.tx import Tx

MANY = 500
"""So many rows at once make plans of before useless."""


def grown(tx: Tx, rows: int) -> None:
    """So many rows are written in this transaction: have it known at its end, where it matters."""
    if rows >= MANY:
        tx.at_end("sizes", lambda end: end.run("learn_sizes"))
