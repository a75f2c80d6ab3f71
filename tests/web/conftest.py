"""A town whose bot may be asked how it is, and what is asked with."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.demo.settings import free_port
from tests.stories.town import QUICK, Town

PEOPLE = (
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
)
_SAMPLE = re.compile(r'(gridcall_[a-z_]+(?:\{[a-z]+="[a-z]+"(?:,[a-z]+="[a-z]+")*\})?) (\S+)')


class Steady:
    """The clock that nobody moves, moved."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


class Asker:
    """Asks by HTTP."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self.session = session

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        async with self.session.get(path, headers=headers) as answer:
            return answer.status, await answer.text()

    async def health(self) -> tuple[int, dict[str, Any]]:
        async with self.session.get("/healthz") as answer:
            return answer.status, await answer.json()

    async def figures(self) -> dict[str, float]:
        """All samples by name and labels; checks each line's format."""
        status, text = await self.get("/metrics")
        assert status == 200, text
        lines = [line for line in text.splitlines() if not line.startswith("# ")]
        found = [_SAMPLE.fullmatch(line) for line in lines]
        assert all(found), text
        return {match[1]: float(match[2]) for match in found if match}


@pytest.fixture
def steady(monkeypatch: pytest.MonkeyPatch) -> Steady:
    clock = Steady()
    monkeypatch.setattr("bot.clock.monotonic", clock)
    return clock


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str, steady: Steady) -> AsyncIterator[Town]:
    settings = f"{QUICK}[web]\nport = {free_port()}\n"
    found = await Town.open(tmp_path, database_url, settings)
    await found.roster(*PEOPLE)
    await found.linked("李敏", "陈刚", "王芳")
    await found.settle()
    yield found
    await found.close()


@pytest_asyncio.fixture
async def ask(town: Town) -> AsyncIterator[Asker]:
    assert town.app.web
    async with aiohttp.ClientSession(f"http://127.0.0.1:{town.app.web.port}") as session:
        yield Asker(session)
