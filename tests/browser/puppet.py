"""The demo's page without the bot: a test puts words into its mouth."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.demo.actors import Actors
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.console import console_routes
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.presses import DemoPress, Toast
from bot.demo.clock import DemoClock
from bot.demo.community import Community
from bot.demo.pages import page_routes
from bot.demo.stage import DemoStage

NINE = datetime(2031, 3, 4, 1, tzinfo=UTC)


class Puppet:
    """The sample community in its world; the bot says what a test makes it say."""

    def __init__(self) -> None:
        self.clock = DemoClock(NINE, 0)
        self.world = World(self.clock.now)
        self.community = Community(self.world)
        self.actors = Actors(self.community)
        self.stage = DemoStage(
            self.community, self.clock, self.actors, zone=ZoneInfo("Asia/Shanghai")
        )
        routes = [*console_routes(self.world), *self.stage.routes(), *page_routes()]
        self.server = BotApiServer(self.world, more_routes=routes)

    def person(self, name: str) -> DemoPerson:
        return self.community.people[name]

    def group(self, title: str) -> DemoGroup:
        return self.community.groups[title]

    def say(self, chat: Chat, text: str, *rows: list[dict[str, Any]], **more: Any) -> Message:
        """The bot writes, with rows of inline buttons."""
        markup = {"inline_keyboard": list(rows)} if rows else None
        said = {"markup": markup} | more
        return self.world.publish(
            Message(chat, self.world.bot, self.clock.now(), text=text, **said)
        )

    def answer_presses(self, text: str, *, show_alert: bool = False, url: str = "") -> None:
        """Answer every press like this from now on."""

        def answered(person: DemoPerson, message: Message, data: str) -> DemoPress:
            press = DemoPress(str(len(person.presses)), person, message, data, self.clock.now())
            press.answer = Toast(text, show_alert, url, self.clock.now())
            person.presses.append(press)
            return press

        self.world.press = answered  # type: ignore[method-assign]


def key(text: str, data: str) -> dict[str, str]:
    """An inline button."""
    return {"text": text, "callback_data": data}


@asynccontextmanager
async def puppet() -> AsyncIterator[Puppet]:
    """Serves the page while in use; 李敏 and 陈刚 have pressed Start."""
    found = Puppet()
    for name in ("李敏", "陈刚"):
        found.person(name).start()
    await found.server.start()
    try:
        yield found
    finally:
        await found.server.stop()
