"""A person is linked: by their own number, by the liaison, with the press that waited."""

from __future__ import annotations

from typing import Any

import pytest_asyncio

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.people import DemoPerson
from bot.store.house import operators
from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.town import Town

WANG = "+8613800000903"


@pytest_asyncio.fixture
async def town(town: Town) -> Town:
    """As before, and 6栋 has a lead nobody has linked, 王秀, whose number is on the roster."""
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,4栋,楼长,李强",
        "幸福社区,幸福里,5栋,楼长,赵敏",
        "幸福社区,幸福里,6栋,楼长,王秀",
    )

    def number(tx: Tx, _: None, _now: object) -> None:
        tx.connection.execute(f"UPDATE member SET phone = '{WANG}' WHERE name = '王秀'")

    await town.app.database.transact(number, None)
    return town


async def meets(town: Town, name: str, phone: str, payload: str = "") -> DemoPerson:
    """A new person presses Start and shares their number."""
    person = town.person(name, phone=phone)
    person.start(payload)
    await town.settle()
    person.share_contact()
    await town.settle()
    return person


async def asks_in_group(town: Town) -> tuple[DemoGroup, Any]:
    """An urgent instruction stands in the group of the branch."""
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    return group, town.said(group, "停水")[0]


async def test_the_own_number_is_enough(town: Town) -> None:
    person = town.person("秀秀", phone=WANG)
    person.start()
    await town.settle()
    assert town.said("秀秀", "我替幸福社区发通知")
    person.share_contact()
    await town.settle()
    assert town.said("秀秀", "王秀楼长，您好！认出您了：幸福里 6 栋楼长。")
    assert person.private.keyboard is None, "the button that shared the number is gone"


async def test_a_forwarded_contact_or_somebody_elses_is_not(town: Town) -> None:
    stranger, owner = town.person("路人"), town.person("秀秀", phone=WANG)
    owner.start()
    stranger.start()
    await town.settle()
    stranger.share_contact(owner)
    owner.share_contact(forwarded=True)
    await town.settle()
    assert len(town.said("路人", "这不是您自己的号码")) == 1
    assert len(town.said("秀秀", "这不是您自己的号码")) == 1
    assert not town.said("秀秀", "认出您了")


async def test_another_number_is_for_the_liaison_to_decide(town: Town) -> None:
    await meets(town, "秀秀", "+8613999999999")
    assert town.said("秀秀", "已请专员核对，通过后马上告诉您。")
    await town.writes("秀秀", "6 栋楼长王秀")
    asked = town.said("李敏", "自称“6 栋楼长王秀”（昵称：秀秀）")
    assert asked
    assert "名单上：幸福里 6 栋楼长王秀，未认领。是本人吗？" in asked[0].text
    await town.presses("李敏", "先打电话问问")
    shown = town.person("李敏").private.from_bot[-1].text
    assert "138 0000 0903" in shown, "the number of the roster: that is who can tell"
    assert "139" not in shown
    assert await town.presses("李敏", "是本人") == "已认领：王秀，也告诉对方了。"
    assert town.said("秀秀", "认出您了：幸福里 6 栋楼长")
    assert town.said("李敏", "都核对完了，谢谢您！")


async def test_who_says_a_name_first_is_told_what_to_do_and_need_not_say_it_twice(
    town: Town,
) -> None:
    person = town.person("秀秀", phone="+8613999999999")
    person.start()
    await town.settle()
    await town.writes("秀秀", "6 栋楼长王秀")
    assert "“6 栋楼长王秀”，我记下了" in town.said("秀秀", "分享手机号")[-1].text
    await town.writes("秀秀", "你好")
    person.share_contact()
    await town.settle()
    assert town.said("秀秀", "“6 栋楼长王秀”，已转给专员核对，通过后马上告诉您。")
    assert "自称“6 栋楼长王秀”" in town.said("李敏", "有 1 位等您核对")[-1].text


async def test_a_request_rings_where_none_waited_and_shows_both_numbers(town: Town) -> None:
    await meets(town, "秀秀", "+8613999999999")
    await town.writes("秀秀", "6 栋楼长王秀")
    first = town.said("李敏", "等您核对")[-1]
    assert "发来的号码 139****9999，名单上 138****0903，号码不同。" in first.text
    await meets(town, "路人", "+8613999999998")
    assert first.text.startswith("有 2 位等您核对"), "one list, edited while somebody waits"
    assert len(town.said("李敏", "等您核对")) == 1
    for button in ("1 不是", "不是"):
        await town.presses("李敏", button, first)
    assert first.text == "都核对完了，谢谢您！"
    await meets(town, "过客", "+8613999999997")
    anew = town.said("李敏", "昵称：过客")[-1]
    assert anew.id > first.id, "an edit does not ring"


async def test_who_is_refused_hears_it_kindly(town: Town) -> None:
    await meets(town, "秀秀", "+8613999999999")
    await town.writes("秀秀", "6 栋楼长王秀")
    await town.presses("李敏", "不是")
    assert town.said("秀秀", "抱歉，名单上没对上。")
    assert not town.said("秀秀", "认出您了")


async def test_a_press_before_linking_counts_afterwards(town: Town) -> None:
    group, card = await asks_in_group(town)
    person = town.person("秀秀", phone=WANG)
    group.add(person)
    await town.presses("秀秀", "收到", card)
    assert "已收到 0/4" in card.text
    link = person.toasts[-1].url
    assert link
    person.follow(link)
    await town.settle()
    assert town.said("秀秀", "刚才那句“收到”就算数。")
    person.share_contact()
    await town.settle()
    assert "已收到 1/4：王秀" in card.text
    assert town.said("秀秀", "刚才那句“收到”记上了：6 栋。")


async def test_the_groups_button_tells_which_liaison_to_ask(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    claim = town.said(group, "请楼长点这里认领")[0]
    assert "已认领 4/5" in claim.text
    person = town.person("秀秀", phone="+8613999999999")
    person.follow(claim.button("我来认领").target)
    await town.settle()
    person.share_contact()
    await town.settle()
    assert town.said("李敏", "有 1 位等您核对")


async def test_the_group_sees_how_many_are_known(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    claim = town.said(group, "请楼长点这里认领")[0]
    await meets(town, "秀秀", WANG)
    assert "已认领 5/5" in claim.text


async def test_who_blocks_the_bot_is_reached_another_way_until_they_come_back(town: Town) -> None:
    town.person("王芳").block()
    await town.settle()
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    assert not town.said("王芳", "停水")
    town.person("王芳").start()
    await town.settle()
    assert town.said("王芳", "王芳楼长，您好！您的岗位：幸福里 3 栋楼长。")


async def test_everybody_is_spoken_to_in_their_language(town: Town) -> None:
    person = town.world.person("Xiu", language_code="zh-TW", phone=WANG)
    town.people["Xiu"] = person
    person.start()
    await town.settle()
    assert town.said("Xiu", "請點「分享手機號碼」")
    await town.writes("Xiu", "/language")
    await town.presses("Xiu", "English")
    assert town.said("Xiu", "From now on I speak English here.")
    person.share_contact()
    await town.settle()
    assert town.said("Xiu", "I know you now: 幸福里 6 栋 Building lead.")


async def test_a_liaisons_own_new_account_is_for_the_operator_and_they_are_told_so(
    town: Town,
) -> None:
    def number(tx: Tx, _: None, _now: object) -> None:
        tx.connection.execute("UPDATE member SET phone = '+8613800000911' WHERE name = '李敏'")

    await town.app.database.transact(number, None)
    await meets(town, "早来", "+8613800000911")
    assert town.said("早来", "我记下了。眼下还没有人能核对，有人核对了马上告诉您。"), (
        "nobody is asked"
    )
    await town.writes("早来", "幸福社区专员李敏")
    assert town.said("早来", "“幸福社区专员李敏”，我记下了。眼下还没有人能核对")
    operator = town.person("管理").id
    await town.app.database.transact(operators.add_operator, operator)
    await meets(town, "新号", "+8613800000911")
    assert town.said("新号", "已请管理员核对，通过后马上告诉您。")
    await town.writes("新号", "幸福社区专员李敏")
    assert town.said("新号", "“幸福社区专员李敏”，已转给管理员核对，通过后马上告诉您。")
    assert not town.said("李敏", "等您核对")


@on_both
async def test_a_press_on_what_has_ended_before_linking_is_not_counted(town: Town) -> None:
    group, card = await asks_in_group(town)
    person = town.person("秀秀", phone=WANG)
    group.add(person)
    await town.presses("秀秀", "收到", card)
    await town.presses("李敏", "撤回")
    await town.presses("李敏", "确定撤回")
    person.follow(person.toasts[-1].url)
    await town.settle()
    person.share_contact()
    await town.settle()
    assert town.said("秀秀", "认出您了")
    assert not town.said("秀秀", "记上了")
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["6栋"] == "withdrawn"
