"""People are picked from one's own Telegram contacts, and set beside names of the roster."""

from __future__ import annotations

from datetime import datetime

import pytest_asyncio

from bot.demo.botapi.messages import Message
from bot.store.house import operators
from bot.store.tx import Tx
from tests.stories.town import Town, labels, newest

HAPPY = ("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,郑洁",
         "幸福社区,幸福里,4栋,楼长,何伟", "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip


@pytest_asyncio.fixture
async def town(town: Town) -> Town:
    """As before, but the leads of 3栋 and 4栋 are linked by nobody."""
    await town.roster(*HAPPY)
    return town


async def picks(town: Town, name: str, *contacts: str) -> Message:
    """The question about the first of somebody's contacts."""
    await town.writes(name, "/roster")
    await town.presses(name, "从通讯录认领")
    assert "一次最多 10 位" in newest(town, name).text
    town.person(name).share_users(*(town.person(each) for each in contacts))
    await town.settle()
    return newest(town, name)


async def test_a_branch_lead_sets_contacts_beside_names(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里", "3栋", "4栋"], ["陈刚", "赵敏"])
    for each in ("Zheng Jie", "何大哥4栋", "路人"):
        group.add(town.person(each))
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    asked = await picks(town, "陈刚", "Zheng Jie", "赵敏", "何大哥4栋", "路人")
    assert asked.text.startswith("2/4 您通讯录里的“Zheng Jie”，是名单上的哪一位？")
    assert labels(asked) == ["郑洁 · 幸福里 3 栋楼长", "何伟 · 幸福里 4 栋楼长", "跳过"]
    assert await town.presses("陈刚", "郑洁 · 幸福里 3 栋楼长", asked) == "已认领：郑洁。"
    assert labels(asked) == ["何伟 · 幸福里 4 栋楼长", "跳过"]
    await town.presses("陈刚", "何伟 · 幸福里 4 栋楼长", asked)
    await town.presses("陈刚", "跳过", asked)
    assert asked.text.splitlines() == [
        "都对好了：",
        "Zheng Jie → 郑洁",
        "赵敏：已经认领了",
        "何大哥4栋 → 何伟",
        "路人：跳过",
        "群里我马上就认得；私聊要等他们按“开始”。",
    ]
    card = town.said(group, "停水")[0]
    assert "3 栋" in await town.presses("Zheng Jie", "收到", card), "known in groups at once"
    assert not town.person("Zheng Jie").private.from_bot
    new = town.person("何大哥4栋")
    new.start()
    await town.settle()
    assert town.said("何大哥4栋", "何伟楼长，您好！")
    assert town.said("何大哥4栋", "停水"), "in private once they press Start"


async def test_who_waited_to_be_checked_and_had_pressed_is_counted(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里", "3栋"], ["陈刚", "赵敏"])
    group.add(town.person("小郑", phone="+8613999999999"))
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    await town.presses("小郑", "收到", town.said(group, "停水")[0])
    town.person("小郑").start()
    await town.settle()
    town.person("小郑").share_contact()
    await town.settle()
    assert "有 1 位等您核对" in town.said("李敏", "等您核对")[-1].text
    asked = await picks(town, "陈刚", "小郑")
    await town.presses("陈刚", labels(asked)[0], asked)
    assert town.said("小郑", "认出您了：")
    assert town.said("小郑", "刚才那句“收到”记上了：3 栋。")
    assert town.said("李敏", "都核对完了，谢谢您！")


async def test_two_hands_and_forged_buttons_link_nobody_twice(town: Town) -> None:
    first = await picks(town, "陈刚", "小郑")
    await town.writes("李敏", "/gaps")
    for button in ("未认领", "从通讯录认领"):
        await town.presses("李敏", button)
    town.person("李敏").share_users(town.person("路人"))
    await town.settle()
    second, stale = newest(town, "李敏"), first.button("郑洁 · 幸福里 3 栋楼长").target
    await town.presses("李敏", "郑洁 · 幸福里 3 栋楼长", second)
    toast = await town.presses("陈刚", "郑洁 · 幸福里 3 栋楼长", first)
    assert toast == "郑洁已经认领了。"
    town.person("王芳").forge(newest(town, "王芳"), stale)
    await town.settle()
    assert town.person("王芳").toasts[-1].text != "已认领：郑洁。"
    elsewhere = [row["id"] for row in await town.rows("people_with_names") if row["name"] == "周杰"]
    town.person("陈刚").forge(first, f"1:conti:1:{elsewhere[0]}")
    await town.settle()
    assert town.person("陈刚").toasts[-1].text == "抱歉，这不在您负责的范围里。"
    await town.presses("陈刚", "何伟 · 幸福里 4 栋楼长", first)
    assert await forged(town, first, stale) == "这一位已经处理过了。"


async def forged(town: Town, message: Message, data: str) -> str:
    town.person("陈刚").forge(message, data)
    await town.settle()
    return town.person("陈刚").toasts[-1].text or ""


async def test_an_operators_account_is_set_beside_no_name_by_others(town: Town) -> None:
    runs = town.person("管家")

    def make(tx: Tx, account: int, now: datetime) -> None:
        operators.add_operator(tx, account, now)

    await town.app.database.transact(make, runs.id)
    asked = await picks(town, "陈刚", "管家")
    assert "管理员" in await town.presses("陈刚", "郑洁 · 幸福里 3 栋楼长", asked)
    assert "管家" in asked.text, "still asked"
    await town.writes("陈刚", "/roster")
    assert "3 栋 郑洁 · 未认领" in newest(town, "陈刚").text
