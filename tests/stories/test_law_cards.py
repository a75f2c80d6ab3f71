"""Cards: within Telegram's lengths, whatever is on them; lost, moved and found again."""

from __future__ import annotations

from bot.chat.outgoing import utf16
from tests.stories.town import Town

WATER = "今晚停水\n请储水。"


def big(count: int, name: str = "{n}栋", holder: str = "楼长{n}") -> list[str]:
    return [
        f"幸福社区,幸福里,{name.format(n=n)},楼长,{holder.format(n=n)}" for n in range(1, count + 1)
    ]


async def test_a_group_of_two_hundred_buildings_with_long_names_fits(town: Town) -> None:
    rows = big(
        200,
        "{n}号院东南角沿街商住两用综合楼（含地下车库及附属用房）B区{n}座",
        "名字很长的楼长同志{n}",
    )
    await town.roster("幸福社区,幸福里,,书记,陈刚", *rows, "幸福社区,幸福里,999栋,楼长,")
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚"])
    await town.issues("李敏", "停" * 2799, "紧急")
    card = town.said(group, "停停")[0]
    assert utf16(card.text) <= 4096
    assert "已收到 0/200" in card.text
    assert "和另外" in card.text
    assert [b.text for row in card.buttons for b in row] == ["收到", "有困难"]


async def test_sixty_buildings_the_silent_first(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", *big(60))
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "楼长1", "楼长2"])
    await town.linked("楼长1", "楼长2")
    await town.issues("李敏", WATER, "紧急")
    card = town.said(group, "停水")[0]
    await town.presses("楼长1", "收到", card)
    assert "已收到 1/60：楼长1" in card.text
    assert "还等：3、4、5、2、6、7" in card.text
    assert "和另外 29 栋" in card.text


async def test_many_empty_buildings_fit_on_the_branchs_card(town: Town) -> None:
    rows = [
        f"幸福社区,幸福里,{n}号院东南角沿街商住两用综合楼（含地下车库及附属用房）B区{n}座,楼长,"
        for n in range(200)
    ]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *rows)
    await town.issues("李敏", "停" * 2799, "紧急")
    assert utf16(town.said("陈刚", "停停")[0].text) <= 4096


async def test_a_card_deleted_by_hand_comes_again_as_it_was(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", *big(4))
    await town.linked("楼长1", "楼长2")
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "楼长1", "楼长2"])
    await town.issues("李敏", WATER, "紧急")
    card = town.said(group, "停水")[0]
    await town.presses("楼长1", "收到", card)
    card.deleted = True
    await town.pass_time(minutes=6)
    await town.presses("楼长2", "收到", town.said("楼长2", "还等您")[0])
    again = town.said(group, "停水")
    assert len(again) == 1
    assert "已收到 2/4：楼长2、楼长1" in again[0].text


async def test_a_new_deputy_does_not_bring_the_others_a_second_card(town: Town) -> None:
    group = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳"])
    await town.issues("李敏", WATER, "紧急")
    assert town.said(group, "停水")
    await town.pass_time(minutes=1)
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,幸福里,3栋,副楼长,李强",
        "幸福社区,幸福里,4栋,楼长,",
        "幸福社区,幸福里,5栋,楼长,赵敏",
    )
    assert len(town.said("王芳", "停水")) == 1, "the one that rang with the group's"


async def test_rebound_to_another_group_the_card_stands_there(town: Town) -> None:
    first = await town.group("三栋旧群", ["3栋"], ["王芳"])
    await town.issues("李敏", WATER, "紧急")
    assert town.said(first, "停水")
    second = await town.group("三栋新群", ["3栋"], ["王芳"])
    assert town.said(second, "停水")
    await town.presses("王芳", "收到", town.said(second, "停水")[0])
    assert "已收到 1/1" in town.said(second, "停水")[0].text


async def test_linked_while_it_runs_the_card_comes_in_private(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,郑洁")
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=6)
    assert "3 栋还没有认领" in town.said("陈刚", "请您费心")[0].text
    await town.linked("郑洁")
    card = town.said("郑洁", "#1】今晚停水")
    assert len(card) == 1
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["3栋"] == "sent"
    await town.presses("郑洁", "收到", card[0])
    assert len(town.said("陈刚", "您关心的 1 项")) == 1


async def test_who_blocked_the_bot_and_comes_back_gets_what_waits(town: Town) -> None:
    town.person("王芳").block()
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=2)
    assert not town.said("王芳", "停水")
    town.person("王芳").unblock()
    town.person("王芳").start()
    await town.settle()
    card = town.said("王芳", "#1】今晚停水")
    assert len(card) == 1
    assert "3 栋收到" in await town.presses("王芳", "收到", card[0])


async def test_buildings_share_a_group_without_their_branch(town: Town) -> None:
    group = await town.group("三四栋群", ["3栋", "4栋"], ["王芳", "李强"])
    await town.issues("李敏", WATER)
    await town.pass_time(seconds=21)
    assert not town.said(group, "停水")
    await town.presses("陈刚", "收到并转达")
    card = town.said(group, "停水")
    assert len(card) == 1
    assert "还等：3、4 栋" in card[0].text
    assert town.said("赵敏", "停水")


async def test_the_issuer_of_two_branches_writes_to_both_and_to_nobody_else(town: Town) -> None:
    await town.roster(
        "幸福社区,幸福里,,专员,何伟,13800138009",
        "幸福社区,幸福里,,书记,陈刚",
        "幸福社区,幸福里,3栋,楼长,王芳",
        "幸福社区,和平苑,,专员,何伟,13800138009",
        "幸福社区,和平苑,1栋,楼长,周杰",
    )
    await town.linked("何伟")
    await town.issues("何伟", WATER)
    await town.pass_time(seconds=21)
    for name in ("王芳", "周杰"):
        assert town.said(name, "停水"), name
    assert not town.said("陈刚", "停水"), "his own unit is not below the issuer's"


async def test_a_supervisor_writes_too(town: Town) -> None:
    await town.issues("周明", WATER)
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "周明督导")
    assert not town.said("王芳", "停水")


async def test_files_go_ahead_of_the_card(town: Town) -> None:
    person = town.person("李敏")
    for _ in range(3):
        person.send_photo(person.private, "图.jpg", b"x")
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    chat = town.person("王芳").private.from_bot
    card = next(index for index, each in enumerate(chat) if "停水" in each.text)
    assert [bool(each.media) for each in chat[card - 3 : card]] == [True] * 3


async def test_who_takes_a_post_nobody_held_gets_the_card_marked(town: Town) -> None:
    lead, three = "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳,13800138009"
    await town.roster(lead, three, "幸福社区,幸福里,4栋,楼长,", "幸福社区,幸福里,5栋,楼长,")
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    assert "4、5 栋暂无楼长" in town.said("陈刚", "停水")[0].text
    await town.roster(
        lead,
        three,
        "幸福社区,幸福里,4栋,楼长,王芳,13800138009",
        "幸福社区,幸福里,5栋,楼长,郭洋",
    )
    await town.pass_time(minutes=1)
    assert "还等：3、4 栋" in town.said("王芳", "停水")[0].text, "on the card that she has"
    await town.linked("郭洋")
    assert "（接任前发出）" in town.said("郭洋", "#1】今晚停水")[0].text
    assert "暂无楼长" not in town.said("陈刚", "停水")[0].text
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["4栋"] == "sent"
