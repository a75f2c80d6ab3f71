"""A town whose bot is another process, and may die at any moment."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from tests.faults.clock import FileClock
from tests.faults.eyes import eyes
from tests.faults.points import NOWHERE
from tests.faults.processes import PATIENCE, BotProcess, Nursery
from tests.faults.settlers import settle
from tests.stories.town import NINE, QUICK

_CONFIG = """
language = "zh-hans"
timezone = "Asia/Shanghai"
[telegram]
token = "{token}"
base_url = "{root}"
[database]
url = "{url}"
{more}
"""


class Town:
    """People, their Telegram, and a bot that can be started again."""

    def __init__(
        self, nursery: Nursery, folder: Path, url: str, clock: FileClock, server: BotApiServer
    ) -> None:
        self._nursery = nursery
        self._folder = folder
        self._url = url
        self.clock = clock
        self.wall = FileClock(folder / "wall")
        """The wall clock: this one for a bot started after it was set, else the real one."""
        self.server = server
        self.world = server.world
        self.people: dict[str, DemoPerson] = {}
        self._bot: BotProcess | None = None
        self._eyes = eyes(url)

    @classmethod
    async def open(cls, nursery: Nursery, folder: Path, url: str) -> Town:
        """Everybody is on the roster, linked and has pressed Start; the bot is up and idle."""
        clock = FileClock(folder / "clock")
        clock.set(NINE)
        town = cls(nursery, folder, url, clock, BotApiServer(World(clock.now)))
        await town.server.start()
        town.people = await settle(town.world, url, clock)
        town._configure()
        await town.start()
        assert await town.rest()
        return town

    async def close(self) -> None:
        """Check that Telegram would have accepted every request."""
        await self.kill()
        await self.server.stop()
        self._eyes.close()
        assert self.server.violations == []

    async def start(self, point: str = NOWHERE, times: int = 1, lives: float | None = None) -> None:
        """Start the bot; it will die when it passes `point` for so many times, or after `lives`
        seconds."""
        request = {"point": point, "times": times, "clock": str(self._folder / "clock")}
        request["config"] = str(self._folder / "config.toml")
        request["wall"] = str(self.wall.path)
        await self.kill()
        self._bot = await BotProcess.start(self._nursery, request, lives)
        self._bot.died = self.world.changes.notify

    async def kill(self) -> str:
        """The bot is no more, at once and without a word; the point at which it had died, if so."""
        bot, self._bot = self._bot, None
        if bot is None:
            return ""
        await bot.kill()
        await self._eyes.alone()
        return bot.died_at

    async def meet(self, point: str = NOWHERE, times: int = 1, lives: float | None = None) -> None:
        """Let the bot that runs die as one that is started would."""
        assert self._bot
        if lives is None:
            await self.arm(point, times)
        else:
            self._bot.doom(lives)

    async def spare(self) -> bool:
        """Let the bot live on, however its end was to come; False where it has come."""
        assert self._bot
        self._bot.spare()
        return bool(await self._bot.tell("arm", NOWHERE, 1))

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """The bot stands still, and notices nothing of it."""
        assert self._bot
        self._bot.signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._bot.signal(signal.SIGCONT)

    async def arm(self, point: str, times: int = 1) -> None:
        """Let the bot die when it passes `point` for so many times from now on."""
        assert self._bot
        assert await self._bot.tell("arm", point, times)

    async def rest(self) -> bool:
        """Until nobody has anything left to do at this moment; False where the bot died of it."""
        bot = self._bot
        assert bot
        while True:
            await self.world.until(lambda: self.world.updates.quiet or bot.dead, PATIENCE)
            if not await bot.tell("rest"):
                return False
            if self.world.updates.quiet:
                return True

    def person(self, name: str) -> DemoPerson:
        """A person of the town, by name."""
        return self.people[name]

    @property
    def chats(self) -> list[Chat]:
        """All private chats and groups."""
        return list(self.world.chats.values())

    def presses(self, name: str, button: str, message: Message | None = None) -> None:
        """Press a button under the oldest message that has it, private chats first."""
        person = self.person(name)
        person.press(message or self._oldest(person, button), button)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        """The rows of a query."""
        return self._eyes.rows(sql)

    def _oldest(self, person: DemoPerson, button: str) -> Message:
        for chat in self.chats:
            for message in chat.from_bot if chat.has(person) else ():
                if any(each.text == button for row in message.buttons for each in row):
                    return message
        raise AssertionError(f"{person} sees no {button}")

    async def configure(self, more: str) -> None:
        """Start the bot with further settings."""
        self._configure(more)
        await self.start()
        assert await self.rest()

    def _configure(self, more: str = "") -> None:
        facts = {"token": self.server.token, "root": self.server.base_url, "url": self._url}
        text = _CONFIG.format(**facts, more=f"{QUICK}{more}")
        (self._folder / "config.toml").write_text(text, "utf-8")
