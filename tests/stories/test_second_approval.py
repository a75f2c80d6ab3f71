"""同意: an urgent notice to many waits for a second liaison or supervisor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest_asyncio

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import QUICK, Town, labels, newest

MORE = ("幸福社区,,,专员,何静",)
STORM = "台风红色预警\n今晚不要出门。\n请收好花盆。"
ASKS = "要发一条紧急通知"
EVENING = datetime(2026, 3, 2, 13, 55, tzinfo=UTC)


@pytest_asyncio.fixture
async def town(tmp_path: Path, database_url: str) -> AsyncIterator[Town]:
    """Two liaisons and a supervisor; urgent to more than three units takes a second of them."""
    found = await Town.open(tmp_path, database_url, f"{QUICK}[approval]\nabove = 3\n")
    await found.roster(*PEOPLE, *MORE)
    await found.linked(*EVERYBODY, "何静")
    yield found
    await found.close()


async def _forges(town: Town, name: str, message: Message, data: str) -> str:
    """Press what a message no longer shows, or what never stood in that chat."""
    person = town.person(name)
    person.forge(message, data)
    await town.settle()
    return person.toasts[-1].text or ""


@on_both
async def test_the_first_who_approves_lets_it_go_out(town: Town) -> None:
    await town.writes("李敏", STORM)
    await town.presses("李敏", "紧急")
    shown = newest(town, "李敏").text
    assert "紧急通知超过 3 处，发送后先请" in shown
    assert "周明督导" in shown
    assert "何静专员" in shown
    assert "已请人同意" in await town.presses("李敏", "发送")
    assert "等到 09:10；一点“同意”马上发出" in newest(town, "李敏").text
    assert not town.said("王芳", "台风"), "nothing has left"
    for name in ("周明", "何静"):
        (asked,) = town.said(name, ASKS)
        assert "李敏专员要发一条紧急通知" in asked.text
        assert "请收好花盆。" in asked.text
        assert "发给 2 个小区 + 5 栋" in asked.text
        assert labels(asked) == ["同意", "不同意"]
        assert not asked.silent
    assert "同意了，已经发出" in await town.presses("周明", "同意")
    assert town.said("王芳", "#1】台风红色预警")
    assert town.said("李敏", "周明督导同意了“台风红色预警”，已经发出。")
    assert "0/7 (0 %)" in town.newest(town.person("李敏").private, "撤回").text
    (other,) = town.said("何静", "台风红色预警")
    assert "周明督导 09:00 同意了，已经发出。" in other.text
    assert labels(other) == []
    log = [row["action"] for row in await town.rows("audit_lines", after=0, most=500)]
    assert [each for each in log if "approval" in each] == ["approval.ask", "approval.give"]


@on_both
async def test_a_refusal_gives_it_back_with_a_reason(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急", "演练")
    (asked,) = town.said("何静", ASKS)
    assert "【演练】台风红色预警" in asked.text, "a drill asks too"
    (late,) = town.said("周明", ASKS)
    data = late.button("同意").target
    await town.presses("何静", "不同意")
    assert "已经有人决定了" in await _forges(town, "周明", late, data)
    assert not town.said("王芳", "台风")
    assert "何静专员觉得“【演练】台风红色预警”先不这样发为好" in town.said("李敏", "为好")[0].text
    assert "发送" in labels(newest(town, "李敏")), "the draft stands below the news"
    await town.presses("何静", "说一句原因")
    await town.writes("何静", "请写明去哪儿避险")
    (news,) = town.said("李敏", "为好")
    assert "原因：“请写明去哪儿避险”" in news.text
    assert "发送" in labels(newest(town, "李敏")), "and below the reason"
    assert "已转告李敏专员：“请写明去哪儿避险”" in town.said("何静", "已转告")[0].text
    await town.writes("李敏", "避险点：学校")
    await town.presses("李敏", "发送")
    again = town.said("何静", ASKS)[-1]
    assert "避险点：学校" in again.text
    await town.presses("何静", "同意", again)
    assert "避险点：学校" in town.said("王芳", "【演练】台风红色预警")[0].text


async def test_nobody_decides_in_time(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    (asked,) = town.said("周明", "台风红色预警")
    data = asked.button("同意").target
    await town.pass_time(minutes=9)
    assert labels(asked) == ["同意", "不同意"]
    await town.pass_time(minutes=1)
    assert "时间过了没人决定，没有发出；李敏专员可以再请。" in asked.text
    assert "没人点“同意”，没有发出" in town.said("李敏", "没人点")[0].text
    assert "已经有人决定了" in await _forges(town, "周明", asked, data)
    assert not town.said("王芳", "台风")
    await town.presses("李敏", "发送")
    await town.presses("周明", "同意")
    assert town.said("王芳", "#1】台风红色预警")


async def test_only_who_may_decides_and_never_its_issuer(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    (mine,), (other,) = town.said("周明", ASKS), town.said("何静", ASKS)
    data, gone = mine.button("同意").target, [row for row in PEOPLE if "督导" not in row]
    own = newest(town, "王芳")
    for name, message in (("李敏", newest(town, "李敏")), ("王芳", own)):
        await _forges(town, name, message, data)
    assert not town.said("王芳", "台风"), "a forged press does nothing"
    await town.roster(*gone, *MORE, "幸福社区,,,督导,")
    assert "不在您负责" in await town.presses("周明", "同意", mine), "the right is gone meanwhile"
    await town.roster(*(r for r in gone if "李敏" not in r), "幸福社区,,,专员,何静",
                      "幸福社区,,,督导,")  # fmt: skip
    assert await town.presses("何静", "同意", other)
    assert not town.said("王芳", "台风"), "who has inherited it is its issuer"


async def test_taken_back_it_is_a_draft_again(town: Town) -> None:
    await town.issues("李敏", STORM, "紧急")
    assert "已撤回" in await town.presses("李敏", "撤回")
    assert "李敏专员收回了，不用决定了。" in town.said("周明", "台风")[0].text
    assert "发送" in labels(newest(town, "李敏"))
    await town.presses("李敏", "平时")
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=1)
    assert town.said("陈刚", "台风红色预警"), "routine asks nobody"


async def test_it_is_said_before_sending_that_nobody_can_be_asked(town: Town) -> None:
    for name in ("周明", "何静"):
        town.person(name).block()
    await town.settle()
    await town.writes("李敏", STORM)
    await town.presses("李敏", "紧急")
    shown = newest(town, "李敏")
    assert "要另一位专员或督导同意，现在没有人可请" in shown.text
    assert "发送" not in labels(shown)
    await town.presses("李敏", "改对象")
    await town.presses("李敏", "全不选")
    await town.writes("李敏", "和平苑")
    await town.presses("李敏", "好了")
    await town.presses("李敏", "发送")
    assert town.said("孙丽", "台风红色预警"), "three units take nobody else"


@on_both
async def test_the_questions_and_a_new_text_are_approved_too(town: Town) -> None:
    await town.writes("李敏", STORM)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "低洼住户几户？")
    for each in ("好了", "紧急", "发送"):
        await town.presses("李敏", each)
    assert "请填报：\n1. 低洼住户几户？" in newest(town, "周明").text
    await town.presses("周明", "同意")
    await town.presses("李敏", "更正")
    await town.writes("李敏", "立即全员转移到学校")
    assert "已请人同意" in await town.presses("李敏", "发送")
    assert "等到 09:10" in newest(town, "李敏").text
    assert not town.said("王芳", "立即全员转移")
    asked = newest(town, "何静")
    assert "李敏专员要更正一条紧急通知" in asked.text
    assert "【紧急通知】立即全员转移到学校" in asked.text
    assert "发给 2 个小区 + 5 栋" in asked.text
    await town.presses("何静", "不同意")
    assert "请您过目" in newest(town, "李敏").text or "紧急更正" in newest(town, "李敏").text
    await town.presses("李敏", "发送")
    assert "同意了，已经发出" in await town.presses("何静", "同意")
    assert town.said("王芳", "立即全员转移到学校")
    assert any("何静专员同意了" in each.text for each in town.said("李敏", "立即全员转移"))


async def test_what_is_approved_at_night_wakes_nobody_unasked(
    tmp_path: Path, database_url: str
) -> None:
    settings = f"{QUICK}[approval]\nabove = 3\n"
    town = await Town.open(tmp_path, database_url, settings, EVENING)
    await town.roster(*PEOPLE, *MORE)
    await town.linked(*EVERYBODY, "何静")
    await town.issues("李敏", STORM, "紧急")
    await town.pass_time(minutes=6)
    assert "请再确认" in await town.presses("周明", "同意")
    assert not town.said("王芳", "台风")
    asked = newest(town, "周明")
    assert "现在 22:01，会立刻叫醒 7 位楼长和书记" in asked.text
    assert labels(asked) == ["同意，叫醒他们", "不同意"]
    await town.presses("周明", "同意，叫醒他们")
    assert town.said("王芳", "台风")
    await town.close()
