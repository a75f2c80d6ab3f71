"""Counts of outcomes since the process started."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from bot.delivery.settling import RowOutcome
from bot.store.delivery.outcomes import Failed, Outcome, Retry, Sent, Uncertain

_NAMES: dict[type[Outcome], str] = {
    Sent: "sent",
    Failed: "failed",
    Uncertain: "uncertain",
    Retry: "retry",
}
OUTCOMES = tuple(_NAMES.values())


@dataclass(slots=True)
class OutcomeCounts:
    """`outcomes`: counts by operation and outcome; `too_many`: number of 429 answers."""

    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_many: int = 0

    def count(self, result: RowOutcome) -> None:
        """Count a settled result."""
        outcome = result.outcome
        self.outcomes[result.row.entry.op, _NAMES[type(outcome)]] += 1
        if isinstance(outcome, Retry) and outcome.after is not None:
            self.too_many += 1
