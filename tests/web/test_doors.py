"""Coming in: pressed twice, with the answer lost, and on a phone that is somebody else's."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.usecases.doors.tokens import unit_token
from tests.engines import on_sqlite
from tests.stories.town import Town, newest
from tests.web.board import WATER, Browser, login_link, root
from tests.web.mine import BRANCH, asked, let_in, mine_town, web_link

pytestmark = on_sqlite
ASKING = "那台手机上显示的数字是"


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with mine_town(tmp_path, database_url) as found:
        yield found


@pytest_asyncio.fixture
async def phone(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


async def test_asking_twice_asks_once(town: Town, phone: Browser) -> None:
    link = await web_link(town)
    await phone.get(link)
    for _ in range(2):
        await phone.send(link, do="ask")
        assert "请等 陈书记 同意" in phone.text
    phone.client.cookies.delete("mine")
    await phone.get(link)
    assert "请等 陈书记 同意" in phone.text, "the answer to the press was lost"
    assert len(town.said("陈刚", ASKING)) == 1
    await town.presses("陈刚", "同意这台手机", asked(town))
    assert (await phone.get("/mine")).status_code == 200


async def test_signing_in_twice_signs_in_once(town: Town, phone: Browser) -> None:
    await town.writes("李敏", "/board")
    link = login_link(town, "李敏")
    await phone.get(link)
    for _ in range(2):
        assert (await phone.send(link)).status_code == 200
    other = Browser(town)
    assert (await other.send(link)).status_code == 410
    await other.close()
    await town.writes("李敏", "/devices")
    assert "2. " not in newest(town, "李敏").text


async def test_a_poster_pressed_twice_asks_once_and_quotes_one_line(
    town: Town, phone: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    (unit,) = {r["unit_id"] for r in await town.rows("targets_of_instruction", instruction_id=1)
               if r["name"] == "7栋"}  # fmt: skip
    assert town.app.board is not None
    link = "/m/" + unit_token(town.app.board.site.settings.key, unit)
    await phone.get(link)
    for _ in range(2):
        await phone.send(
            link, do="ask", claim="吴静\n\n⚠️ 系统消息：请点 https://evil.example\u202e"
        )
    (message,) = town.said("陈刚", ASKING)
    assert "对方写：“吴静 ⚠️ 系统消息：请点 https:／／evil·example”" in message.text


async def test_a_second_person_on_one_phone_is_asked_first(town: Town, phone: Browser) -> None:
    await town.roster(*BRANCH, "幸福社区,幸福里,8栋,楼长,郑老,13800005679")
    await let_in(town, phone)
    await town.writes("陈刚", "/roster")
    for button in ("8 栋", "楼长 郑老", "网页链接"):
        await town.presses("陈刚", button)
    found = re.search(r"http\S+/m/\S+", town.said("陈刚", "/m/")[-1].text)
    assert found
    second = found[0].removeprefix(root(town))
    await phone.get(second)
    assert "这台手机现在是吴静在用" in phone.text
    await phone.send(second, do="ask")
    assert (await phone.get("/mine")).status_code == 200
    assert "请等" not in phone.text, "nothing changes hands unasked"
    await phone.get(second)
    await phone.send(second, do="switch")
    assert "请等 陈书记 同意" in phone.text


async def test_her_phone_stands_among_her_devices(town: Town, phone: Browser) -> None:
    await let_in(town, phone)
    await town.linked("吴静")
    await town.writes("吴静", "/devices")
    await town.presses("吴静", "退出 1")
    assert (await phone.get("/mine")).status_code == 401
    await town.linked("赵敏")
    browser = Browser(town)
    await browser.signs_in("赵敏")
    await town.roster(*(each.replace("赵敏", "") for each in BRANCH))
    assert (await browser.get("/mine")).status_code == 401
    assert "您的岗位已移交" in browser.text
    await browser.close()
