"""The in-memory priority queue of pending outbox rows, by lane and chat.

The outbox table is the source of truth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from bot.store.delivery.outbox import Lane
from bot.store.delivery.sending import OutboxEntry

TURNS = 20
"""Every lane with pending rows gets at least one of this many turns."""
ReadyAt = Callable[[OutboxEntry, float], float]


class LaneShares:
    """Weighted choice of the next lane: the most urgent first, without starvation."""

    def __init__(self) -> None:
        self._passed_over: Counter[Lane] = Counter()

    def pick(self, waiting: Sequence[Lane]) -> Lane:
        """Choose the next lane among those with pending rows, normally the most urgent."""
        chosen = max(waiting, key=lambda lane: (self._passed_over[lane] >= TURNS, -lane))
        self._passed_over.update(waiting)
        self._passed_over[chosen] = max(0, self._passed_over[chosen] - TURNS)
        return chosen


@dataclass(slots=True)
class _LaneQueue:
    """One lane: its chats, each with its rows in order.

    A chat is awake (may be served) or asleep.
    """

    chats: dict[int, list[tuple[int, int, OutboxEntry]]] = field(default_factory=dict)
    awake: list[tuple[int, int]] = field(default_factory=list)
    asleep: list[tuple[float, int]] = field(default_factory=list)
    placed: set[int] = field(default_factory=set)

    def wake(self, chat_id: int) -> None:
        if chat_id in self.chats and chat_id not in self.placed:
            heappush(self.awake, (self.chats[chat_id][0][0], chat_id))
            self.placed.add(chat_id)

    def rouse(self, at: float) -> None:
        while self.asleep and self.asleep[0][0] <= at:
            _, chat_id = heappop(self.asleep)
            self.placed.discard(chat_id)
            self.wake(chat_id)


class PriorityQueue:
    """The queue of rows that may be sent now: first in, first out within a chat, one in
    flight a chat."""

    def __init__(self, ready_at: ReadyAt) -> None:
        self._ready_at = ready_at
        self._shares = LaneShares()
        self._entries: dict[int, OutboxEntry] = {}
        self._later: list[tuple[datetime, int]] = []
        self._lanes: dict[Lane, _LaneQueue] = {lane: _LaneQueue() for lane in Lane}
        self._busy: set[int] = set()
        self._numbers = count()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def waits_for_clock(self) -> bool:
        """Whether some row's `not_before` still lies ahead by the database's clock."""
        return bool(self._later)

    def add(self, entries: Iterable[OutboxEntry], now: datetime) -> None:
        """Add pending rows. A known row keeps its place unless its lane became more urgent."""
        for entry in entries:
            known = self._entries.get(entry.id)
            if known is None or _hastier(entry, known):
                self._entries[entry.id] = entry
                self._place(entry, now)

    def due(self, now: datetime) -> None:
        """The database's clock has advanced: rows whose `not_before` has passed become ready."""
        while self._later and self._later[0][0] <= now:
            entry = self._entries.get(heappop(self._later)[1])
            if entry is not None and entry.not_before <= now:
                self._queue(entry)

    def take(self, room: int, at: float) -> list[OutboxEntry]:
        """Take up to `room` rows, at most one a chat, and mark their chats as busy."""
        taken: list[OutboxEntry] = []
        while len(taken) < room:
            heads = {lane: head for lane in Lane if (head := self._head(lane, at))}
            if not heads:
                break
            taken.append(self._hand_out(heads[self._shares.pick(list(heads))]))
        return taken

    def occupy(self, chat_id: int) -> None:
        """Mark a chat as busy: something is in flight in it."""
        self._busy.add(chat_id)

    def free(self, chat_id: int) -> None:
        """Mark a chat as free again."""
        self._busy.discard(chat_id)
        for queue in self._lanes.values():
            queue.wake(chat_id)

    def ready_at(self, at: float) -> float | None:
        """The earliest time at which a row may become ready, None where no row is pending."""
        if any(self._head(lane, at) for lane in Lane):
            return at
        asleep = [queue.asleep[0][0] for queue in self._lanes.values() if queue.asleep]
        return min(asleep, default=None)

    def _place(self, entry: OutboxEntry, now: datetime) -> None:
        if entry.not_before > now:
            heappush(self._later, (entry.not_before, entry.id))
        else:
            self._queue(entry)

    def _queue(self, entry: OutboxEntry) -> None:
        queue = self._lanes[entry.lane]
        place = (entry.stamp, next(self._numbers), entry)
        heappush(queue.chats.setdefault(entry.chat_id, []), place)
        queue.wake(entry.chat_id)

    def _head(self, lane: Lane, at: float) -> OutboxEntry | None:
        """The first row of a lane that may be sent now; chats that may not are put to sleep."""
        queue = self._lanes[lane]
        queue.rouse(at)
        while queue.awake:
            chat_id = queue.awake[0][1]
            entry = None if chat_id in self._busy else self._first(queue, chat_id)
            ready = self._ready_at(entry, at) if entry else at
            if entry and ready <= at:
                return entry
            heappop(queue.awake)
            if entry:
                heappush(queue.asleep, (ready, chat_id))
            else:
                queue.placed.discard(chat_id)
        return None

    def _first(self, queue: _LaneQueue, chat_id: int) -> OutboxEntry | None:
        """The first row of a chat in this lane; rows moved to another lane are skipped."""
        waiting = queue.chats[chat_id]
        while waiting:
            entry = waiting[0][-1]
            if self._entries.get(entry.id) is entry:
                return entry
            heappop(waiting)
        del queue.chats[chat_id]
        return None

    def _hand_out(self, entry: OutboxEntry) -> OutboxEntry:
        queue = self._lanes[entry.lane]
        heappop(queue.awake)
        heappop(queue.chats[entry.chat_id])
        if not queue.chats[entry.chat_id]:
            del queue.chats[entry.chat_id]
        queue.placed.discard(entry.chat_id)
        self._busy.add(entry.chat_id)
        del self._entries[entry.id]
        return entry


def _hastier(entry: OutboxEntry, known: OutboxEntry) -> bool:
    return (entry.lane, entry.not_before) < (known.lane, known.not_before) or (
        entry.chat_id != known.chat_id
    )
