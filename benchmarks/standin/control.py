"""What the measurement may order from outside, each as `POST /control/<name>`."""

from __future__ import annotations

from random import Random
from time import time
from typing import Any

from benchmarks.standin.limits import Rates
from benchmarks.standin.world import World, buttons

Json = dict[str, Any]


class Control:
    """Orders the world about, and tells what it has seen."""

    def __init__(self, world: World) -> None:
        self._world = world

    def limit(self, **rates: int) -> bool:
        """Enforce these limits from now on; none for the whole where `per_second` is 0."""
        self._world.gate.set(Rates(**rates))
        return True

    def way(self, least: float, more: float) -> bool:
        """Let every message, and every answer to one, be on its way for `least` seconds and, by
        chance, `more` on the average."""
        chance = Random(7)
        self._world.way = lambda: least + chance.expovariate(1 / more)
        return True

    def close(self, chat_id: int, seconds: float) -> bool:
        """Refuse whatever is said in a chat for a while."""
        self._world.gate.closed[chat_id] = time() + seconds
        return True

    def press(self, cards: list[tuple[int, int, int, str]], rate: float = 0) -> bool:
        """Have buttons pressed: (person, chat, message, data) each."""
        self._world.press_all(cards, rate)
        return True

    def press_coming(self, prefix: str, rate: float = 0) -> bool:
        """Have buttons pressed as messages come that have them."""
        self._world.press_as_they_come(prefix, rate)
        return True

    def write(self, words: list[tuple[int, int, int, str]], rate: float = 0) -> bool:
        """Have people write: (person, chat, message replied to or 0, text) each."""
        self._world.write_all(words, rate)
        return True

    def rest(self) -> bool:
        """Nobody does anything more."""
        self._world.crowd.stop()
        self._world.press_as_they_come("\0", 0)
        return True

    def last(self, chat_id: int) -> Json | None:
        """The newest message in a chat: its number and the data of its buttons."""
        message = self._world.last.get(chat_id)
        return message and {"message_id": message["message_id"], "buttons": buttons(message)}

    def counts(self) -> Json:
        """How many requests have come, and how many presses are answered."""
        presses = self._world.crowd.presses.values()
        answered = sum(1 for _, at in presses if at)
        told = {"requests": len(self._world.log), "polls": self._world.updates.polls}
        told["sent"] = self._world.sent
        return {**told, "presses": len(presses), "answered": answered}

    def seen(self) -> Json:
        """Everything that has come, and each press."""
        return {"log": self._world.log, "presses": list(self._world.crowd.presses.values())}
