"""吴静, who leads building 7 and has no Telegram, and her phone."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot.demo.botapi.messages import Message
from tests.stories.town import Town
from tests.web.board import Browser, board_town, root

BRANCH = (
    "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏",
    "幸福社区,幸福里,7栋,楼长,吴静,13800005678",
)  # fmt: skip


@asynccontextmanager
async def mine_town(folder: Any, database_url: str) -> AsyncIterator[Town]:
    """A town whose board is served, with a lead who has no Telegram."""
    async with board_town(folder, database_url) as found:
        await found.roster(*BRANCH)
        yield found


async def web_link(town: Town) -> str:
    """The link that 陈刚 makes for 吴静 from /roster."""
    await town.writes("陈刚", "/roster")
    for button in ("7 栋", "楼长 吴静", "网页链接"):
        await town.presses("陈刚", button)
    message = town.said("陈刚", "/m/")[-1]
    found = re.search(r"http\S+/m/\S+", message.text)
    assert found
    return found[0].removeprefix(root(town))


def asked(town: Town) -> Message:
    """What 陈刚 is asked about a phone."""
    return town.said("陈刚", "那台手机上显示的数字是")[-1]


async def let_in(town: Town, phone: Browser) -> str:
    """吴静 opens her link and 陈刚 agrees; returns the link."""
    link = await web_link(town)
    await phone.get(link)
    await phone.send(link, do="ask")
    await town.presses("陈刚", "同意这台手机", asked(town))
    await phone.get("/mine")
    return link
