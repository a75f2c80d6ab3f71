"""Retention: what is deleted, and after how long.

Each sweep deletes at most `most` rows and returns how many it found.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.store.delivery.inbox import IDS_KEPT
from bot.store.tx import Tx

Sweep = Callable[[Tx, int, datetime], int]
DEAD_LETTERS_KEPT = timedelta(days=30)
"""`gridcall check` shows dead letters for this long."""
DONE_KEPT = timedelta(days=2)
"""Settled outbox rows are not needed: bot_message says what stands in the chats."""
UNCERTAIN_KEPT = timedelta(days=90)
"""A second copy of a message with an uncertain outcome may turn up for this long."""
NOTICES_KEPT = timedelta(days=30)
"""Short notices nothing refers to."""
BUNDLES_KEPT = timedelta(days=1)
"""Bundles that no remark can join any more."""
EDITS_KEPT = timedelta(days=1)
"""Changes of the roster that somebody began in chat."""
PRESS_KEPT = timedelta(days=1)
"""A press of an unlinked person counts for this long."""


def handled_updates(tx: Tx, most: int, now: datetime) -> int:
    """Ids of handled updates that Telegram cannot deliver again."""
    return tx.run("forget_done", before=now - IDS_KEPT, most=most)


def set_aside_updates(tx: Tx, most: int, now: datetime) -> int:
    """Contents of dead letters."""
    return tx.run("forget_aside", before=now - IDS_KEPT, most=most)


def long_set_aside(tx: Tx, most: int, now: datetime) -> int:
    """The dead letters themselves."""
    return tx.run("drop_aside", before=now - DEAD_LETTERS_KEPT, most=most)


def done_messages(tx: Tx, most: int, now: datetime) -> int:
    """Outbox rows that were settled or dropped."""
    found = tx.run("drop_done", before=now - DONE_KEPT, most=most)
    return max(found, tx.run("drop_never_begun", before=now - DONE_KEPT, most=most))


def doubted(tx: Tx, most: int, now: datetime) -> int:
    """Outbox rows with an uncertain outcome."""
    return tx.run("drop_doubted", before=now - UNCERTAIN_KEPT, most=most)


def said_messages(tx: Tx, most: int, now: datetime) -> int:
    """Short notices that refer to nothing."""
    return tx.run("drop_said", before=now - NOTICES_KEPT, most=most)


def bundles(tx: Tx, most: int, now: datetime) -> int:
    """Bundles that no remark can join any more."""
    return tx.run("drop_remark_bundles", before=now - BUNDLES_KEPT, most=most)


def languages(tx: Tx, most: int, _now: datetime) -> int:
    """Languages of people who wrote once and are nobody here."""
    return tx.run("drop_languages", most=most)


def presses(tx: Tx, most: int, now: datetime) -> int:
    """Presses of people who were not linked in time."""
    return tx.run("drop_pending_presses", before=now - PRESS_KEPT, most=most)


def edits(tx: Tx, most: int, now: datetime) -> int:
    """Changes of the roster that were begun long ago, decided or not."""
    return tx.run("drop_roster_edits", before=now - EDITS_KEPT, most=most)


def questions(tx: Tx, most: int, now: datetime) -> int:
    """Questions nobody answered in time."""
    return tx.run("drop_old_questions", before=now, most=most)


def link_requests(tx: Tx, most: int, now: datetime) -> int:
    """Decided requests to be known: what strangers said of themselves."""
    return tx.run("drop_old_link_requests", before=now - NOTICES_KEPT, most=most)


def one_time_links(tx: Tx, most: int, now: datetime) -> int:
    """One-time links that ended long ago."""
    return tx.run("drop_old_one_time_links", before=now - NOTICES_KEPT, most=most)


def picked_contacts(tx: Tx, most: int, now: datetime) -> int:
    """People somebody picked from their contacts, decided or not."""
    return tx.run("drop_picked_contacts", before=now - EDITS_KEPT, most=most)


def board_sessions(tx: Tx, most: int, now: datetime) -> int:
    """Sessions on the board, and links to it, that ended long ago."""
    return tx.run("drop_board_sessions", before=now - EDITS_KEPT, most=most)


def page_links(tx: Tx, most: int, now: datetime) -> int:
    """Links to /mine and devices that ended long ago."""
    tx.run("members_off_page", now=now)
    return tx.run("drop_page_links", before=now - EDITS_KEPT, most=most)


def digests(tx: Tx, most: int, now: datetime) -> int:
    """Which summaries were told, but everybody's newest."""
    return tx.run("drop_old_digests", before=now - NOTICES_KEPT, most=most)


def remarks_older_than(kept: timedelta) -> Sweep:
    """A sweep that deletes remarks and replies, so long after their instruction has ended."""

    def remarks(tx: Tx, most: int, now: datetime) -> int:
        told = tx.run("drop_remarks_told", before=now - kept, most=most)
        return max(told, tx.run("drop_remarks", before=now - kept, most=most))

    return remarks


def messages_older_than(kept: timedelta) -> Sweep:
    """A sweep that deletes messages about nothing that goes on, and those no longer in a chat."""

    def messages(tx: Tx, most: int, now: datetime) -> int:
        return tx.run("drop_old_messages", before=now - kept, gone=now - DONE_KEPT, most=most)

    return messages


_OF_INSTRUCTIONS = (
    "drop_old_helps",
    "drop_old_answers",
    "drop_old_form_answers",
    "drop_old_office_tables",
    "drop_old_reuse",
    "drop_old_filled_in",
    "drop_old_fillings",
    "drop_old_form_questions",
    "drop_old_lines",
    "drop_old_targets",
    "drop_old_files",
    "drop_old_parts",
    "drop_old_scopes",
    "drop_old_versions",
    "drop_old_relay_drafts",
    "drop_old_approvals",
    "drop_old_instructions",
    "drop_old_imports",
)
"""What belongs to something comes before it."""


def instructions_older_than(kept: timedelta) -> list[Sweep]:
    """Sweeps that delete what ended so long ago, with all that belongs to it, row by row."""

    def sweep(query: str) -> Sweep:
        return lambda tx, most, now: tx.run(query, before=now - kept, most=most)

    return [
        remarks_older_than(kept),
        *(sweep(query) for query in _OF_INSTRUCTIONS),
        messages_older_than(kept),
    ]


def log_older_than(kept: timedelta) -> Sweep:
    """A sweep that deletes the oldest lines of the audit log."""

    def log(tx: Tx, most: int, now: datetime) -> int:
        return tx.run("drop_audit", before=now - kept, most=most)

    return log


@dataclass(frozen=True, slots=True)
class KeptFor:
    """How long: the log, and instructions with their answers after they have ended."""

    log: timedelta
    instructions: timedelta


def sweeps(kept: KeptFor) -> list[Sweep]:
    """All sweeps."""
    updates = [handled_updates, set_aside_updates, long_set_aside]
    messages = [done_messages, doubted, said_messages, bundles]
    asked = [link_requests, one_time_links, picked_contacts, board_sessions, page_links]
    people = [presses, questions, *asked, digests, languages, edits]
    ended = instructions_older_than(kept.instructions)
    return [*updates, *messages, *people, *ended, log_older_than(kept.log)]
