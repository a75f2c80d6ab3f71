"""The metrics and their meanings. They contain no names of people, units or chats."""

from __future__ import annotations

from collections.abc import Iterator

from bot.delivery.outcome_counts import OUTCOMES, OutcomeCounts
from bot.delivery.sender import Sender
from bot.store.house.vitals import Vitals
from bot.web.exposition import Metric, counter, gauge, sample
from bot.web.health import Health

_OPS = ("send", "edit", "delete", "leave", "fetch")


def metrics(vitals: Vitals, sender: Sender, health: Health) -> Iterator[Metric]:
    """All metrics."""
    yield from _of_outbox(vitals)
    yield from _of_sender(sender)
    yield from _of_inbox(vitals)
    yield from _of_chases(vitals)
    yield from _of_health(health)


def _of_outbox(vitals: Vitals) -> Iterator[Metric]:
    lanes = [(lane.name.lower(), queue) for lane, queue in vitals.lanes.items()]
    yield gauge(
        "gridcall_outbox_waiting",
        "Things to be done at Telegram that have not been begun.",
        *(sample(queue.waiting, lane=lane) for lane, queue in lanes),
    )
    yield gauge(
        "gridcall_outbox_oldest_seconds",
        "How long the oldest of them has been due; 0 while none is.",
        *(sample(queue.seconds, lane=lane) for lane, queue in lanes),
    )
    yield gauge(
        "gridcall_uncertain_messages",
        "Messages that may stand in their chat twice, or not at all: the answer was lost.",
        sample(vitals.doubtful),
    )


def _of_sender(sender: Sender) -> Iterator[Metric]:
    yield _sends(sender.tally)
    yield counter(
        "gridcall_too_many_requests_total",
        "How often Telegram asked to wait (429).",
        sample(sender.tally.too_many),
    )
    yield gauge(
        "gridcall_pace_per_second",
        "Messages a second that may leave at the moment.",
        sample(sender.pace),
    )


def _sends(tally: OutcomeCounts) -> Metric:
    return counter(
        "gridcall_sends_total",
        "What came of what was done at Telegram; a retry will be tried again.",
        *(
            sample(tally.outcomes[op, outcome], op=op, outcome=outcome)
            for op in _OPS
            for outcome in OUTCOMES
        ),
    )


def _of_inbox(vitals: Vitals) -> Iterator[Metric]:
    yield gauge(
        "gridcall_inbox_waiting",
        "Updates that have come and are not handled.",
        sample(vitals.inbox.waiting),
    )
    yield gauge(
        "gridcall_inbox_lag_seconds",
        "How long the oldest of them has waited.",
        sample(vitals.inbox.seconds),
    )
    yield gauge(
        "gridcall_updates_set_aside",
        "Updates that could not be handled; `gridcall check` shows why.",
        sample(vitals.aside),
    )


def _of_chases(vitals: Vitals) -> Iterator[Metric]:
    yield gauge(
        "gridcall_chases_overdue",
        "Silent targets whose next step is due.",
        sample(vitals.chases.waiting),
    )
    yield gauge(
        "gridcall_chases_overdue_seconds",
        "How long the oldest of them has been due.",
        sample(vitals.chases.seconds),
    )


def _of_health(health: Health) -> Iterator[Metric]:
    yield gauge(
        "gridcall_last_seconds",
        "Seconds since the last answered poll, commit and beat of the pulse.",
        *(sample(mark.seconds, what=name) for name, mark in health.marks.items()),
    )
