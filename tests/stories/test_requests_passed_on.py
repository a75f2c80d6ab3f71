"""Link requests go on to whoever decides them now, where a liaison leaves or is on leave."""

from __future__ import annotations

from tests.stories.test_help_talk import buttons
from tests.stories.town import Town

BRANCHES = (
    "幸福社区,幸福里,,书记,陈刚",
    "幸福社区,幸福里,3栋,楼长,何平",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏,13800138099",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
    "幸福社区,和平苑,2栋,楼长,吴静,13800138088",
)
ABOVE = ("幸福社区,,,督导,周明", "幸福社区,,,专员,李敏")
OF_THE_BRANCH = "幸福社区,幸福里,,专员,吴静,13800138088"
ASKS = "3栋楼长何平"


async def asks(town: Town) -> None:
    stranger = town.person("小何", phone="+8613911112222")
    stranger.start()
    await town.settle()
    await town.writes("小何", ASKS)
    stranger.share_contact()
    await town.settle()


def shown(town: Town, name: str) -> bool:
    return bool(town.said(name, ASKS))


async def test_the_successor_of_a_liaison_has_the_requests(town: Town) -> None:
    await town.roster(*ABOVE, *BRANCHES)
    await asks(town)
    assert shown(town, "李敏")
    await town.roster("幸福社区,,,督导,周明", "幸福社区,,,专员,赵敏,13800138099", *BRANCHES)
    assert shown(town, "赵敏")
    assert not shown(town, "李敏"), "names and numbers go with the right to see them"
    assert "是本人" in buttons(town.said("赵敏", ASKS)[0])
    await town.presses("赵敏", "是本人")
    assert town.said("小何", "何平")


async def test_a_liaison_on_leave_or_taken_out_passes_requests_up(town: Town) -> None:
    await town.roster(*ABOVE, OF_THE_BRANCH, *BRANCHES)
    await asks(town)
    assert shown(town, "吴静")
    assert not shown(town, "李敏")
    await town.writes("吴静", "请假到周日")
    assert shown(town, "李敏")
    assert not shown(town, "吴静")
    await town.presses("吴静", "提前回来")
    assert shown(town, "吴静")
    assert not shown(town, "李敏")
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "专员 吴静", "停用", "确定"):
        await town.presses("李敏", button, town.person("李敏").private.from_bot[-1])
    assert shown(town, "李敏")
    assert not shown(town, "吴静")


async def test_a_liaison_who_blocks_the_bot_passes_requests_up(town: Town) -> None:
    await town.roster(*ABOVE, OF_THE_BRANCH, *BRANCHES)
    await asks(town)
    town.person("吴静").block()
    await town.settle()
    assert shown(town, "李敏")
