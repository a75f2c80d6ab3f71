"""有困难 on /mine: danger, words of several askers, and who comes."""

from __future__ import annotations

import base64
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, Browser
from tests.web.mine import BRANCH, let_in, mine_town

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with mine_town(tmp_path, database_url) as found:
        yield found


@pytest_asyncio.fixture
async def phone(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


def said_to(town: Town, name: str) -> str:
    return "\n".join(each.text for each in town.person(name).private.from_bot)


async def test_danger_gets_the_emergency_numbers(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await let_in(town, phone)
    await phone.send(number="1", do="answer", version="1", words="三楼着火了，有人被困")
    flash = re.search(r'<p class="flash" role="status">([^<]*)', phone.page.text)
    assert flash
    assert flash[1].startswith("有生命危险请先打 119、120"), "beside whichever button"
    assert "陈刚书记" in flash[1]
    assert "三楼着火了" in town.said("陈刚", "吴静楼长求助")[-1].text
    await phone.send(number="1", do="help", version="1", words="又有人受伤了，快救命")
    assert "119" in phone.text
    assert "又有人受伤了" in town.said("陈刚", "吴静楼长求助")[-1].text, "it joins the request"


async def test_words_of_a_second_asker_go_up(town: Town, phone: Browser) -> None:
    await town.roster(*BRANCH, "幸福社区,幸福里,7栋,副楼长,郑凯")
    await town.linked("郑凯")
    await town.issues("李敏", WATER, "紧急")
    await let_in(town, phone)
    deputy = Browser(town)
    await deputy.signs_in("郑凯")
    await deputy.get("/mine")
    await deputy.send(number="1", do="help", version="1", reason="need_hands")
    await deputy.close()
    await phone.send("/mine", number="1", do="help", version="1", words="电梯里困了两个老人")
    assert "陈刚书记" in phone.text
    assert "电梯里困了两个老人" in said_to(town, "陈刚")


async def test_who_comes_is_seen_until_it_is_solved(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await let_in(town, phone)
    await phone.send(number="1", do="answer", version="1", words="二楼还没人应门")
    assert "记上了" in phone.text
    assert "二楼还没人应门" in said_to(town, "陈刚"), "words beside 收到 are a remark"
    assert "有困难" in phone.text, "trouble may come later"
    await phone.send("/mine", number="1", do="help", version="1", words="水泵坏了")
    assert "求助中" in phone.text
    await town.presses("陈刚", "我来处理")
    await phone.get("/mine")
    assert "陈刚书记来处理" in phone.text
    assert "还没解决" not in phone.text
    await town.presses("陈刚", "已解决")
    await phone.get("/mine")
    assert "您的求助已解决" in phone.text
    await phone.send("/mine", number="1", do="still", version="1")
    assert "求助中" in phone.text
    assert "再次求助" in said_to(town, "陈刚")


@on_sqlite
async def test_a_picture_that_was_not_seen_cannot_be_received(town: Town, phone: Browser) -> None:
    liaison = town.person("李敏")
    for send in (liaison.send_photo, liaison.send_document):
        send(liaison.private, "notice.png", PIXEL)
        await town.settle()
        for button in ("紧急", "发送"):
            await town.presses("李敏", button)
    await let_in(town, phone)
    assert "网页上看不到" in phone.text
    shown = re.findall(r'src="(/mine/\d/photo/\d)"', phone.page.text)
    assert len(shown) == 1
    photo = await phone.get(shown[0])
    assert photo.content == PIXEL
    assert photo.headers["content-type"] == "image/jpeg"
    assert photo.headers["cache-control"] == "no-store"
    assert photo.headers["x-content-type-options"] == "nosniff"
    for path in ("/mine/1/photo/1", "/mine/2/photo/0"):
        assert (await phone.get(path)).status_code == 404
    stranger = Browser(town)
    assert (await stranger.get(shown[0])).status_code == 401
    await stranger.close()
    for number, status in (("1", 200), ("2", 409)):
        await phone.get("/mine")
        answer = await phone.send(number=number, do="answer", version=number)
        assert answer.status_code == status, number


@on_sqlite
async def test_a_call_leads_on_to_its_next_step(town: Town, phone: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    lead = Browser(town)
    await let_in(town, lead)
    await phone.signs_in("陈刚")
    await phone.get("/i/1")
    dial = re.findall(r'name="dial" value="(\d+)"', phone.page.text)[0]
    await phone.send(dial=dial)
    await phone.send("/i/1", member=dial, called="left_post")
    assert "下一步已发到您和机器人的聊天里" in phone.text
    await town.presses("陈刚", "换人")
    await lead.send(number="1", do="help", version="1", words="水泵坏了")
    await lead.close()
    units = await town.rows("search_units", path="", path_end="~")
    (code,) = {each["code"] for each in units if each["name"] == "7栋"}
    for page in ("/i/1", f"/u/{code}"):
        await phone.get(page)
        assert "“水泵坏了”" in phone.text, "what the trouble is"
