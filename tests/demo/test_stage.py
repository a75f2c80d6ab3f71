"""The page's files and what it may direct."""

import re
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from tests.browser.puppet import Puppet, puppet

FOLDER = files("bot.demo") / "page"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
async def demo() -> AsyncIterator[Puppet]:
    async with puppet() as found:
        yield found


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as found:
        yield found


async def direct(demo: Puppet, session: aiohttp.ClientSession, **wanted: Any) -> dict[str, Any]:
    url = f"{demo.server.base_url}/demo/api/stage"
    async with session.post(url, json=wanted) as answer:
        found: dict[str, Any] = await answer.json()
        return found


async def test_every_file_comes_with_its_policy(
    demo: Puppet, session: aiohttp.ClientSession
) -> None:
    for name in ["", *(item.name for item in FOLDER.iterdir())]:
        async with session.get(f"{demo.server.base_url}/{name}") as answer:
            assert answer.status == 200
            policy = answer.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/", "/demo/api/stage", "/demo/api/stage/people"])
async def test_other_names_for_this_machine_get_nothing(
    demo: Puppet, session: aiohttp.ClientSession, path: str
) -> None:
    foreign = {"Host": "gridcall.example"}
    async with session.get(demo.server.base_url + path, headers=foreign) as answer:
        assert answer.status == 403


def test_the_page_knows_no_other_host() -> None:
    for item in FOLDER.iterdir():
        links = re.findall(r"https?://[\w.]+", item.read_text("utf-8"))
        assert set(links) <= {"http://www.w3.org"}, item.name


def test_no_text_becomes_markup() -> None:
    for item in FOLDER.iterdir():
        text = item.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", text)


def words(language: str) -> dict[str, set[str]]:
    text = (FOLDER / f"words.{language}.js").read_text("utf-8")
    found = re.findall(r'^  (\w+): "(.*)",$', text, re.MULTILINE)
    return {key: set(re.findall(r"\{\w+\}", said)) for key, said in found}


def test_the_three_languages_say_the_same() -> None:
    assert words("hans") == words("hant") == words("en")
    assert len(words("en")) > 80


async def test_turning_the_others_on_makes_time_run(
    demo: Puppet, session: aiohttp.ClientSession
) -> None:
    assert (await direct(demo, session, auto=True))["speed"] == 60
    assert (await direct(demo, session, auto=False))["speed"] == 1


async def test_time_runs_no_faster_than_agreed(
    demo: Puppet, session: aiohttp.ClientSession
) -> None:
    assert (await direct(demo, session, speed=1e9))["speed"] == 60
    assert "error" in await direct(demo, session, speed="fast")


async def test_the_next_morning(demo: Puppet, session: aiohttp.ClientSession) -> None:
    left = demo.stage.until_morning()
    then = (demo.clock.now() + left).astimezone(SHANGHAI)
    assert (then.hour, then.minute) == (8, 25)
    assert timedelta() < left <= timedelta(days=1)
    assert (await direct(demo, session, jump="morning"))["rate"] > 60


async def test_whoever_looks_through_somebodys_eyes_plays_them(
    demo: Puppet, session: aiohttp.ClientSession
) -> None:
    wang = demo.person("王芳").id
    url = f"{demo.server.base_url}/demo/api/stage?person={wang}"
    async with session.get(url) as answer:
        told = await answer.json()
    assert demo.actors.played == {wang}
    assert datetime.fromtimestamp(told["now"], SHANGHAI).hour == 9


async def test_posts_in_words(demo: Puppet, session: aiohttp.ClientSession) -> None:
    async with session.get(f"{demo.server.base_url}/demo/api/stage/people") as answer:
        people = {one["name"]: one["posts"] for one in await answer.json()}
    assert people["王芳"] == ["幸福里 3、4 栋 楼长"]
    assert people["李敏"] == ["幸福社区 专员"]
