"""Typed answers of every meaning, as people of the group write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.botapi.groups import DemoGroup
from bot.demo.botapi.messages import Message
from tests.stories.conftest import PEOPLE
from tests.stories.town import QUICK, Town

WATER = "今晚停水\n请储水。"


async def carded(town: Town) -> tuple[DemoGroup, Message]:
    """A work group of three buildings with an urgent card in it."""
    group = await town.group("楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    return group, town.said(group, "停水")[0]


async def deputy(town: Town) -> None:
    """郑洁 of 4 栋 has never pressed Start: the bot cannot write to her."""
    branch = [each for each in PEOPLE if each.startswith("幸福社区,幸福里")]
    await town.roster(*branch, "幸福社区,幸福里,4栋,副楼长,郑洁")
    await town.linked("郑洁", started=False)


def in_group(group: DemoGroup) -> int:
    return len(group.from_bot)


@pytest.mark.parametrize(
    "words", ["收到，没问题", "不好意思才看到，收到", "要得", "特别感谢，收到"]
)
async def test_a_plain_yes_counts_and_nobody_is_told(town: Town, words: str) -> None:
    group, card = await carded(town)
    before = (in_group(group), len(town.person("陈刚").private.from_bot))
    await town.writes("王芳", words, to=group, reply_to=card)
    assert "已收到 1/3" in card.text
    assert (in_group(group), len(town.person("陈刚").private.from_bot)) == before


async def test_a_sticker_that_says_yes_is_a_plain_yes(town: Town) -> None:
    group, card = await carded(town)
    before = len(town.person("陈刚").private.from_bot)
    town.person("王芳").send_sticker(group, emoji="👌", reply_to=card)
    town.person("李强").send_sticker(group, emoji="😭", reply_to=card)
    await town.settle()
    assert "已收到 2/3" in card.text
    told = town.person("陈刚").private.from_bot[before:]
    assert any("李强" in message.text for message in told)
    assert not any("王芳" in message.text for message in told)


async def test_a_denial_goes_up_and_the_group_hears_nothing(town: Town) -> None:
    group, card = await carded(town)
    before = in_group(group)
    await town.writes("王芳", "我出差了，请副楼长代", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    assert in_group(group) == before
    assert "我没记成收到" in town.said("王芳", "我出差了")[-1].text
    assert town.said("陈刚", "我出差了")


async def test_trouble_opens_a_request_and_the_writer_gets_the_numbers_first(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "3栋着火了！", to=group, reply_to=card)
    heard = town.said("王芳", "3栋着火了")[0].text
    assert heard.startswith("有生命危险请先打 119、120！")
    assert "已马上告诉陈刚书记" in heard
    assert town.said("陈刚", "着火了")
    assert await town.presses("陈刚", "我来处理")


async def test_in_danger_the_group_is_answered_where_the_writer_cannot_be(town: Town) -> None:
    await deputy(town)
    group, card = await carded(town)
    group.add(town.person("郑洁"))
    before = in_group(group)
    await town.writes("郑洁", "有人晕倒了", to=group, reply_to=card)
    assert "有生命危险请先打 119、120！" in group.from_bot[before].text


async def test_trouble_that_is_not_of_life_names_no_numbers(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "人手不够", to=group, reply_to=card)
    assert "119" not in town.said("王芳", "人手不够")[0].text
    assert town.said("陈刚", "人手不够")


async def test_what_is_unclear_is_asked_in_private(town: Town) -> None:
    group, card = await carded(town)
    before = in_group(group)
    await town.writes("王芳", "我老公收到了", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    assert "拿不准算不算收到" in town.said("王芳", "我老公收到了")[0].text
    assert await town.presses("王芳", "算收到") == "记上了，谢谢您！"
    assert "已收到 1/3" in card.text
    assert "记上了：3 栋收到" in town.said("王芳", "记上了")[-1].text
    assert in_group(group) == before
    assert not town.said("陈刚", "我老公")


async def test_what_the_writer_says_does_not_count_goes_up(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "等会儿看", to=group, reply_to=card)
    await town.presses("王芳", "不算")
    assert "已收到 0/3" in card.text
    assert town.said("陈刚", "等会儿看")
    assert town.said("王芳", "没有算收到")


async def test_the_one_above_decides_where_the_writer_cannot_be_asked(town: Town) -> None:
    await deputy(town)
    group, card = await carded(town)
    group.add(town.person("郑洁"))
    await town.writes("郑洁", "应该收到了", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    assert "应该收到了" in town.newest(town.person("陈刚").private, "算收到").text
    await town.presses("陈刚", "算收到")
    assert "已收到 1/3" in card.text
    answers = await town.rows("audit_lines", after=0, most=1000)
    assert [row["path"] for row in answers if row["action"] == "acknowledgement.give"] == ["proxy"]


async def test_once_settled_there_is_nothing_to_press(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "等会儿看", to=group, reply_to=card)
    asked = town.newest(town.person("王芳").private, "算收到")
    await town.presses("王芳", "算收到", asked)
    assert not asked.buttons
    assert "已收到 1/3" in card.text


async def test_another_building_is_asked_back(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "4、5栋收到", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    asked = town.said("王芳", "您写的是")[0]
    assert asked.text == "您写的是 4、5 栋，您负责 3 栋。3 栋也收到了吗？"
    await town.presses("王芳", "3 栋收到")
    assert "已收到 1/3" in card.text
    assert "还等：4、5 栋" in card.text


async def test_another_building_that_was_meant_does_not_count(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "代4号楼收到", to=group, reply_to=card)
    await town.presses("王芳", "不是")
    assert "已收到 0/3" in card.text
    assert town.said("陈刚", "代4号楼收到")


async def test_who_stands_above_is_taken_at_their_word(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("陈刚", "3、5栋收到", to=group, reply_to=card)
    assert "已收到 2/3" in card.text
    assert "还等：4 栋" in card.text
    rows = [each for each in await town.rows("audit_lines", after=0, most=1000)
            if each["action"] == "acknowledgement.give"]  # fmt: skip
    assert [each["path"] for each in rows] == ["proxy", "proxy"]


async def test_what_somebody_above_denies_of_a_building_is_not_counted_for_it(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("陈刚", "5栋没人接", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    await town.writes("陈刚", "4栋收到，5栋没接电话", to=group, reply_to=card)
    assert "已收到 1/3" in card.text
    assert "还等：3、5 栋" in card.text
    await town.writes("陈刚", "5栋没收到")
    assert "还等：3、5 栋" in card.text


async def test_a_number_that_is_nobodys_is_asked_back_even_from_above(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("陈刚", "3、19栋收到", to=group, reply_to=card)
    assert "已收到 0/3" in card.text
    assert town.said("陈刚", "您写的是")


async def test_ones_own_building_and_name_are_nothing(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", "幸福里三幢王芳收到", to=group, reply_to=card)
    await town.writes("李强", "4号楼楼长收到", to=group, reply_to=card)
    assert "已收到 2/3" in card.text


async def test_words_of_the_settings_are_read(tmp_path: Path, database_url: str) -> None:
    settings = QUICK + '[words]\nassent = ["啵棱盖儿"]\n'
    town = await Town.open(tmp_path, database_url, settings)
    await town.roster(*PEOPLE)
    await town.linked("李敏", "陈刚", "王芳", "李强", "赵敏")
    group, card = await carded(town)
    await town.writes("王芳", "啵棱盖儿", to=group, reply_to=card)
    assert "已收到 1/3" in card.text
    await town.close()


async def test_our_name_in_the_group_is_a_reply_to_the_newest_card(town: Town) -> None:
    group, card = await carded(town)
    await town.writes("王芳", f"@{town.world.bot.username} 收到", to=group)
    await town.writes("李强", f"没收到 @{town.world.bot.username}", to=group)
    await town.writes("赵敏", "收到", to=group)
    assert "已收到 1/3：王芳" in card.text
    assert town.said("陈刚", "没收到")


async def test_what_an_unlinked_lead_types_counts_once_they_are_known(town: Town) -> None:
    branch = [each for each in PEOPLE if each.startswith("幸福社区,幸福里")]
    await town.roster(*branch, "幸福社区,幸福里,6栋,楼长,郑洁")
    group, card = await carded(town)
    group.add(town.person("郑洁"))
    await town.writes("郑洁", "收到", to=group, reply_to=card)
    await town.writes("郑洁", "收到！", to=group, reply_to=card)
    assert "已收到 0/4" in card.text
    how = town.said(group, "您的话我先记着")
    assert len(how) == 1, "said once"
    assert how[0].buttons[0][0].text == "我来认领"
    await town.linked("郑洁")
    assert "已收到 1/4" in card.text
