"""The other people of the demo; switched on, they act by themselves, in the rules' time."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple

from bot.demo.botapi import NotPossible
from bot.demo.botapi.chats import Chat
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from bot.demo.botapi.people import DemoPerson, PrivateChat
from bot.demo.community import Community
from bot.demo.manners import Deed, deed

LOOKS_EVERY = 0.25
"""Polling interval in real seconds."""


class ActorPlan(NamedTuple):
    """A planned deed and its time; `number` keeps the order of deeds with the same time."""

    at: datetime
    number: int
    person: DemoPerson
    message: Message
    deed: Deed


class Actors:
    """Plans a deed when a message arrives and executes it when its time has come."""

    def __init__(self, community: Community, seed: str = "gridcall") -> None:
        self._community = community
        self._world = community.world
        self._seed = seed
        self._on_since: datetime | None = None
        self._played: frozenset[int] = frozenset()
        self._free_since: dict[int, datetime] = {}
        self._touched: set[Chat] = set()
        self._plans: list[ActorPlan] = []
        self._planned: set[tuple[DemoPerson, Message, str]] = set()
        self._done: set[tuple[DemoPerson, str]] = set()
        self._world.changes.listeners.add(self._touch)

    @property
    def on(self) -> bool:
        """Whether they act by themselves."""
        return self._on_since is not None

    @property
    def played(self) -> frozenset[int]:
        """The people who do nothing by themselves."""
        return self._played

    def switch(self, on: bool) -> None:
        """On: they react to everything in the chats from now on. Off: they do nothing."""
        if on != self.on:
            self._on_since = self._world.now() if on else None
            self._look_anew()

    def play(self, people: Iterable[int]) -> None:
        """These people are played by the user; all others act by themselves."""
        if (played := frozenset(people)) != self._played:
            self._free_since |= dict.fromkeys(self._played - played, self._world.now())
            self._played = played
            self._look_anew()

    async def run(self) -> None:
        """Run until cancelled."""
        while True:
            self.tick()
            await asyncio.sleep(LOOKS_EVERY)

    def tick(self) -> None:
        """Plan deeds for new messages, and execute those that are due."""
        touched, self._touched = self._touched, set()
        if not self.on:
            return
        for chat in sorted(touched, key=lambda chat: chat.id):
            self._look_at(chat)
        while self._plans and self._plans[0].at <= self._world.now():
            self._carry_out(heapq.heappop(self._plans))

    def _touch(self, chat: Chat) -> None:
        self._touched.add(chat)

    def _look_anew(self) -> None:
        """Plan again what was planned and not done, where it still applies."""
        self._plans.clear()
        self._planned.clear()
        self._touched.update(self._world.chats.values())

    def _look_at(self, chat: Chat) -> None:
        for message in chat.from_bot:
            for person in _people_in(chat):
                self._consider(person, message)

    def _consider(self, person: DemoPerson, message: Message) -> None:
        wanted = self._deed(person, message)
        if wanted is None or (person, message, wanted.settles) in self._planned:
            return
        self._planned.add((person, message, wanted.settles))
        at = self._begin(person, message) + wanted.after
        heapq.heappush(self._plans, ActorPlan(at, len(self._planned), person, message, wanted))

    def _begin(self, person: DemoPerson, message: Message) -> datetime:
        """The earliest time at which they could have acted."""
        free = self._free_since.get(person.id, message.date)
        return max(message.date, free, self._on_since or message.date)

    def _deed(self, person: DemoPerson, message: Message) -> Deed | None:
        """Their deed for a message in its present state."""
        posts = self._community.posts.get(person.first_name, [])
        wanted = deed(person.first_name, posts, message, self._seed)
        if wanted is None or person.id in self._played or message.deleted:
            return None
        return None if (person, wanted.settles) in self._done else wanted

    def _carry_out(self, plan: ActorPlan) -> None:
        wanted = self._deed(plan.person, plan.message)
        if wanted is None or wanted.settles != plan.deed.settles:
            return
        self._done.add((plan.person, wanted.settles))
        # They may have left the chat or blocked the bot meanwhile.
        with suppress(NotPossible):
            if wanted.words:
                plan.person.send(plan.message.chat, wanted.words, reply_to=plan.message)
            else:
                plan.person.forge(plan.message, wanted.button)


def _people_in(chat: Chat) -> list[DemoPerson]:
    if isinstance(chat, DemoGroup):
        return [each for each in chat.members.values() if isinstance(each, DemoPerson)]
    return [chat.person] if isinstance(chat, PrivateChat) else []
