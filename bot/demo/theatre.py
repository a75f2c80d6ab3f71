"""Everything the demo is made of: a Telegram, the sample, the real bot among them, the page."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from bot.app import App, house_of
from bot.clock import SystemClock
from bot.config import Config
from bot.demo import sample
from bot.demo.actors import Actors
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.console import console_routes
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.presses import DemoPress
from bot.demo.botapi.updates import UpdateQueue
from bot.demo.clock import DemoClock
from bot.demo.community import Community
from bot.demo.pages import page_routes
from bot.demo.settings import configured
from bot.demo.stage import DemoStage
from bot.roster.care import EVERYTHING
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from bot.store.roster import roster
from bot.store.tx import Tx
from bot.usecases.roster.applying import Apply, apply_difference

BEAT = 0.2
"""Real seconds: at sixty times the speed, twelve of the community's."""

OPENS = time(9, 0)
"""A morning, so that no quiet hours are in the way."""


class PatientWorld(World):
    """However fast the community's time runs: what waits for the bot waits in real time."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(clock)
        self.updates = UpdateQueue(SystemClock().now, self.changes)

    def press(self, person: DemoPerson, message: Message, data: str) -> DemoPress:
        """A press that does not become too old to be answered."""
        press = super().press(person, message, data)
        press.at += timedelta(days=1)
        return press


class Theatre:
    """The demo; `open` it once its server runs, and `close` it."""

    def __init__(self, speed: float | None) -> None:
        zone = Config.model_construct().timezone
        today = datetime.now(zone).date()
        start = datetime.combine(today, OPENS, zone).astimezone(UTC)
        self.clock = DemoClock(start)
        self.speed = speed or 1
        self.world = PatientWorld(self.clock.now)
        self.community = Community(self.world)
        self.actors = Actors(self.community)
        self.stage = DemoStage(self.community, self.clock, self.actors, zone=zone, usual=self.speed)
        routes = [*console_routes(self.world), *self.stage.routes(), *page_routes()]
        self.server = BotApiServer(self.world, more_routes=routes)
        self.app: App | None = None
        self._beating: asyncio.Task[None] | None = None

    async def open(self, folder: Path) -> None:
        """Start the bot on a database in the folder, and let the community move in.

        The server is already started.
        """
        config = configured(self.server, folder)
        self.app = await App.build(config, folder, self.clock)
        await self.app.database.transact(_import, config)
        await self.app.start(beat=False)
        self._beating = asyncio.create_task(self._beat(self.app))
        await self.community.become_known()
        await self.community.bring_in_the_bot()
        await self.app.inbox.idle()
        await self.app.sender.idle()
        self.stage.open()
        self.clock.run(self.speed)

    async def close(self) -> None:
        """Stop everything, the bot first."""
        if self._beating:
            self._beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._beating
        if self.app:
            await self.app.stop()
        await self.server.stop()

    async def _beat(self, app: App) -> None:
        """The pulse, quicker than the bot's own because time is; then the people."""
        while True:
            await app.pulse.beat()
            self.actors.tick()
            await asyncio.sleep(BEAT)


def _import(tx: Tx, config: Config, now: datetime) -> None:
    """The office's list comes in, as the operator would import it."""
    house = house_of(config)
    tiers, customs = house.tiers, house.customs
    sheet = read_sheet(sample.sheet(), sample.NAME, tiers, customs)
    difference = compare(sheet, roster.load_roster(tx), tiers, EVERYTHING, customs=customs)
    apply_difference(tx, Apply(difference), now)
