"""The board's page shows what the chats show, live, and does what they do."""

from __future__ import annotations

import asyncio
import html
import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
import pytest_asyncio

from bot.web.board.codes import unit_path
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.board import WATER, Browser, board_town, login_link


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    async with board_town(tmp_path, database_url) as found:
        yield found


@pytest_asyncio.fixture
async def browser(town: Town) -> AsyncIterator[Browser]:
    found = Browser(town)
    yield found
    await found.close()


async def test_a_supervisor_sees_an_instruction_down_to_the_names_and_acts(
    town: Town, browser: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await browser.signs_in("周明")
    assert "【紧急】#1 今晚停水 1 /7 还有 6 处没回复" in browser.text
    assert "空缺 1" in browser.text
    await browser.get("/i/1")
    assert "接下来：09:05 → " in browser.text
    (link,) = set(re.findall(r'href="(/i/1/[^"?]+)" class="cell s-vacant"', browser.page.text))
    await browser.get(link)
    assert "幸福里" in browser.text
    assert "3 栋 已收到 · 09:00 · 王芳" in browser.text
    assert "4 栋 还没回复 · 李强" in browser.text
    await browser.send(do="remind")
    assert "已提醒 3 位" in browser.text
    assert town.said("李强", "还等您一句")
    assert not town.said("周杰", "还等您一句")
    assert "已提醒" not in (await browser.get(link)).text, "it is said once"
    await browser.send(do="proxy", target=browser.ticks()[:2])
    assert "记上了：代答 2 处" in browser.text
    await browser.get("/i/1?show=answered")
    assert browser.text.count("周明代答") == 2
    log = await town.rows("held_log", actor="member:1", member_id=1)
    assert {row["path"] for row in log if row["action"] == "acknowledgement.give"} == {"proxy"}


@on_sqlite
async def test_a_long_list_goes_on_and_nothing_is_answered_for_unticked(
    town: Town, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.usecases.board.pages._ROWS", 2)
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("李敏")
    await browser.get("/i/1?show=waiting")
    seen = []
    while link := re.search(r'href="([^"]+page=\d+)">下一页', browser.page.text):
        seen += browser.ticks()
        await browser.get(html.unescape(link[1]))
    seen += browser.ticks()
    assert len(seen) == len(set(seen)) == 6
    assert "3/3" in browser.text
    await browser.send(do="proxy")
    assert "您联系过哪几处？勾上，再点确定。" in browser.text
    await browser.send("/i/1", do="proxy", target=seen[:1])
    await browser.send("/i/1", do="proxy", target=seen[:1])
    assert "这些地方已经回复过" in browser.text


@on_sqlite
async def test_each_filter_lists_the_units_of_its_state(town: Town, browser: Browser) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏",
        "幸福社区,幸福里,6栋,楼长,", "幸福社区,幸福里,7栋,楼长,钱多",
        "幸福社区,幸福里,8栋,楼长,何安",
    )  # fmt: skip
    await town.linked("何安")
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await town.writes("李强", "着火了")
    await town.writes("何安", "请假到后天")
    await town.pass_time(minutes=61, step=timedelta(minutes=61))
    await town.presses("陈刚", "收到")
    await browser.signs_in("李敏")
    wanted = {"help": "幸福里 4 栋", "vacant": "幸福里 6 栋", "away": "幸福里 8 栋",
              "unreached": "幸福里 7 栋", "late": "幸福社区 幸福里",
              "answered": "幸福里 3 栋"}  # fmt: skip
    for state, unit in wanted.items():
        await browser.get(f"/i/1?show={state}")
        rows = re.findall(r'<li class="row [^>]*>.*?<strong>([^<]*)<', browser.page.text, re.DOTALL)
        assert rows == [unit], state
    await browser.get("/i/1?show=waiting")
    rows = re.findall(r"<strong>([^<]*)</strong></a>", browser.page.text)
    assert set(rows) == {"幸福社区 和平苑", "和平苑 1 栋", "幸福里 5 栋"}


@on_sqlite
async def test_nobody_is_offered_to_tick_where_a_form_is_asked(
    town: Town, browser: Browser
) -> None:
    await town.writes("李敏", WATER)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "低洼住户几户？")
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)
    await town.pass_time(minutes=1)
    await browser.signs_in("李敏")
    await browser.get("/i/1?show=waiting")
    assert "3 栋" in browser.text
    assert len(browser.ticks()) == 2, "the branches': for a building a tick cannot say how many"


async def test_a_lead_answers_on_their_own_page_and_asks_for_help(
    town: Town, browser: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("王芳")
    assert "有 1 条通知等您回复" in browser.text
    await browser.get("/mine")
    assert "今晚停水 请储水。" in browser.text
    await browser.send(number="1", do="answer")
    assert "记上了：3 栋收到。谢谢王芳楼长！" in browser.text
    assert "3 栋：09:00 已收到" in browser.text
    rows = await town.rows("held_answers", member_id=4)
    assert [row["path"] for row in rows] == ["web"]
    await browser.signs_in("陈刚")
    await browser.get("/mine")
    await browser.send(number="1", do="help", words="井盖打不开")
    assert "已马上告诉李敏专员" in browser.text
    assert town.said("李敏", "陈刚书记求助")


async def test_calls_are_made_and_noted_and_gaps_are_mended_in_the_chat(
    town: Town, browser: Browser
) -> None:
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,4栋,楼长,李强,13800001234",
        "幸福社区,幸福里,6栋,楼长,",
    )  # fmt: skip
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("陈刚")
    await browser.get("/i/1")
    assert "13800001234" not in browser.page.text
    (member,) = set(re.findall(r'name="dial" value="(\d+)"', browser.page.text))
    await browser.send(dial=member)
    assert "138" in browser.text
    assert browser.page.headers["cache-control"] == "no-store"
    await browser.send("/i/1", member=member, called="told")
    assert "记上了" in browser.text
    assert "陈刚代答" in (await browser.get("/i/1")).text
    await browser.get("/gaps?kind=vacancy")
    mend = re.search(r'name="mend" value="([^"]+)"', browser.page.text)
    assert mend
    await browser.send("/gaps", mend=mend[1])
    assert "已发到您和机器人的聊天里" in browser.text
    assert town.said("陈刚", "6 栋")


@on_sqlite
async def test_search_finds_units_and_people_by_name_sound_and_initials(
    town: Town, browser: Browser
) -> None:
    await browser.signs_in("李敏")
    for words in ("王芳", "wangfang", "wf", "Wang Fang"):
        await browser.get(f"/?q={words}")
        assert "幸福里 3 栋 王芳" in browser.text, words
    await browser.get("/?q=hpy")
    assert "和平苑" in browser.text.partition("进行中")[0]
    (unit,) = re.findall(r'class="row" href="(/u/[^"]+)"', browser.page.text)
    await browser.get(unit)
    assert "和平苑书记 孙丽" in browser.text
    await browser.signs_in("陈刚")
    await browser.get("/?q=hpy")
    assert "和平苑" not in browser.text.partition("进行中")[0]


async def test_links_lead_to_units_whatever_their_codes_are(town: Town, browser: Browser) -> None:
    """A code may be anything that stood in a spreadsheet."""
    rows = [f"幸福社区,新苑,{n}栋,楼长,丁{n},{code}"
            for n, code in enumerate(("XF/01#3", "XF/01", "..", "a?b%2F"), 1)]  # fmt: skip
    data = "\n".join(["社区,小区,楼栋,职务,姓名,编码", "幸福社区,新苑,,书记,许立,X Y", *rows])
    boss = town.person("李敏")
    boss.send_document(boss.private, "r.csv", data.encode())
    await town.settle()
    await town.presses("李敏", "导入")
    await town.presses("李敏", "应用")
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("周明")
    for n in range(1, 5):
        await browser.get(f"/?q=丁{n}")
        (link,) = re.findall(r'class="row" href="([^"]+)"', browser.page.text)
        assert (await browser.get(html.unescape(link))).status_code == 200
        assert f"楼长 丁{n}" in browser.text
        await browser.send(do="mend")
        assert f"楼长 丁{n}" in browser.text, "and back to it"
    branch = "/i/1/X%20Y"
    await browser.get(branch)
    assert f'href="{branch}' in browser.page.text
    assert "4 栋" in browser.text


async def test_an_answer_is_seen_within_a_second(town: Town, browser: Browser) -> None:
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("周明")
    events = Shown()
    watching = asyncio.create_task(_watch(browser.client, "/i/1", events))
    await asyncio.wait_for(_seen(events, "0/7"), 10)
    begun = asyncio.get_running_loop().time()
    town.person("王芳").press(town.newest(town.person("王芳").private, "收到"), "收到")
    await asyncio.wait_for(_seen(events, "1/7"), 10)
    assert asyncio.get_running_loop().time() - begun < 3, "with the press itself, on a busy machine"
    assert town.app.board is not None
    assert max(town.app.board.site.hub.lags) < 1, "from the commit to the event"
    fresh = Shown()
    beside = asyncio.create_task(_watch(browser.client, "/i/1", fresh))
    assert await asyncio.wait_for(fresh.get(), 10) == events.shown, "no line is lost on the way"
    assert events.changes, "of a change only the lines that differ came"
    beside.cancel()
    await town.writes("周明", "/devices")
    await town.presses("周明", "退出 1")
    await asyncio.wait_for(_seen(events, "over"), 30)  # a session that ended sees no more
    watching.cancel()
    assert (await browser.get("/i/1")).status_code == 401


class Shown(asyncio.Queue[str]):
    """What a stream's reader sees, text by text, made as the page's script makes it."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.changes = 0

    @property
    def shown(self) -> str:
        return "\n".join(self.lines)

    def hear(self, event: str, data: list[str]) -> None:
        if event == "part":
            self.changes += 1
            for first, until, others in reversed(json.loads(data[0])):
                self.lines[first:until] = others
        elif event == "live":
            self.lines = data
        self.put_nowait("over" if event == "over" else self.shown)


async def _watch(client: httpx.AsyncClient, path: str, seen: Shown) -> None:
    async with client.stream("GET", path, headers={"Accept": "text/event-stream"}) as answer:
        event = ""
        data: list[str] = []
        async for line in answer.aiter_lines():
            name, _, value = line.partition(": ")
            if name == "event":
                event, data = value, []
            elif name == "data":
                data.append(value)
            elif not line and event in ("live", "part", "over"):
                seen.hear(event, data)


async def _seen(events: Shown, said: str) -> None:
    while said not in await events.get():
        pass


async def test_a_page_ends_where_its_reader_loses_one_of_two_places(
    town: Town, browser: Browser
) -> None:
    here = ("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
            "幸福社区,幸福里,4栋,楼长,李强")  # fmt: skip
    there = ("幸福社区,和平苑,,书记,孙丽", "幸福社区,和平苑,1栋,楼长,周杰",
             "幸福社区,和平苑,2栋,楼长,赵敏,13800009999")  # fmt: skip
    await town.roster(*here, "幸福社区,幸福里,5栋,楼长,赵敏,13800009999", *there)
    await browser.signs_in("赵敏")
    units = await town.rows("search_units", path="", path_end="~")
    (page,) = [unit_path(each["code"]) for each in units if each["name"] == "5栋"]
    events = Shown()
    watching = asyncio.create_task(_watch(browser.client, page, events))
    await asyncio.wait_for(_seen(events, "5 栋"), 10)
    await town.roster(*here, "幸福社区,幸福里,5栋,楼长,", *there)
    await asyncio.wait_for(_seen(events, "over"), 10)
    watching.cancel()
    assert (await browser.get(page)).status_code == 404


@on_sqlite
async def test_the_hall_sees_no_names_until_its_link_is_revoked(
    town: Town, browser: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.presses("王芳", "收到")
    await town.writes("周明", "/board")
    await town.presses("周明", "大屏链接")
    (message,) = town.said("周明", "给大厅的屏幕用")
    path = "/wall/" + message.text.partition("/wall/")[2].split()[0]
    seen = set()
    for _ in range(3):
        assert (await browser.get(path)).status_code == 200
        seen |= {each for each in ("今晚停水", "就绪") if each in browser.text}
        assert not any(name in browser.page.text for name in ("王芳", "陈刚", "李敏"))
        town.clock.move(timedelta(seconds=20))
    assert seen == {"今晚停水", "就绪"}
    await town.presses("周明", "作废", message)
    assert (await browser.get(path)).status_code == 404


@on_sqlite
async def test_a_link_signs_in_once_within_ten_minutes(town: Town, browser: Browser) -> None:
    await town.writes("王芳", "/board")
    link = login_link(town, "王芳")
    for _ in range(3):
        assert "这个链接只能用一次" in (await browser.get(link)).text, "looking uses nothing up"
    other = Browser(town)
    assert (await other.send(link)).status_code == 200
    assert (await browser.send(link)).status_code == 410
    await other.close()
    await town.writes("王芳", "/board")
    late = login_link(town, "王芳")
    await town.pass_time(minutes=11, step=timedelta(minutes=11))
    assert (await browser.send(late)).status_code == 410
    assert town.said("王芳", "这个链接已经失效")


@on_sqlite
async def test_rights_end_with_the_post_and_sessions_after_twelve_hours(
    town: Town, browser: Browser
) -> None:
    await town.issues("李敏", WATER, "紧急")
    await browser.signs_in("王芳")
    assert (await browser.get("/i/1")).status_code == 200
    await town.roster("幸福社区,幸福里,3栋,楼长,吴静", "幸福社区,幸福里,,书记,陈刚",
                      "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏",
                      "幸福社区,幸福里,6栋,楼长,")  # fmt: skip
    assert (await browser.get("/i/1")).status_code == 401
    await browser.signs_in("李敏")
    town.clock.move(timedelta(hours=12, minutes=1))
    assert (await browser.get("/")).status_code == 401


async def test_without_the_setting_nothing_is_offered(tmp_path: Path, database_url: str) -> None:
    town = await Town.open(tmp_path, database_url)
    await town.roster("幸福社区,,,专员,李敏")
    await town.linked("李敏")
    await town.writes("李敏", "/board")
    assert town.app.board is None
    with pytest.raises(AssertionError):
        login_link_of(town)
    await town.close()


def login_link_of(town: Town) -> None:
    town.newest(town.person("李敏").private, "用浏览器打开")
