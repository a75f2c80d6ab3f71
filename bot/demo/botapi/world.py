"""The world behind the stand-in: people, groups, messages, and the bot's updates."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import count

from bot.demo.botapi.changes import Changes
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.log import Exchange
from bot.demo.botapi.media import FileStore
from bot.demo.botapi.menus import Menus
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson
from bot.demo.botapi.presses import DemoPress
from bot.demo.botapi.privacy import bot_sees
from bot.demo.botapi.strangers import Channel, OtherBot
from bot.demo.botapi.updates import UpdateQueue
from bot.demo.botapi.users import Bot, User

BOT_ID = 6_100_000_001


class World:
    """Everybody and everything the bot can meet."""

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        bot_name: str = "社区通知",
        bot_username: str = "gridcall_demo_bot",
    ) -> None:
        self.now = clock
        self.bot = Bot(BOT_ID, bot_name, is_bot=True, username=bot_username)
        self.changes = Changes()
        self.updates = UpdateQueue(clock, self.changes)
        self.files = FileStore()
        self.menus = Menus()
        # Whether the server knows rich messages; older ones do not.
        self.plays_rich = True
        self.log: list[Exchange] = []
        self.people: dict[int, DemoPerson] = {}
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, DemoPress] = {}
        # Ids beyond 32 bits, as real ones are.
        self._numbers = count(1)

    def person(
        self,
        name: str,
        language_code: str | None = "zh-hans",
        username: str | None = None,
        phone: str | None = None,
    ) -> DemoPerson:
        """Somebody with an account who never met the bot."""
        user_id = 7_000_000_000 + next(self._numbers)
        person = DemoPerson(self, user_id, name, language_code, username, phone)
        self.people[user_id] = person
        self.chats[user_id] = person.private
        return person

    def group(
        self, title: str, members: Iterable[User] = (), *, supergroup: bool = False
    ) -> DemoGroup:
        """A group without the bot; the first member owns it."""
        base = -1_002_200_000_000 if supergroup else -4_000_000_000
        kind = "supergroup" if supergroup else "group"
        group = DemoGroup(self, base - next(self._numbers), title, kind=kind)
        group.members = {m.id: m for m in members}
        self.chats[group.id] = group
        return group

    def channel(self, title: str, username: str | None = None) -> Channel:
        """A channel."""
        channel = Channel(self, -1_002_500_000_000 - next(self._numbers), title, username)
        self.chats[channel.id] = channel
        return channel

    def other_bot(self, name: str = "别的机器人", username: str = "another_bot") -> OtherBot:
        """Somebody else's bot."""
        return OtherBot(self, 6_200_000_000 + next(self._numbers), name, username)

    def publish(self, message: Message) -> Message:
        """Add the message to its chat, and send an update where Telegram would."""
        message.chat.append(message)
        if bot_sees(message):
            kind = "channel_post" if message.chat.kind == "channel" else "message"
            self.updates.add(kind, message.to_json())
        self.changes.notify(message.chat)
        return message

    def press(self, person: DemoPerson, message: Message, data: str) -> DemoPress:
        """A press reaches the bot, wherever the message stands."""
        press_id = str(40_000_000_000_000_000 + next(self._numbers))
        press = DemoPress(press_id, person, message, data, self.now())
        self.presses[press_id] = press
        person.presses.append(press)
        self.updates.add("callback_query", press.to_json())
        return press

    @property
    def pending_updates(self) -> int:
        """How many updates the bot has not confirmed."""
        return len(self.updates.pending)

    def calls(self, *methods: str) -> list[Exchange]:
        """What the bot asked of these methods, in order."""
        return [e for e in self.log if e.method in methods]

    def record(self, exchange: Exchange) -> None:
        """Adds to the log."""
        self.log.append(exchange)
        self.changes.notify()

    async def idle(self, timeout: float = 5) -> None:
        """Until the bot has confirmed every update and waits for more (real seconds)."""
        await self.changes.until(lambda: self.updates.quiet, timeout)

    async def until(self, wanted: Callable[[], object], timeout: float = 5) -> None:
        """Until the condition holds (real seconds); it is looked at after every change."""
        await self.changes.until(wanted, timeout)
