"""The bot is killed while its page is looked at: the viewer's stream goes on by itself, and a press
in mid-request is neither lost nor doubled."""

from __future__ import annotations

import asyncio
import contextlib
import re

import httpx

from bot.demo.settings import free_port
from tests.faults.town import Town

MOMENTS = (0.0, 0.004, 0.012, 0.03)
"""Seconds after which the process dies, counted from when a press is sent."""


class Visitor:
    """Somebody at a page of the board."""

    def __init__(self, town: Town, port: int, name: str) -> None:
        self.town, self.name = town, name
        self.root = f"http://127.0.0.1:{port}"
        self.client = httpx.AsyncClient(base_url=self.root, timeout=5)
        self.seen: list[str] = []
        """What the stream said, in order."""
        self.woken = asyncio.Event()

    async def signs_in(self) -> None:
        person = self.town.person(self.name)
        person.send(person.private, "/board")
        assert await self.town.rest()
        links = (b.target for m in person.private.from_bot for row in m.buttons for b in row)
        link = next(each for each in links if each.startswith(self.root))
        path = link.removeprefix(self.root)
        page = await self.client.get(path)
        await self.client.post(path, data=_fields(page.text))

    async def watches(self, path: str) -> None:
        """As a browser's EventSource: it connects anew by itself, for ever."""
        while True:
            with contextlib.suppress(httpx.HTTPError):
                headers = {"Accept": "text/event-stream"}
                async with self.client.stream("GET", path, headers=headers, timeout=30) as answer:
                    async for line in answer.aiter_lines():
                        if line.startswith("data: "):
                            self.seen.append(line)
                            self.woken.set()
            await asyncio.sleep(0.05)

    async def sees(self, said: str) -> None:
        async with asyncio.timeout(30):
            while not any(said in line for line in self.seen):
                self.woken.clear()
                await self.woken.wait()

    async def presses(self, number: int) -> bool:
        """收到 on one's own page; False where no answer came."""
        try:
            page = await self.client.get("/mine")
            fields = {**_fields(page.text), "number": str(number), "do": "answer", "version": "0"}
            answer = await self.client.post("/mine", data=fields)
        except httpx.HTTPError:
            return False
        return answer.status_code == 303


def _fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(csrf)" value="(\w+)"', page))


async def test_a_viewer_comes_back_and_no_press_is_lost_or_doubled(town: Town) -> None:
    port = free_port()
    await town.configure(f'[board]\nport = {port}\npublic_url = "http://127.0.0.1:{port}"\n')
    issuer = town.person("李敏")
    for number in range(1, len(MOMENTS) + 1):
        issuer.send(issuer.private, f"第{number}次\n请回复。")
        assert await town.rest()
        for button in ("紧急", "发送"):
            issuer.press(issuer.private.from_bot[-1], button)
            assert await town.rest()
    boss, lead = Visitor(town, port, "周明"), Visitor(town, port, "王芳")
    await boss.signs_in()
    await lead.signs_in()
    watching = asyncio.create_task(boss.watches(f"/i/{len(MOMENTS)}"))
    await boss.sees("0/9")
    for number, moment in enumerate(MOMENTS, start=1):
        await town.meet(lives=moment)
        await lead.presses(number)
        await town.start()
        assert await town.rest()
        assert await lead.presses(number), "pressed again, as anybody would"
    await boss.sees("1/9")
    watching.cancel()
    answers = town.rows(
        "SELECT i.number, COUNT(*) AS n FROM acknowledgement k JOIN target t ON t.id = k.target_id"
        " JOIN instruction i ON i.id = t.instruction_id GROUP BY i.number ORDER BY i.number"
    )
    assert [(row["number"], row["n"]) for row in answers] == [
        (number, 1) for number in range(1, len(MOMENTS) + 1)
    ]
    logged = town.rows("SELECT 1 FROM audit WHERE action = 'acknowledgement.give'")
    assert len(logged) == len(MOMENTS)
    for each in (boss, lead):
        await each.client.aclose()
