"""上周小结: on Monday, of units and the process, never of persons."""

from __future__ import annotations

from datetime import timedelta

from tests.stories.conftest import PEOPLE
from tests.stories.town import Town


async def _a_week(town: Town) -> None:
    """One notice that is passed on and answered at different times, a drill, a form that is known,
    and a post that is empty for two days."""
    await town.issues("李敏", "今晚停水")
    await town.pass_time(minutes=10)
    await town.presses("陈刚", "收到并转达")
    for name, minutes in (("王芳", 5), ("李强", 15)):
        await town.pass_time(minutes=minutes)
        await town.presses(name, "收到")
    await town.pass_time(step=timedelta(minutes=20), minutes=200)
    await town.presses("陈刚", "代答")
    await town.presses("陈刚", "☐ #1 5 栋")
    await town.presses("陈刚", "确定（1）")
    await town.issues("李敏", "防台演练", "紧急", "演练")
    await town.pass_time(step=timedelta(hours=12), hours=24)
    left = [row for row in PEOPLE if "赵敏" not in row]
    await town.roster(*left, "幸福社区,幸福里,5栋,楼长,")
    await town.pass_time(step=timedelta(days=1), hours=48)
    await town.roster(
        *(row for row in PEOPLE if "赵敏" not in row), "幸福社区,幸福里,5栋,楼长,郑洁"
    )
    await town.pass_time(step=timedelta(days=1), days=3)
    await town.pass_time(step=timedelta(hours=10), hours=20)


async def test_the_week_before_in_a_few_lines_on_monday(town: Town) -> None:
    await _a_week(town)
    (told,), (hers,) = town.said("周明", "上周小结"), town.said("李敏", "上周小结")
    assert told.text.splitlines() == [
        "上周小结（3 月 2 日—3 月 8 日）",
        "还缺 3 处没回：请回复 7 处，回了 4 处。",
        "多久回复（中位数）：幸福里 9 分钟",
        "要提醒的 4 处，打电话代答 1 处。",
        "幸福社区专员请回复 7 处，第一张卡片后还差 4 处。",
        "补上 1 个岗位，空了 2 天（中位数）。",
    ]
    assert hers.text == told.text
    names = {row.rpartition(",")[2] for row in PEOPLE}
    assert not [name for name in names if name in told.text], "no person is named"
    assert not town.said("陈刚", "上周小结"), "leads hear nothing of it"
    await town.pass_time(step=timedelta(days=1), days=7)
    assert len(town.said("周明", "上周小结")) == 1, "nothing was asked in the week after"
