"""A small community, its people and groups, and the real bot among them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import ManualClock
from bot.config import load_config
from bot.delivery.receiver import Receiver
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.store.tx import Tx
from bot.usecases.escalation.absence import absent
from tests.stories.seeding import Binding, Linking, bind, import_rows, link

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
"""A Monday, nine o'clock in Shanghai."""

QUICK = """
[delivery]
messages_per_second = 10000
group_messages_per_minute = 10000
[cards]
edit_interval = "0s"
undo = "20s"
"""


def newest(town: Town, name: str) -> Message:
    """The last message of the bot's in somebody's private chat."""
    return town.person(name).private.from_bot[-1]


def labels(message: Message) -> list[str]:
    """What its buttons say."""
    return [button.text for row in message.buttons for button in row]


By = Callable[[int], Awaitable[str]]
"""Given the port of the server, the root at which the bot finds it."""


class Town:
    """The bot, its world and a clock that stands until it is moved."""

    def __init__(
        self, app: App, world: World, server: BotApiServer, clock: ManualClock, wall: ManualClock
    ) -> None:
        self.app = app
        self.world = world
        self.server = server
        self.clock = clock
        self.wall = wall
        self.people: dict[str, DemoPerson] = {}
        self.groups: dict[str, DemoGroup] = {}

    @classmethod
    async def open(
        cls,
        folder: Path,
        url: str,
        settings: str = QUICK,
        at: datetime = NINE,
        *,
        by: By | None = None,
        waits: Waits = DEFAULT_WAITS,
        chat_burst: int = 1000,
        telegram: str = "",
        timezone: str = "Asia/Shanghai",
    ) -> Town:
        """Start the server and the bot on the database at `url`; `by` leads to the server."""
        clock, wall = ManualClock(at), ManualClock(at)
        world = World(clock.now)
        server = BotApiServer(world)
        await server.start()
        root = await by(server.port) if by else server.base_url
        file = folder / "config.toml"
        file.write_text(
            f'language = "zh-hans"\ntimezone = "{timezone}"\n'
            f'[telegram]\ntoken = "{server.token}"\nbase_url = "{root}"\n{telegram}'
            f'[database]\nurl = "{url}"\n{settings}',
            "utf-8",
        )
        app = await App.build(
            load_config(file), folder, clock=clock, wall=wall, chat_burst=chat_burst, waits=waits
        )
        await app.start(beat=False)
        return cls(app, world, server, clock, wall)

    async def close(self) -> None:
        """Stop both, and see that nothing was said that Telegram would not take."""
        await self.app.stop()
        await self.server.stop()
        assert self.server.violations == []

    async def roster(self, *rows: str) -> None:
        """Import rows of 社区,小区,楼栋,职务,姓名 as the operator does."""
        await self.app.database.transact(import_rows, tuple(rows))
        await self.settle()

    def person(self, name: str, **facts: Any) -> DemoPerson:
        """A person of the town, by name."""
        if name not in self.people:
            self.people[name] = self.world.person(name, language_code="zh-hans", **facts)
        return self.people[name]

    async def linked(self, *names: str, started: bool = True) -> None:
        """These people are known to the bot; `started`: it may write to them."""
        for name in names:
            person = self.person(name)
            if started:  # long ago: what was said then is no part of the story
                person.private.bot_status = "member"
        links = [Linking(name, self.person(name).id, started) for name in names]
        # At the same moment, so that they share one commit.
        await asyncio.gather(*(self.app.database.transact(link, each) for each in links))
        await self.settle()

    async def group(self, title: str, units: Iterable[str], members: Iterable[str]) -> DemoGroup:
        """A bound work group; `units` by code or name, the first member owns it."""
        people = [self.person(name) for name in members]
        group = self.world.group(title, members=people, supergroup=True)
        group.add_bot(by=people[0])
        await self.settle()
        await self.bind(group, *units)
        self.groups[title] = group
        return group

    async def bind(self, group: DemoGroup, *units: str) -> None:
        """A group the bot is in becomes these units' work group."""
        await self.app.database.transact(bind, Binding(group.id, units))
        await self.settle()

    async def linked_as(self, name: str, *rows: str) -> None:
        """A linked person with a post."""
        await self.roster(*rows)
        await self.linked(name)

    async def away(self, meanwhile: Callable[[], object] | None = None, **span: float) -> None:
        """The bot hears nothing for a while, not even what happens `meanwhile`; then it polls."""
        app = self.app
        await app.receiver.stop()
        await next(task for task in asyncio.all_tasks() if task.get_name() == "Receiver")
        if meanwhile is not None:
            meanwhile()
        self.clock.move(timedelta(**span))
        self.wall.move(timedelta(**span))
        app.receiver = Receiver(
            app.database, app.gateway, stored=app.inbox.wake, absent=absent, wall=self.wall
        )
        self.polling = asyncio.create_task(app.receiver.run(), name="Receiver")
        await self.settle()

    async def settle(self) -> None:
        """Wait until nobody has anything left to do at this moment."""
        for _ in range(50):
            before = (len(self.world.log), self.world.pending_updates)
            await self.world.idle()
            await self.app.inbox.idle()
            beats = await self.app.pulse.beat()
            await self.app.sender.idle()
            after = (len(self.world.log), self.world.pending_updates)
            if before == after and not beats:
                return
        raise AssertionError("the bot does not come to rest")

    async def pass_time(self, *, step: timedelta | None = None, **span: float) -> None:
        """Let time pass, in steps of a minute unless told otherwise."""
        left = timedelta(**span)
        step = step or timedelta(minutes=1)
        while left > timedelta():
            self.clock.move(min(step, left))
            left -= step
            await self.settle()

    async def writes(
        self, name: str, text: str, *, to: Chat | None = None, reply_to: Message | None = None
    ) -> Message:
        """Write a text, in private unless a chat is given."""
        person = self.person(name)
        message = person.send(to or person.private, text, reply_to=reply_to)
        await self.settle()
        return message

    async def presses(self, name: str, button: str, message: Message | None = None) -> str:
        """Press a button of a message, else of the newest private message that has it. `#1` stands
        for the button that begins so and goes on with the title."""
        person = self.person(name)
        found = message or self.newest(person.private, button)
        before = len(person.toasts)
        person.press(found, _titled(found, button))
        await self.settle()
        return person.toasts[-1].text or "" if len(person.toasts) > before else ""

    def newest(self, chat: Chat, button: str) -> Message:
        """The newest message of the bot's in a chat with a button that says so."""
        for message in reversed(chat.from_bot):
            wanted = _titled(message, button)
            if any(each.text == wanted for row in message.buttons for each in row):
                return message
        raise AssertionError(f"no {button} in {[m.text for m in chat.from_bot]}")

    def said(self, name_or_chat: str | Chat, part: str) -> list[Message]:
        """The bot's messages in a chat that contain `part`."""
        chat = name_or_chat
        if isinstance(chat, str):
            chat = self.groups[chat] if chat in self.groups else self.person(chat).private
        return [message for message in chat.from_bot if part in message.text]

    async def issues(self, name: str, text: str, *also: str) -> None:
        """Write an instruction, press the given buttons, and send it."""
        await self.writes(name, text)
        for button in also:
            await self.presses(name, button)
        await self.presses(name, "发送")
        if "还是要回复" in labels(newest(self, name)):
            await self.presses(name, "还是要回复")

    async def rows(self, query: str, **facts: object) -> list[Any]:
        """Look into the database by a named query."""

        def look(tx: Tx, _query: None, _now: datetime) -> list[Any]:
            return tx.all(query, **facts)

        return await self.app.database.read(look, None)


def _titled(message: Message, button: str) -> str:
    if not button.startswith("#"):
        return button
    return next((each for each in labels(message) if each.startswith(f"{button} ")), button)
