"""How much there is. PostgreSQL plans by that, and learns it by itself only within a minute: in
the first minute of a district's roster a press took 35 ms, and a screen a second."""

from __future__ import annotations

import structlog

from bot.store.trouble import out_of_reach
from bot.store.tx import Tx

MANY = 500
"""So many rows at once make plans of before useless."""
log = structlog.get_logger()


def grown(tx: Tx, rows: int) -> None:
    """So many rows are written in this transaction: have it known at its end, where it matters."""
    if rows >= MANY:
        tx.at_end("sizes", _learn)


def _learn(tx: Tx) -> None:
    try:
        with tx.savepoint():
            tx.run("learn_sizes")
    except Exception as error:  # it would only have been faster
        if out_of_reach(error):
            raise
        log.warning("sizes_not_learned", error=type(error).__name__)
