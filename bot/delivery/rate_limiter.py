"""When a row may be sent: rate limits, retry-after waits, edit intervals and our own
pauses together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from bot.chat.outgoing import Outgoing
from bot.clock import Clock
from bot.delivery import holding
from bot.delivery.letter import Letter
from bot.delivery.pacer import Pacer, TelegramLimits
from bot.delivery.shown import ShownContents
from bot.delivery.waits import Waits
from bot.store.delivery.outbox import Lane
from bot.store.delivery.outcomes import Outcome, Retry, Sent, Uncertain
from bot.store.delivery.sending import Claimed, OutboxEntry, RecentAttempt

_TIDY_EVERY = 60.0


class RateLimiter:
    """Waits are monotonic; those that survive a restart are stored as wall-clock times."""

    def __init__(
        self, limits: TelegramLimits, waits: Waits, steady: Callable[[], float], wall: Clock
    ) -> None:
        self._pacer = Pacer(limits, steady())
        self._shown = ShownContents(limits.edit_interval)
        self._again_after = waits.again
        self._steady = steady
        self._wall = wall
        self._weights: dict[int, int] = {}
        self._left: dict[int, float] = {}
        self._changed = False
        self._tidied_at = steady()

    @property
    def pace(self) -> float:
        """The current rate in messages a second."""
        return self._pacer.pace(self._steady())

    def room(self, at: float) -> int:
        """How many operations may start now."""
        return self._pacer.room(at)

    def room_at(self, at: float) -> float:
        """Earliest time for the next operation."""
        return self._pacer.room_at(at)

    def slice_at(self, at: float) -> float:
        """Earliest time at which there is enough room to make a round worthwhile."""
        return self._pacer.slice_at(at)

    def ready_at(self, entry: OutboxEntry, at: float) -> float:
        """Earliest time for this row, the overall limit aside."""
        weight = self._weights.get(entry.id, 1)
        ready = self._pacer.ready_at(entry.chat_id, entry.op, at, weight)
        if entry.op == "edit" and entry.lane is Lane.EDIT and entry.message_id is not None:
            return max(ready, self._shown.changeable_at(entry.message_id))
        return ready

    def fits(self, entry: OutboxEntry, letter: Letter) -> bool:
        """Whether a letter may leave now that its weight is known."""
        if letter.weight > 1:
            self._weights[entry.id] = letter.weight
            at = self._steady()
            if self.ready_at(entry, at) > at:
                return False
        return self._pacer.fits(letter.op, letter.weight)

    def same(self, message_id: int, outgoing: Outgoing) -> bool:
        """Whether a message is known to show exactly this content."""
        return self._shown.same(message_id, outgoing)

    def leaves(self, row: Claimed, letter: Letter) -> None:
        """A letter was sent."""
        self._weights.pop(row.entry.id, None)
        at = self._left[row.entry.id] = self._steady()
        self._pacer.leaves(letter.chat_id, letter.op, at, letter.weight)

    def ended(self, row: Claimed, letter: Letter, outcome: Outcome) -> None:
        """A letter ended, with whatever outcome."""
        at, left = self._steady(), self._left.pop(row.entry.id)
        took = at - left if isinstance(outcome, Sent) else None
        self._pacer.ended(letter.chat_id, letter.op, at, letter.weight, took)

    def came(self, row: Claimed, letter: Letter, outcome: Outcome) -> None:
        """Update limits, waits and shown contents from an outcome."""
        at, message_id = self._steady(), row.entry.message_id
        if isinstance(outcome, Retry):
            self._put_off(letter.chat_id, outcome.after, at)
            return
        if isinstance(outcome, Uncertain):
            self.doubt(letter.chat_id)
        if message_id is None:
            return
        if isinstance(outcome, Sent):
            self._shown.shows(message_id, letter.outgoing, at)
        else:
            self._shown.forget(message_id)

    def doubt(self, chat_id: int) -> None:
        """Pause a chat after an uncertain outcome, so that a late message has time to arrive."""
        self._pacer.hold(chat_id, self._steady() + self._again_after)

    def to_keep(self) -> str | None:
        """The waits to store, None where they have not changed since `kept`."""
        if not self._changed:
            return None
        return holding.body_written(self._pacer.holds(self._steady()), self._wall.now())

    def kept(self) -> None:
        """The waits have been stored."""
        self._changed = False

    def restore(self, kept: str | None, lately: Iterable[RecentAttempt], now: datetime) -> None:
        """Restore the waits and recent attempts of a previous process."""
        at = self._steady()
        self._pacer.restore(holding.read_body(kept, self._wall.now()), at)
        for each in lately:
            ago = max(0.0, (now - each.at).total_seconds())
            self._pacer.remember(each.chat_id, each.op, at - ago)

    def tidy(self) -> None:
        """Drop expired state; to be called now and then."""
        at = self._steady()
        if at >= self._tidied_at + _TIDY_EVERY:
            self._pacer.forget(at)
            self._tidied_at = at

    def _put_off(self, chat_id: int, after: float | None, at: float) -> None:
        if after is None:
            self.doubt(chat_id)
            return
        self._pacer.refused(chat_id, after, at)
        self._changed = True
