"""How fast Telegram may be asked. Seconds of a steady clock are passed in; nothing here waits."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

from bot.delivery.flow import Second, Tokens

WINDOW = 61.0
"""A group's minute, and a second for what a process before us had begun."""
_A_HAIR = 1e-4
"""Rounding must not say "now" to one who is a little too early."""
_COUNTED = ("send", "edit")
_STRICT = 3600.0
"""A private chat in which Telegram found us too quick gets no bursts of edits for so long."""
_QUICK = 3
"""So many of a group's edits leave as they come; those after them are spread over the minute."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What Telegram grants the bot.

    `chat_burst`: so many messages pass to one chat in as many seconds, one a second in the long
    run. `screen_burst`: the same for all that happens in a private chat, edits among it.
    `edit_interval`: seconds between changes of one message.
    """

    per_second: float = 30.0
    group_per_minute: int = 20
    chat_burst: int = 3
    screen_burst: int = 20
    edit_interval: float = 3.0


@dataclass(frozen=True, slots=True)
class Holds:
    """Seconds for which everybody, or a chat, may not be written to."""

    everybody: float = 0.0
    chats: Mapping[int, float] = field(default_factory=dict)


class Pacer:
    """Says when something may be done in a chat, and when at all."""

    def __init__(self, limits: Grant, at: float) -> None:
        self._tokens = Tokens(limits.per_second, at)
        self._second = Second(max(1, int(limits.per_second)), at)
        self._free = self._awaited = 0
        self._group = limits.group_per_minute
        self._burst = limits.chat_burst
        self._screens = max(limits.screen_burst, limits.chat_burst)
        self._strict: dict[int, float] = {}
        self._uses: dict[int, deque[tuple[float, bool]]] = {}
        self._until: dict[int, float] = {}
        self._nobody_until = -inf

    def pace(self, at: float) -> float:
        """Messages a second at the moment."""
        self._tokens.left(at)  # it comes back as time passes, when it is asked
        return self._tokens.rate

    def room(self, at: float) -> int:
        """How many things may be begun in a round now."""
        if at < self._nobody_until:
            return 0
        self._free = self._second.room(at)
        if self._free < self._awaited:
            return 0
        self._awaited = 0
        return max(0, min(int(self._tokens.left(at)), self._free))

    def fits(self, op: str, weight: int) -> bool:
        """Whether a letter of so many messages may be begun in this round, too. Where not, nobody
        else is let go before there is room for it."""
        if op not in _COUNTED:
            return True
        needs = min(weight, self._second.most)
        if needs > self._free:
            self._awaited = max(needs, self._awaited)
            return False
        self._free -= weight
        return True

    def room_at(self, at: float) -> float:
        """When the next thing may be done, as far as one can tell now."""
        return self._when(1, at)

    def slice_at(self, at: float) -> float:
        """When as much may be done as is worth a round."""
        return self._when(self._tokens.slice, at)

    def ready_at(self, chat_id: int, op: str, at: float, weight: int = 1) -> float:
        """When this may be done in that chat, everything else aside."""
        start = max(at, self._until.get(chat_id, -inf))
        if op not in _COUNTED:
            return start
        uses = self._lately(chat_id, at)
        if chat_id < 0 or self._strict.get(chat_id, -inf) > at:
            start = max(start, _burst_ready([used for used, _ in uses], self._burst))
        else:
            start = max(start, self._screen_ready(uses, op))
        return max(start, self._group_ready(uses, op, weight)) if chat_id < 0 else start

    def _screen_ready(self, uses: deque[tuple[float, bool]], op: str) -> float:
        """When a private chat has room again. Messages pass in short bursts, one a second in the
        long run; edits of the screen somebody presses about on are let through sooner."""
        ready = _burst_ready([used for used, _ in uses], self._screens)
        if op == "edit":
            return ready
        return max(ready, _burst_ready([used for used, edit in uses if not edit], self._burst))

    def leaves(self, chat_id: int, op: str, at: float, weight: int = 1) -> None:
        """It is on its way."""
        self._tokens.spend(weight, at)
        if op in _COUNTED:
            self._second.leaves(weight)
            self._use(chat_id, op, at, weight)

    def ended(
        self, chat_id: int, op: str, at: float, weight: int = 1, took: float | None = None
    ) -> None:
        """It is over, and may have arrived as late as now; `took`: until Telegram said so."""
        if op not in _COUNTED:
            return
        self._second.ended(weight, at, took)
        uses = self._lately(chat_id, at)
        for _ in range(min(weight, len(uses))):  # its own: a chat is told one thing at a time
            uses.pop()
        self._use(chat_id, op, at, weight)

    def remember(self, chat_id: int, op: str, at: float) -> None:
        """It was done in that chat before we were started."""
        if op in _COUNTED:
            self._second.counts(1, at)
            self._use(chat_id, op, at, 1)

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
            self._strict[chat_id] = at + _STRICT
            return
        if at >= self._nobody_until:  # many may come back refused at once; they are one refusal
            self._tokens.slow(at)
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
        self._strict = {chat: until for chat, until in self._strict.items() if until > at}
        self._until = {chat: until for chat, until in self._until.items() if until > at}
        self._uses = {chat: uses for chat in [*self._uses] if (uses := self._lately(chat, at))}

    def _when(self, count: int, at: float) -> float:
        tokens = self._tokens.ready_at(count, at)
        second = self._second.ready_at(max(count, self._awaited), at)
        ready = max(tokens, second, self._nobody_until)
        return ready + _A_HAIR if ready > at else at

    def _use(self, chat_id: int, op: str, at: float, weight: int) -> None:
        self._lately(chat_id, at).extend([(at, op == "edit")] * weight)

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
        most = max(1, self._group // 2)
        return max(ready, _free(edits, most, weight), _spread(edits, most))

    def _crowded(self, chat_id: int, at: float) -> bool:
        uses = self._lately(chat_id, at)
        together = sum(1 for used, _ in uses if used > at - 1)
        if chat_id > 0:
            lately = sum(1 for used, _ in uses if used > at - self._screens)
            return together > 1 or lately > self._burst
        return together > 1 or len(uses) * 2 > self._group


def _burst_ready(uses: list[float], burst: int) -> float:
    """When one more fits, where so many pass in as many seconds."""
    return uses[-burst] + burst if len(uses) >= burst else -inf


def _spread(edits: list[float], most: int) -> float:
    """When the next edit may leave, lest the rest of the minute finds none left.

    What is left is divided among the time until the oldest falls out of the window: a busy card
    moves every few seconds instead of standing still for half a minute.
    """
    if len(edits) < _QUICK:
        return -inf
    left = max(1, most - len(edits) + 1)
    return edits[-1] + max(0.0, edits[0] + WINDOW - edits[-1]) / left


def _free(uses: list[float], limit: int, weight: int) -> float:
    """When so many more fit under the limit."""
    over = len(uses) + min(weight, limit) - limit
    return uses[over - 1] + WINDOW if over > 0 else -inf
