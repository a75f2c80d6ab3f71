"""改对象: all or none of a branch, and places typed instead of pressed."""

from __future__ import annotations

import pytest

from bot.demo.botapi.messages import Message
from tests.stories.town import Town, labels

WATER = "今晚停水\n请储水。"


def last(town: Town) -> Message:
    return town.person("李敏").private.from_bot[-1]


async def choosing(town: Town, *buttons: str) -> None:
    """A draft whose recipients are being chosen."""
    await town.writes("李敏", WATER)
    for button in ("改对象", *buttons):
        await town.presses("李敏", button, last(town))


async def asked(town: Town) -> list[str]:
    """Send it; the names of the units asked."""
    await town.presses("李敏", "好了", last(town))
    await town.presses("李敏", "发送", last(town))
    await town.pass_time(seconds=21)
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    return [row["name"] for row in rows]


async def test_a_range_is_typed(town: Town) -> None:
    await choosing(town)
    assert "也可以直接写：和平苑3-5。" in last(town).text.replace("幸福里3-5", "和平苑3-5")
    await town.writes("李敏", "幸福里3-4")
    assert "现在：1 个小区 2 栋（幸福里 3、4 栋）" in last(town).text
    assert len(town.said("李敏", "发给谁")) == 1
    await town.writes("李敏", "和平苑1栋")
    assert "幸福里 3、4 栋；和平苑 1 栋" in last(town).text
    await town.writes("李敏", "不要幸福里4栋")
    assert "（幸福里 3 栋；和平苑 1 栋）" in last(town).text
    assert await asked(town) == ["幸福里", "3栋", "和平苑", "1栋"]


async def test_all_and_none_of_a_branch(town: Town) -> None:
    await choosing(town, "›")
    assert "点 ›" not in last(town).text, "nothing opens here"
    assert labels(last(town))[:3] == ["☑ 3 栋", "☑ 4 栋", "☑ 5 栋"]
    assert len(last(town).buttons[0]) == 3, "side by side"
    await town.presses("李敏", "全不选", last(town))
    assert labels(last(town))[:3] == ["☐ 3 栋", "☐ 4 栋", "☐ 5 栋"]
    assert "现在：1 个小区 2 栋（和平苑）" in last(town).text
    await town.presses("李敏", "☐ 3 栋", last(town))
    await town.presses("李敏", "全选", last(town))
    assert labels(last(town))[:3] == ["☑ 3 栋", "☑ 4 栋", "☑ 5 栋"]
    await town.presses("李敏", "全不选", last(town))
    assert await asked(town) == ["和平苑", "1栋", "2栋"]


async def test_in_an_open_branch_numbers_are_enough(town: Town) -> None:
    await town.roster("幸福社区,和平苑,3栋,楼长,周杰")
    await choosing(town)
    await town.writes("李敏", "3栋")
    assert "3 栋不止一个小区有" in last(town).text
    shown = next(each for each in reversed(town.person("李敏").private.from_bot) if each.buttons)
    await town.presses("李敏", "›", shown)
    await town.writes("李敏", "3-4栋")
    assert "（幸福里 3、4 栋）" in last(town).text


async def test_what_is_not_found_is_said(town: Town) -> None:
    await choosing(town)
    await town.writes("李敏", "幸福里4-6")
    assert "没找到：幸福里6" in last(town).text
    assert "（幸福里 4、5 栋）" in last(town).text
    await town.writes("李敏", "幸福里9栋")
    assert "没找到 幸福里9" in last(town).text
    await town.writes("李敏", "和平苑东边那几栋")
    assert "没看懂您要选哪几栋" in last(town).text
    await town.writes("李敏", "好的")
    assert "没看懂您要选哪几栋" in last(town).text
    await town.writes("李敏", "只要和平苑")
    assert "（和平苑）" in last(town).text
    assert "没找到" not in last(town).text


async def test_other_words_go_on_with_the_text(town: Town) -> None:
    await choosing(town)
    await town.writes("李敏", "请提前储好两天的水，并转告邻居。")
    assert "请您过目" in last(town).text
    assert "转告邻居" in last(town).text
    await town.writes("李敏", "和平苑1栋")
    assert "和平苑1栋" in last(town).text, "nothing is being chosen any more"


@pytest.mark.parametrize(
    ("typed", "says"), [("", "马上发给所有人"), ("幸福里3栋", "马上同时发给以上对象")]
)
async def test_to_everybody_is_said_only_where_it_is_so(town: Town, typed: str, says: str) -> None:
    await choosing(town)
    if typed:
        await town.writes("李敏", typed)
    await town.presses("李敏", "好了", last(town))
    await town.presses("李敏", "紧急", last(town))
    assert says in last(town).text
