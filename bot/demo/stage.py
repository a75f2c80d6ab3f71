"""What the page shows beside the chats: the time, the other people, and whom to play."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from secrets import token_hex
from time import monotonic
from typing import Any
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.demo import sample
from bot.demo.actors import Actors
from bot.demo.botapi.console import guarded
from bot.demo.botapi.people import DemoPerson
from bot.demo.clock import DemoClock
from bot.demo.community import Community

MORNING = time(8, 25)
"""Shortly before the first digest."""

PLAYED_FOR = 12.0
"""Real seconds after a page's last request; a closed page stops asking."""

# The short list, and the page's word for what each of them is good for.
CAST = {
    "李敏": "cast_liaison",
    "陈刚": "cast_branch",
    "王芳": "cast_lead",
    "赵卫东": "cast_supervisor",
    "孙丽君": "cast_grid",
    "郭伟民": "cast_stranger",
}


class DemoStage:
    """The time and the other people, as directed from the page."""

    def __init__(
        self,
        community: Community,
        clock: DemoClock,
        actors: Actors,
        *,
        zone: ZoneInfo,
        usual: float = 1,
        fast: float = 60,
    ) -> None:
        self._community = community
        self._clock = clock
        self._actors = actors
        self._usual = usual
        self._fast = max(fast, usual)
        self._zone = zone
        self._run = token_hex(4)
        self._read: dict[int, int] = {}
        self._played: dict[int, float] = {}

    def routes(self) -> list[Route]:
        """`/demo/api/stage…`, for this machine's own page only."""
        return [
            Route("/demo/api/stage", guarded(self._look), methods=["GET"]),
            Route("/demo/api/stage", guarded(self._direct), methods=["POST"]),
            Route("/demo/api/stage/people", guarded(self._everybody), methods=["GET"]),
        ]

    def open(self) -> None:
        """Messages already in the chats count as read before the user came."""
        chats = self._community.world.chats.values()
        self._read = {chat.id: chat.last.id for chat in chats if chat.messages}

    async def _look(self, request: Request) -> Response:
        asked = request.query_params.get("person", "")
        if asked.isdecimal() and int(asked):
            self._play(int(asked))
        return JSONResponse(self._told())

    async def _direct(self, request: Request) -> Response:
        try:
            self._carry_out(await request.json())
        except (ValueError, TypeError, AttributeError) as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=409)
        return JSONResponse(self._told())

    async def _everybody(self, _: Request) -> Response:
        people = self._community.people.values()
        return JSONResponse([self._person(person) for person in people])

    def _play(self, person_id: int) -> None:
        """Whoever's chats the page showed lately is played by the user."""
        now = monotonic()
        self._played[person_id] = now + PLAYED_FOR
        self._played = {who: until for who, until in self._played.items() if until > now}
        self._actors.play(self._played)

    def _carry_out(self, wanted: dict[str, Any]) -> None:
        if "auto" in wanted:
            self._switch(on=bool(wanted["auto"]))
        if "speed" in wanted:
            self._clock.run(min(float(wanted["speed"]), self._fast))
        if wanted.get("jump") == "morning":
            self._clock.jump(self.until_morning())
        elif "jump" in wanted:
            self._clock.jump(timedelta(minutes=min(max(float(wanted["jump"]), 0), 24 * 60)))

    def _switch(self, *, on: bool) -> None:
        """Nobody wants to wait half an hour for a reminder, nor to read in a hurry."""
        self._actors.switch(on=on)
        self._clock.run(self._fast if on else self._usual)

    def until_morning(self) -> timedelta:
        """Until the next time it is shortly before the first digest."""
        now = self._clock.now().astimezone(self._zone)
        morning = datetime.combine(now.date(), MORNING, self._zone)
        return (morning if morning > now else morning + timedelta(days=1)) - now

    def _told(self) -> dict[str, Any]:
        bot = self._community.world.bot
        return {
            "run": self._run,
            "now": self._clock.now().timestamp(),
            "speed": self._clock.speed,
            "rate": self._clock.rate,
            "fast": self._fast,
            "zone": self._zone.key,
            "auto": self._actors.on,
            "bot": {"name": bot.first_name, "username": bot.username},
            "sample": sample.NAME,
            "read": self._read,
            "cast": [self._member(self._community.people[name]) for name in CAST],
        }

    def _member(self, person: DemoPerson) -> dict[str, Any]:
        chats = {chat.id: chat.last.id for chat in person.chats if chat.messages}
        return {"id": person.id, "hint": CAST[person.first_name], "chats": chats}

    def _person(self, person: DemoPerson) -> dict[str, Any]:
        posts = self._community.posts[person.first_name]
        return {"id": person.id, "name": person.first_name, "posts": _in_words(posts)}


def _in_words(posts: list[sample.SampleRow]) -> list[str]:
    """`幸福里 3、4 栋 楼长`: the units of one kind of post together."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in posts:
        found.setdefault((row.branch or row.community, row.post), []).append(row.building)
    return [
        " ".join(filter(None, (where, _together(units), post)))
        for (where, post), units in found.items()
    ]


def _together(units: list[str]) -> str:
    """Numbers that differ, and once what they are numbers of."""
    ending = units[-1].lstrip("0123456789")
    return "、".join(unit.removesuffix(ending) for unit in units) + f" {ending}".rstrip()
