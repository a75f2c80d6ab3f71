"""A browser at the board's page, without JavaScript: it follows links and sends forms."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from bot.demo.settings import free_port
from tests.stories.town import QUICK, Town

PEOPLE = (
    "幸福社区,,,督导,周明",
    "幸福社区,,,专员,李敏",
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
    "幸福社区,幸福里,6栋,楼长,",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
)
EVERYBODY = ("周明", "李敏", "陈刚", "王芳", "李强", "赵敏", "孙丽", "周杰")
WATER = "今晚停水\n请储水。"
_TAG = re.compile(r"<[^>]*>")


def settings(port: int, url: str = "", more: str = "") -> str:
    return f'{QUICK}\n[board]\nport = {port}\npublic_url = "{url or f"http://127.0.0.1:{port}"}"\n{more}'


@asynccontextmanager
async def board_town(folder: Any, database_url: str, more: str = "") -> AsyncIterator[Town]:
    """A town whose board is served."""
    town = await Town.open(folder, database_url, settings(free_port(), more=more))
    try:
        await town.roster(*PEOPLE)
        await town.linked(*EVERYBODY)
        yield town
    finally:
        await town.close()


def root(town: Town) -> str:
    assert town.app.board is not None
    return f"http://127.0.0.1:{town.app.board.server.port}"


class Browser:
    """One browser with its cookies."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.client = httpx.AsyncClient(base_url=root(town), timeout=30)
        self.page: httpx.Response = httpx.Response(200, text="")

    async def close(self) -> None:
        await self.client.aclose()

    async def signs_in(self, name: str) -> None:
        """By the link that /board gives."""
        await self.town.writes(name, "/board")
        link = login_link(self.town, name)
        assert (await self.get(link)).status_code == 200
        await self.send(link)
        assert self.page.status_code == 200, self.page.text

    async def get(self, path: str, **headers: str) -> httpx.Response:
        self.page = await self.client.get(path, headers=headers, follow_redirects=True)
        return self.page

    async def send(self, path: str = "", **fields: Any) -> httpx.Response:
        """Send the form of the page that is shown, with these fields."""
        data = {**({"csrf": self.csrf} if self.csrf else {}), **fields}
        target = path or self.page.url.raw_path.decode().partition("?")[0]
        self.page = await self.client.post(target, data=data, follow_redirects=True)
        await self.town.settle()
        return self.page

    @property
    def csrf(self) -> str:
        """The token in the page's forms."""
        found = re.search(r'name="csrf" value="(\w+)"', self.page.text)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """What the page says, without its markup."""
        return re.sub(r"\s+", " ", html.unescape(_TAG.sub(" ", self.page.text)))

    def links(self) -> list[str]:
        """Where the page leads."""
        return re.findall(r'href="([^"]+)"', self.page.text)

    def ticks(self) -> list[str]:
        """The targets that may be ticked."""
        return re.findall(r'name="target" value="(\d+)"', self.page.text)


def login_link(town: Town, name: str, button: str = "用浏览器打开") -> str:
    """The link in the newest message of /board."""
    message = town.newest(town.person(name).private, button)
    (link,) = [b.target for row in message.buttons for b in row if b.text == button]
    return link.removeprefix(root(town))
