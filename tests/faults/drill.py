"""A story that was rehearsed is played again while the bot is killed time after time.

Whenever everybody is at rest, rows and chats must be what they were in the rehearsal, and the
server's log must hold what was said there: nothing less, and nothing more but what was on its way
at a death, which says that it was sent once more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bot.delivery.settling import SENT_ONCE
from tests.faults.acts import Act
from tests.faults.fate import Death, Fate, Picking
from tests.faults.judging import extra_copies
from tests.faults.rehearsing import Rehearsed
from tests.faults.scenes import Said, Scene, differences, scene
from tests.faults.town import Town

_ON_ITS_WAY = """SELECT o.chat_id, b.kind FROM outbox o JOIN bot_message b ON b.id = o.message_id
    WHERE o.op = 'send' AND o.state = 'sending'"""

_HAPPENED = {
    "instructions": "SELECT COUNT(*) AS n FROM instruction WHERE number IS NOT NULL",
    "answers": "SELECT COUNT(*) AS n FROM acknowledgement",
    "relays": "SELECT COUNT(*) AS n FROM target WHERE relayed_at IS NOT NULL",
    "chases": "SELECT COUNT(*) AS n FROM message_target WHERE role IN ('own', 'above', 'nudge')",
    "requests for help": "SELECT COUNT(*) AS n FROM help_request",
}


class Violation(Exception):
    """Something was lost, or has happened twice, in the story of this seed."""

    def __init__(self, seed: int, what: str) -> None:
        super().__init__(f"seed {seed}, {what}")
        self.seed = seed


@dataclass
class Tally:
    """The results of drills so far."""

    stories: int = 0
    happened: Counter[str] = field(default_factory=Counter)
    deaths: Counter[str] = field(default_factory=Counter)
    on_their_way: int = 0
    sent_again: int = 0
    copies: int = 0
    healed: int = 0

    @property
    def kills(self) -> int:
        """The number of kills."""
        return self.deaths.total()


class Drill:
    """One story in one town, with kills."""

    def __init__(
        self,
        town: Town,
        story: Rehearsed,
        tally: Tally,
        tell: Callable[[], None] = lambda: None,
    ) -> None:
        self._town = town
        self._story = story
        self._fate = Fate(story.seed)
        self._tally = tally
        self._tell = tell
        self._on_their_way: Counter[int] = Counter()
        self._once: Counter[int] = Counter()
        self._died: list[Death] = []
        self._copies = 0

    async def play(self) -> None:
        """Raises Violation where it does not go as it should."""
        for step, (act, expected) in enumerate(
            zip(self._story.acts, self._story.scenes, strict=True)
        ):
            try:
                await self._happens(step, act, expected)
            except Exception as error:
                raise Violation(self._story.seed, self._told(step, act, error)) from error
            self._tell()
        self._tally.stories += 1
        for what, query in _HAPPENED.items():
            self._tally.happened[what] += self._town.rows(query)[0]["n"]

    async def _happens(self, step: int, act: Act, expected: Scene) -> None:
        town, picking = self._town, self._fate.picking(step)
        since = len(town.world.log)
        self._died, self._on_their_way, self._once = [], Counter(), Counter()
        await self._live_through(act.ready(town, picking), deque(self._fate.deaths(step)))
        found = scene(town, since)
        wrong = "\n".join(self._wrong(expected, found, picking))
        assert not wrong, wrong
        self._count(found, expected, picking)

    def _wrong(self, expected: Scene, found: Scene, picking: Picking) -> Iterator[str]:
        yield from differences(expected, found)
        yield from self._misspoken(expected.said, found)
        extra = extra_copies(self._town)
        yield from (f"not healed when touched: {each}" for each in picking.extra if each in extra)
        if (more := self._more(found, expected)) > self._on_their_way.total():
            yield f"{more} more copies than before"

    def _more(self, found: Scene, expected: Scene) -> int:
        """The surplus of items in `found`."""
        return found.unknown - expected.unknown - self._copies

    async def _live_through(self, happen: Callable[[], object], deaths: deque[Death]) -> None:
        """Let it happen, and the bot die of it, until there is nothing left to do."""
        town = self._town
        asleep = bool(deaths) and deaths[0].asleep
        if asleep:
            await self._bury(deaths.popleft())
        elif deaths:
            await town.meet(deaths[0].point, deaths[0].times, deaths[0].after)
        happen()
        if asleep:
            await self._resume(deaths)
        while not (await town.rest() and await town.spare()):
            assert deaths, "it died by itself"
            await self._bury(deaths.popleft())
            await self._resume(deaths)

    async def _bury(self, death: Death) -> None:
        """The bot is dead; what was on its way may have arrived or not."""
        point = await self._town.kill()
        self._died.append(death)
        self._tally.deaths[point or death.kind] += 1
        for row in self._town.rows(_ON_ITS_WAY):
            self._on_their_way[row["chat_id"]] += 1
            self._once[row["chat_id"]] += row["kind"] in SENT_ONCE

    async def _resume(self, deaths: deque[Death]) -> None:
        """Another life, which may end as well."""
        death = deaths[0] if deaths else Death()
        await self._town.start(death.point, death.times, death.after)

    def _misspoken(self, wanted: Said, found: Scene) -> Iterator[str]:
        """Differences between the messages sent and those expected.

        Late messages may have another text and are then edited, so this only counts them; the final
        texts are compared elsewhere.
        """
        plain, again = _by_chat(found.said), _by_chat(found.again)
        for chat, count in _by_chat(wanted).items():
            missing = count - plain[chat] - again[chat] - self._once[chat]
            yield from (f"never said: {each}" for each in _less(found.said, wanted, chat, missing))
        for chat, count in plain.items():
            more = count - _by_chat(wanted)[chat]
            yield from (f"said twice: {each}" for each in _less(wanted, found.said, chat, more))
        for chat in again - self._on_their_way:
            yield f"said again though it was not on its way: {chat}"

    def _count(self, found: Scene, expected: Scene, picking: Picking) -> None:
        tally, more = self._tally, self._more(found, expected)
        self._copies += more
        tally.on_their_way += self._on_their_way.total()
        tally.sent_again += found.again.total()
        tally.copies += max(0, more)
        tally.healed += len(picking.extra)

    def _told(self, step: int, act: Act, error: Exception) -> str:
        died = ", ".join(map(str, self._died)) or "nobody died"
        return f"step {step}: {act}\n({died})\n{str(error) or repr(error)}"


def _by_chat(said: Said) -> Counter[int]:
    return Counter(chat for chat, _ in said.elements())


def _less(said: Said, wanted: Said, chat: int, count: int) -> list[str]:
    """Which words it may be that are so many too few in a chat."""
    return [words for where, words in (wanted - said).elements() if where == chat and count > 0]
