"""Orders a measurement may give, each as `POST /control/<name>`."""

from __future__ import annotations

from random import Random
from time import time
from typing import Any

from benchmarks.standin.limits import Rates
from benchmarks.standin.world import World, buttons

Json = dict[str, Any]


class Control:
    """Controls the world and reports what it received."""

    def __init__(self, world: World) -> None:
        self._world = world

    def limit(self, **rates: int) -> bool:
        """Enforce these limits from now on; `per_second` 0 disables the overall one."""
        self._world.gate.set(Rates(**rates))
        return True

    def way(self, least: float, more: float) -> bool:
        """Delay every message and every response by `least` seconds plus a random time with the
        mean `more`."""
        chance = Random(7)
        self._world.way = lambda: least + chance.expovariate(1 / more)
        return True

    def close(self, chat_id: int, seconds: float) -> bool:
        """Refuse all messages to a chat for a while."""
        self._world.gate.closed[chat_id] = time() + seconds
        return True

    def press(self, cards: list[tuple[int, int, int, str]], rate: float = 0) -> bool:
        """Press buttons: (person, chat, message, data) each."""
        self._world.press_all(cards, rate)
        return True

    def press_coming(self, prefix: str, rate: float = 0) -> bool:
        """Press matching buttons as messages arrive."""
        self._world.press_as_they_come(prefix, rate)
        return True

    def write(self, words: list[tuple[int, int, int, str]], rate: float = 0) -> bool:
        """Write messages: (person, chat, message replied to or 0, text) each."""
        self._world.write_all(words, rate)
        return True

    def rest(self) -> bool:
        """Stop all actions."""
        self._world.crowd.stop()
        self._world.press_as_they_come("\0", 0)
        return True

    def last(self, chat_id: int) -> Json | None:
        """The newest message of a chat: its id and the data of its buttons."""
        message = self._world.last.get(chat_id)
        return message and {"message_id": message["message_id"], "buttons": buttons(message)}

    def counts(self) -> Json:
        """The number of requests received and presses answered."""
        presses = self._world.crowd.presses.values()
        answered = sum(1 for _, at in presses if at)
        told = {"requests": len(self._world.log), "polls": self._world.updates.polls}
        told["sent"] = self._world.sent
        return {**told, "presses": len(presses), "answered": answered}

    def seen(self) -> Json:
        """All requests and presses."""
        return {"log": self._world.log, "presses": list(self._world.crowd.presses.values())}
