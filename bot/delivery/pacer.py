"""How fast Telegram may be asked. Seconds of a steady clock are passed in; nothing here waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from bot.delivery.flow import Flow

WINDOW = 61.0
"""A group's minute, and a second for what takes longer on its way."""
_COUNTED = ("send", "edit")


@dataclass(frozen=True, slots=True)
class Limits:
    """What Telegram grants the bot.

    `chat_burst`: so many messages pass to one chat in as many seconds, one a second in the long
    run. `edit_interval`: seconds between changes of one message.
    """

    per_second: float = 30.0
    group_per_minute: int = 20
    chat_burst: int = 3
    edit_interval: float = 3.0


@dataclass(frozen=True, slots=True)
class Holds:
    """Seconds for which everybody, or a chat, may not be written to."""

    everybody: float = 0.0
    chats: Mapping[int, float] = field(default_factory=dict)


class Pacer:
    """Says when something may be done in a chat, and when at all."""

    def __init__(self, limits: Limits, at: float) -> None:
        self._flow = Flow(limits.per_second, at)
        self._group = limits.group_per_minute
        self._burst = limits.chat_burst
        self._uses: dict[int, deque[tuple[float, bool]]] = {}
        self._until: dict[int, float] = {}
        self._nobody_until = -inf

    @property
    def rate(self) -> float:
        """Messages a second at the moment."""
        return self._flow.rate

    def room(self, at: float) -> int:
        """How many things may be done now."""
        return 0 if at < self._nobody_until else int(self._flow.tokens(at))

    def room_at(self, at: float) -> float:
        """When the next thing may be done."""
        return self._when(1, at)

    def slice_at(self, at: float) -> float:
        """When as much may be done as is worth a round."""
        return self._when(self._flow.slice, at)

    def ready_at(self, chat_id: int, op: str, at: float, weight: int = 1) -> float:
        """When this may be done in that chat, everything else aside."""
        start = max(at, self._until.get(chat_id, -inf))
        if op not in _COUNTED:
            return start
        uses = self._lately(chat_id, at)
        if len(uses) >= self._burst:
            start = max(start, uses[-self._burst][0] + self._burst)
        return max(start, self._group_ready(uses, op, weight)) if chat_id < 0 else start

    def leaves(self, chat_id: int, op: str, at: float, weight: int = 1) -> None:
        """It is being done."""
        self._flow.leaves(weight, at)
        self.remember(chat_id, op, at, weight)

    def ended(self, chat_id: int, op: str, left: float, at: float, weight: int = 1) -> None:
        """It is over: it may have arrived as late as now."""
        self._flow.ended(weight, left, at)
        uses = self._lately(chat_id, at)
        if op in _COUNTED:  # the last ones: a chat is told one thing at a time
            again = [uses.pop() for _ in range(min(weight, len(uses)))]
            uses.extend((at, edit) for _, edit in again)

    def remember(self, chat_id: int, op: str, at: float, weight: int = 1) -> None:
        """It was done in that chat, perhaps before we were started."""
        if op in _COUNTED:
            self._lately(chat_id, at).extend([(at, op == "edit")] * weight)

    def hold(self, chat_id: int, until: float) -> None:
        """Leave a chat alone for a while."""
        self._until[chat_id] = max(until, self._until.get(chat_id, -inf))

    def hold_everybody(self, until: float) -> None:
        """Do nothing at all for a while."""
        self._nobody_until = max(until, self._nobody_until)

    def refused(self, chat_id: int, after: float, at: float) -> None:
        """Telegram says too many: here, where this chat's own burst explains it, or in all."""
        if self._crowded(chat_id, at):
            self.hold(chat_id, at + after)
            return
        if at >= self._nobody_until:  # many may come back refused at once; they are one refusal
            self._flow.slow(at)
        self.hold_everybody(at + after)

    def holds(self, at: float) -> Holds:
        """What has to outlive us."""
        chats = {chat: until - at for chat, until in self._until.items() if until > at}
        return Holds(max(0.0, self._nobody_until - at), chats)

    def restore(self, holds: Holds, at: float) -> None:
        """Go on where the process before us stopped."""
        self.hold_everybody(at + holds.everybody)
        for chat_id, left in holds.chats.items():
            self.hold(chat_id, at + left)

    def forget(self, at: float) -> None:
        """Drop what no longer matters; to be called now and then."""
        self._until = {chat: until for chat, until in self._until.items() if until > at}
        self._uses = {chat: uses for chat in [*self._uses] if (uses := self._lately(chat, at))}

    def _when(self, count: int, at: float) -> float:
        start = max(at, self._nobody_until)
        return max(start, self._flow.ready_at(count, at))

    def _lately(self, chat_id: int, at: float) -> deque[tuple[float, bool]]:
        uses = self._uses.setdefault(chat_id, deque())
        while uses and uses[0][0] <= at - WINDOW:
            uses.popleft()
        return uses

    def _group_ready(self, uses: deque[tuple[float, bool]], op: str, weight: int) -> float:
        ready = _free([at for at, _ in uses], self._group, weight)
        if op != "edit":
            return ready
        edits = [at for at, edit in uses if edit]
        return max(ready, _free(edits, max(1, self._group // 2), weight))

    def _crowded(self, chat_id: int, at: float) -> bool:
        uses = self._lately(chat_id, at)
        together = sum(1 for used, _ in uses if used > at - 1)
        return together > 1 or (chat_id < 0 and len(uses) * 2 > self._group)


def _free(uses: list[float], limit: int, weight: int) -> float:
    """When so many more fit under the limit."""
    over = len(uses) + min(weight, limit) - limit
    return uses[over - 1] + WINDOW if over > 0 else -inf
