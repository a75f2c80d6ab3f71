"""A small town whose bot meets Telegram by a wire that may misbehave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import App
from bot.config import load_config
from bot.delivery.waits import Waits
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.messages import Message
from bot.store.tx import Tx
from tests.faults.wire import Wire
from tests.stories.town import QUICK, Town

_LOOKS = 2000
MARK = "（重发）"
WATER = "今晚停水\n18:00–22:00 检修，请提醒本楼住户储水。"
CARD = "【紧急通知 #1】"
PEOPLE = (
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
)
SOON = Waits(again=0.1, pause=0.05, longest_pause=0.1, conflict=0.1, retries=(0.01, 0.01))
BRIEF = replace(SOON, answer=1.5, upload=1.5, poll=1.0)
"""For a Telegram that hangs: a minute is given up soon, but not what a busy machine takes."""


class Wired(Town):
    """A town whose `wire` can be told what to do."""

    wire: Wire
    waits: Waits

    @classmethod
    async def begin(
        cls, folder: Path, url: str, waits: Waits = SOON, settings: str = QUICK
    ) -> Wired:
        """Everybody is on the roster, linked and has pressed Start."""
        wire = Wire()
        town = await cls.open(folder, url, settings, by=wire.open, waits=waits)
        assert isinstance(town, cls)
        town.wire, town.waits = wire, waits
        await town.roster(*PEOPLE)
        await town.linked(*(row.rpartition(",")[2] for row in PEOPLE))
        return town

    async def end(self) -> None:
        """Stop everything; whatever still hangs goes on."""
        self.wire.heal()
        self.wire.release()
        await self.close()
        await self.wire.cut()

    async def restart(self, folder: Path) -> None:
        """The bot is told to stop, and another takes its place."""
        await self.app.stop()
        config = load_config(folder / "config.toml")
        self.app = await App.build(
            config, folder, clock=self.clock, wall=self.wall, chat_burst=1000, waits=self.waits
        )
        await self.app.start(beat=False)

    async def settle(self) -> None:
        """As in a town, and every toast has been given or lost."""
        await super().settle()
        await self.app.gateway.idle()

    async def unheard(self, **span: float) -> None:
        """Time passes while nobody hears the bot: it goes on by itself."""
        left, step = timedelta(**span), timedelta(minutes=1)
        while left > timedelta():
            self.clock.move(step)
            self.wall.move(step)
            left -= step
            await self.app.inbox.idle()
            await self.app.pulse.beat()

    async def once(self, wanted: Callable[[], object]) -> None:
        """Until the condition holds, of which nobody tells."""
        for _ in range(_LOOKS):
            if wanted():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never comes to that")

    def chat(self, name: str) -> Chat:
        """A person's chat with the bot."""
        return self.person(name).private

    def cards(self, name: str) -> list[Message]:
        """The copies of the first instruction's card that stand in somebody's chat."""
        return self.said(name, CARD)

    async def warns(self) -> None:
        """An urgent instruction goes out to all."""
        await self.issues("李敏", WATER, "紧急")

    async def logged(self) -> list[str]:
        """All actions in the audit log."""
        return await self.app.database.read(_logged, None)

    async def count(self, table: str) -> int:
        """The number of rows of a table."""
        return int(await self.app.database.read(_count, table))


def _logged(tx: Tx, _query: None, _now: datetime) -> list[str]:
    return [row["action"] for row in tx.connection.execute("SELECT action FROM audit").fetchall()]


def _count(tx: Tx, table: str, _now: datetime) -> int:
    row = tx.connection.execute(f"SELECT COUNT(*) AS n FROM {table}").fetchone()
    return int(row["n"])
