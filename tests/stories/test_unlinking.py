"""解绑 and a new account: the old one hears nothing more, and what was open goes on."""

from __future__ import annotations

from datetime import datetime

from bot.demo.botapi.messages import Message
from bot.store.tx import Tx
from bot.usecases.house.forgetting import Forget, forget
from tests.stories.test_forgetting import everything
from tests.stories.town import Town, newest

WATER = "今晚停水\n请储水。"
PHONE = "+8613800000903"


def living(town: Town, name: str) -> list[str]:
    """What still stands in a private chat."""
    return [each.text for each in town.person(name).private.from_bot if not each.deleted]


async def unlinks(town: Town, name: str, *way: str) -> Message:
    """Somebody goes through /roster to 解绑, and is asked."""
    await town.writes(name, "/roster")
    for button in (*way, "解绑"):
        await town.presses(name, button)
    return newest(town, name)


async def states(town: Town) -> dict[str, str]:
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    return {row["name"]: row["state"] for row in rows}


async def test_one_unlinks_oneself_and_comes_back(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", f"幸福社区,幸福里,3栋,楼长,王芳,{PHONE}",
                      "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    card = town.said("王芳", "停水")[0]
    await town.writes("王芳", "/mydata")
    await town.presses("王芳", "解绑")
    asked = newest(town, "王芳")
    assert asked.text.startswith("要把这个 Telegram 账号和您（3 栋楼长王芳）解绑吗？解绑后这里")
    assert asked.text.endswith("岗位和以前的回复都还在。")
    await town.presses("王芳", "不解绑", asked)
    assert asked.text == "好的，一切照旧。"
    await town.writes("王芳", "解绑")
    assert await town.presses("王芳", "确定解绑") == "解绑了。"
    assert living(town, "王芳") == ["已解绑，这里不再收到通知。想重新认领，请发 /start。"]
    assert (await states(town))["3栋"] == "unreachable"
    town.person("王芳").forge(card, card.button("收到").target)
    await town.settle()
    assert (await states(town))["3栋"] != "acknowledged"
    await town.pass_time(minutes=20)
    assert len(living(town, "王芳")) == 1, "no reminder, no edit"
    assert town.said("陈刚", "3 栋"), "those above are told"
    person = town.person("王芳")
    person.phone = PHONE
    person.start()
    await town.settle()
    person.share_contact()
    await town.settle()
    assert town.said("王芳", "认出您了：幸福里 3 栋楼长。")
    assert "3 栋" in await town.presses("王芳", "收到", town.said("王芳", "停水")[-1])


async def test_a_branch_lead_unlinks_who_came_by_a_link_gone_astray(town: Town) -> None:
    asked = await unlinks(town, "陈刚", "3 栋", "楼长 王芳")
    assert asked.text.startswith("要把3 栋楼长王芳的 Telegram 账号解绑吗？")
    await town.presses("陈刚", "确定解绑", asked)
    assert asked.text == "✓ 已解绑：3 栋楼长王芳。随时可以重新认领。"
    assert living(town, "王芳") == [
        "这个 Telegram 账号已和岗位解绑，这里不再收到通知。如果弄错了，请发 /start。"
    ]
    await town.writes("陈刚", "/roster")
    for button in ("3 栋", "楼长 王芳", "一次性链接"):
        await town.presses("陈刚", button)
    link = newest(town, "陈刚").text.splitlines()[1]
    town.person("路人").start(link.partition("start=")[2])
    await town.settle()
    await town.presses("陈刚", "解绑")
    await town.presses("陈刚", "确定解绑")
    assert town.said("路人", "已和岗位解绑")
    town.person("路人").start(link.partition("start=")[2])
    await town.settle()
    assert newest(town, "路人").text.startswith("这个链接已经用过了")


async def test_nobody_unlinks_outside_their_care_nor_whom_they_were_not_asked_about(
    town: Town,
) -> None:
    for name, button in (("王芳", "/roster"), ("陈刚", "/roster")):
        await town.writes(name, button)
        for member in await town.rows("people_with_names"):
            if member["name"] in ("李敏", "周杰", "陈刚") and member["name"] != name:
                town.person(name).forge(newest(town, name), f"1:unl:{member['id']}")
                await town.settle()
                assert town.person(name).toasts[-1].text == "抱歉，这不在您负责的范围里。"
    asked = await unlinks(town, "陈刚", "3 栋", "楼长 王芳")
    await town.pass_time(minutes=1)
    await unlinks(town, "陈刚", "3 栋", "楼长 王芳")
    await town.presses("陈刚", "确定解绑")
    await town.pass_time(minutes=1)
    await town.linked("王芳")
    assert await town.presses("陈刚", "确定解绑", asked) == "这期间换了一个账号，请再看一眼。"
    assert living(town, "王芳")[-1].startswith("王芳楼长，您好！认出您了")


async def test_a_new_account_takes_over_and_the_old_one_is_told(town: Town) -> None:
    await town.roster(f"幸福社区,幸福里,,书记,陈刚,{PHONE}", "幸福社区,幸福里,3栋,楼长,王芳",
                      "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip
    await town.issues("陈刚", "打扫楼道\n明天上午。")
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=16)
    await town.writes("王芳", "3栋着火了")
    await town.writes("陈刚", "/roster")
    for button in ("3 栋", "楼长 王芳"):
        await town.presses("陈刚", button)
    new = town.person("刚哥", phone=PHONE)
    new.start()
    await town.settle()
    new.share_contact()
    await town.settle()
    request = town.said("李敏", "等您核对")[-1]
    assert "发来的号码 138****0903，和名单上一样。" in request.text
    assert "幸福里书记陈刚，已由另一个账号认领。是本人换了账号吗？" in request.text
    await town.presses("李敏", "是本人", request)
    assert living(town, "陈刚") == [
        "您的岗位已改由另一个 Telegram 账号认领。不是您本人的话，请马上告诉专员。"
    ]
    for part in ("陈刚书记，您好！认出您了", "打扫楼道", "停水", "着火了", "没回复"):
        assert town.said("刚哥", part), part
    assert "停水" in "".join(each.text for each in new.private.from_bot if each.buttons)
    before = len(town.person("陈刚").private.from_bot)
    await town.presses("李强", "收到", town.said("李强", "停水")[-1])
    await town.pass_time(minutes=30)
    assert len(town.person("陈刚").private.from_bot) == before, "the old account hears no more"
    assert "4" in town.said("刚哥", "打扫楼道")[-1].text
    await nothing_left(town, "陈刚")


async def nothing_left(town: Town, name: str) -> None:
    """Once somebody is forgotten, the account they had before stands nowhere either."""
    old = str(town.person(name).id)

    def forgotten(tx: Tx, member: int, now: datetime) -> set[str]:
        forget(tx, Forget(f"member:{member}"), now)
        return {place for place, value in everything(tx) if old in value}

    rows = await town.rows("people_with_names")
    (member,) = [row["id"] for row in rows if row["name"] == name]
    assert await town.app.database.transact(forgotten, member) == set()
