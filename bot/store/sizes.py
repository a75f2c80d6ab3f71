"""Table statistics for PostgreSQL's planner.

By itself it updates them only within a minute: in the first minute of a district's roster a press
took 35 ms, and a screen 1 s.
"""

from __future__ import annotations

import structlog

from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

MANY_ROWS = 500
"""Rows written at once after which old query plans are useless."""
log = structlog.get_logger()


def grown(tx: Tx, rows: int) -> None:
    """Update the statistics at the end of a transaction that wrote at least MANY rows."""
    if rows >= MANY_ROWS:
        tx.at_end("sizes", _learn)


def _learn(tx: Tx) -> None:
    try:
        with tx.savepoint():
            tx.run("learn_sizes")
    except Exception as error:  # it is only an optimisation
        if out_of_reach(error):
            raise
        log.warning("sizes_not_learned", error=type(error).__name__)
