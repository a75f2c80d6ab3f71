"""The sample's people and groups in a world, and how they are linked and bound."""

from __future__ import annotations

from bot.demo import sample
from bot.demo.botapi import World
from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson

WAIT = 60
"""Real seconds to wait for one answer of the bot; only a stuck one needs more."""


class Community:
    """The sample in one world; people by name, groups by title."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.posts = sample.posts()
        self.people = {
            name: world.person(name, _language(name), phone=_phone(name, posts[0].phone))
            for name, posts in self.posts.items()
            if name not in sample.NO_ACCOUNT
        }
        self.groups: dict[str, DemoGroup] = {}
        for plan in sample.groups():
            self.groups[plan.title] = world.group(plan.title, self._members(plan))

    def _members(self, plan: sample.GroupPlan) -> list[DemoPerson]:
        return [self.people[name] for name in plan.members]

    async def become_known(self) -> None:
        """Everybody who uses the bot shares their number."""
        await self._start()
        await self._share()
        for name in sample.OTHER_NUMBER:
            post = self.posts[name][0]
            self.people[name].send(self.people[name].private, f"{post.building}{post.post}{name}")
        for name in sample.BLOCKED:
            self.people[name].block()
        await self.world.idle(WAIT)

    async def bring_in_the_bot(self) -> None:
        """Add the bot to the groups and bind them."""
        for plan in sample.groups():
            group = self.groups[plan.title]
            for name, said in sample.TALK.get(plan.title, ()):
                self.people[name].send(group, said)
            group.add_bot(by=self.people[plan.members[0]])
            if plan.code:
                self.people[plan.binder].send(group, f"/bind {plan.code}")
        await self.world.idle(WAIT)

    async def _start(self) -> None:
        """Order: first those who approve requests, then those who cause them."""
        started = [p for name, p in self.people.items() if name not in sample.NEVER_STARTED]
        for person in started:
            person.start()
        await self.world.until(lambda: all(p.private.keyboard for p in started), WAIT)

    async def _share(self) -> None:
        sharing = [
            person
            for name, person in self.people.items()
            if name not in sample.NEVER_STARTED | sample.NEVER_SHARED
        ]
        for person in sharing:
            person.share_contact()
        await self.world.until(lambda: all(_answered(p) for p in sharing), WAIT)


def _language(name: str) -> str:
    return sample.LANGUAGES.get(name, "zh-hans")


def _phone(name: str, phone: str) -> str:
    """One account has another number than the list, to show a link request."""
    return f"+86{phone[:7]}9{phone[8:]}" if name in sample.OTHER_NUMBER else f"+86{phone}"


def _answered(person: DemoPerson) -> bool:
    """Whether the bot said something after the number was shared."""
    return person.private.last.sender is person.world.bot
