"""Data of an earlier version: its database and chats."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import ManualClock
from bot.config import load_config
from bot.demo.botapi import BotApiServer, World
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.store import backup
from tests.stories.town import NINE, QUICK, Town

FIRST = Path(__file__).parent / "first"


@dataclass(frozen=True)
class Left:
    """A folder with `database.sql` and `telegram.json`."""

    folder: Path
    told: dict[str, Any]

    @classmethod
    def read(cls, folder: Path = FIRST) -> Left:
        """Read the folder."""
        return cls(folder, json.loads((folder / "telegram.json").read_text("utf-8")))

    @property
    def stopped_at(self) -> datetime:
        """When that bot was stopped."""
        return datetime.fromisoformat(self.told["now"])

    def file(self, path: Path) -> Path:
        """The database as a file."""
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript((self.folder / "database.sql").read_text("utf-8"))
        return path

    def put(self, url: str, file: Path) -> None:
        """The database at a url, on either engine."""
        if url.startswith("sqlite:///"):
            self.file(Path(url.removeprefix("sqlite:///")))
        else:
            backup.restore(url, file.parent, self.file(file))

    def world(self, clock: ManualClock) -> World:
        """The people, the groups, and the messages the bot had sent them."""
        world = World(clock.now)
        world.updates.restart_at(self.told["next_update"])
        for each in self.told["people"]:
            person = DemoPerson(world, each["id"], each["name"], "zh-hans", None, None)
            world.people[person.id], world.chats[person.id] = person, person.private
        for each in self.told["chats"]:
            _fill(_chat(world, each), each)
        return world


def _chat(world: World, told: dict[str, Any]) -> Chat:
    if told["kind"] == "private":
        return world.chats[told["id"]]
    group = DemoGroup(world, told["id"], told["title"], kind=told["kind"])
    group.members = {each: world.people[each] for each in told["members"]}
    world.chats[group.id] = group
    return group


def _fill(chat: Chat, told: dict[str, Any]) -> None:
    chat.bot_status, chat._last_id = "member", told["last_id"]
    for each in told["messages"]:
        sent = datetime.fromisoformat(each["date"])
        chat.history[each["id"]] = Message(
            chat, chat.world.bot, sent, each["id"], each["text"], markup=each["markup"]
        )


async def reopened(left: Left, folder: Path, url: str) -> Town:
    """The town goes on with the bot of today."""
    # Only the clock of rules had been moved there: no absence has to be made good.
    clock, wall = ManualClock(left.stopped_at), ManualClock(NINE)
    world = left.world(clock)
    server = BotApiServer(world)
    await server.start()
    file = folder / "config.toml"
    file.write_text(
        f'language = "zh-hans"\n[telegram]\ntoken = "{server.token}"\n'
        f'base_url = "{server.base_url}"\n[database]\nurl = "{url}"\n{QUICK}',
        "utf-8",
    )
    app = await App.build(load_config(file), folder, clock=clock, wall=wall, chat_burst=1000)
    await app.start(beat=False)
    town = Town(app, world, server, clock, wall)
    town.people = {person.first_name: person for person in world.people.values()}
    groups = (chat for chat in world.chats.values() if isinstance(chat, DemoGroup))
    town.groups = {group.title: group for group in groups}
    return town
