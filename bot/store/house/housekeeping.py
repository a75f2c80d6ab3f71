"""What nobody needs any more is thrown away, a little at a time: what is kept, and for how long.

Each sweep throws away at most so many rows, and says how many it found.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.store.delivery.inbox import TOLD_APART
from bot.store.tx import Tx

Sweep = Callable[[Tx, int, datetime], int]
SHOWN_ASIDE = timedelta(days=30)
"""What could not be handled is shown by `gridcall check` for so long."""
DONE_KEPT = timedelta(days=2)
"""What was done at Telegram need not be known: the messages that stand there are."""
DOUBT_KEPT = timedelta(days=90)
"""A second copy may turn up for so long, of what may have arrived twice."""
SAID_KEPT = timedelta(days=30)
"""Short answers to which nothing refers."""
REMARKS_KEPT = timedelta(days=365)
"""What people wrote about an instruction, and what was written back, after it has ended."""
BUNDLES_KEPT = timedelta(days=1)
"""Until when remarks could join a message."""
PRESS_KEPT = timedelta(days=1)
"""The press of somebody not yet linked counts for so long."""


def handled(tx: Tx, most: int, now: datetime) -> int:
    """The ids of updates, once they cannot come again."""
    return tx.run("forget_done", before=now - TOLD_APART, most=most)


def set_aside(tx: Tx, most: int, now: datetime) -> int:
    """What was in updates that could not be handled."""
    return tx.run("forget_aside", before=now - TOLD_APART, most=most)


def long_aside(tx: Tx, most: int, now: datetime) -> int:
    """That there were any."""
    return tx.run("drop_aside", before=now - SHOWN_ASIDE, most=most)


def done(tx: Tx, most: int, now: datetime) -> int:
    """What was done at Telegram, or never had to be."""
    found = tx.run("drop_done", before=now - DONE_KEPT, most=most)
    return max(found, tx.run("drop_never_begun", before=now - DONE_KEPT, most=most))


def doubted(tx: Tx, most: int, now: datetime) -> int:
    """What may have been done twice, or not at all."""
    return tx.run("drop_doubted", before=now - DOUBT_KEPT, most=most)


def said(tx: Tx, most: int, now: datetime) -> int:
    """Short answers of ours that are about nothing."""
    return tx.run("drop_said", before=now - SAID_KEPT, most=most)


def bundles(tx: Tx, most: int, now: datetime) -> int:
    """Messages that no remark can join any more."""
    return tx.run("drop_remark_bundles", before=now - BUNDLES_KEPT, most=most)


def remarks(tx: Tx, most: int, now: datetime) -> int:
    """What people wrote about instructions that ended long ago."""
    before = now - REMARKS_KEPT
    told = tx.run("drop_remarks_told", before=before, most=most)
    return max(told, tx.run("drop_remarks", before=before, most=most))


def presses(tx: Tx, most: int, now: datetime) -> int:
    """Presses of people who were not linked in time."""
    return tx.run("drop_pending_presses", before=now - PRESS_KEPT, most=most)


def log_older_than(kept: timedelta) -> Sweep:
    """The oldest lines of the log."""

    def log(tx: Tx, most: int, now: datetime) -> int:
        return tx.run("drop_audit", before=now - kept, most=most)

    return log


def sweeps(log_kept: timedelta) -> list[Sweep]:
    """All of them."""
    kept_by_rule = [handled, set_aside, long_aside, done, doubted, said, bundles, remarks, presses]
    return [*kept_by_rule, log_older_than(log_kept)]
