"""A form to 36 buildings: typed in groups, filled in in chat and from above, half of it from last
time; with a typo, a figure far off and a late change. The sum is right in the end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.demo.botapi.groups import DemoGroup
from tests.stories.town import Town, newest

BRANCHES = ("梅园", "兰园", "竹园", "菊园")
HOUSES = range(1, 10)
FIRST = "挡板到位：是/否\n低洼住户几户？\n沙袋（袋）"
AGAIN = f"{FIRST}\n水泵（台）"


def _lead(branch: str, number: int) -> str:
    return f"{branch}{number}栋楼长"


def _chief(branch: str) -> str:
    return f"{branch}书记"


@pytest.fixture
async def groups(town: Town) -> dict[str, DemoGroup]:
    """Four branches of nine buildings, each branch with one group; no other branch is asked."""
    rows = ["幸福社区,,,专员,李敏"]
    for branch in BRANCHES:
        rows.append(f"幸福社区,{branch},,书记,{_chief(branch)}")
        rows += [f"幸福社区,{branch},{n}栋,楼长,{_lead(branch, n)}" for n in HOUSES]
    await town.roster(*rows)
    everybody = [_chief(each) for each in BRANCHES]
    everybody += [_lead(each, n) for each in BRANCHES for n in HOUSES]
    await town.linked(*everybody)
    found = {}
    for branch in BRANCHES:
        members = [_chief(branch), *(_lead(branch, n) for n in HOUSES)]
        found[branch] = await town.group(f"{branch}楼长群", [branch], members)
    return found


async def _sent(town: Town, text: str, asks: str) -> None:
    await town.writes("李敏", text)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", asks)
    for button in ("好了", "紧急", "改对象"):
        await town.presses("李敏", button)
    await town.writes("李敏", "不要幸福里和平苑")
    for button in ("好了", "发送"):
        await town.presses("李敏", button)


async def test_36_buildings(town: Town, groups: dict[str, DemoGroup]) -> None:
    await _sent(town, "防台排查", FIRST)
    for branch, group in groups.items():
        card = town.said(group, "防台排查")[0]
        for n in HOUSES:
            await town.writes(_lead(branch, n), f"是 {n} {10 * n}", to=group, reply_to=card)
    summary = town.said("李敏", "已报")[-1]
    assert "已报 36/36\n挡板到位：是 36\n低洼住户：共 180 户\n沙袋：共 1,800 袋" in summary.text
    await town.pass_time(hours=2, step=timedelta(hours=1))
    await _sent(town, "再查一遍", AGAIN)
    await _replies(town, groups["梅园"])
    await _unchanged(town, "兰园")
    assert "已报 18/36" in town.said("李敏", "再查一遍")[-1].text
    await _from_above(town)
    await _late(town, groups["菊园"])
    done = town.said("李敏", "已报 36/36")[-1].text
    # 梅园 45 with 300 for 4, 兰园 as last time, 竹园 2 each, 菊园 45 less the 9 that became 0
    assert "挡板到位：是 35 · 否 1" in done
    assert f"低洼住户：共 {341 + 45 + 18 + 36} 户（其中 1 处偏大，已核对）" in done
    assert f"沙袋：共 {90 + 450 + 180 + 40} 袋" in done
    assert "水泵：共 36 台" in done


async def _replies(town: Town, group: DemoGroup) -> None:
    """In the group; one mistypes a figure, one is far off. Both are asked in private, for that
    figure alone."""
    card = town.said(group, "再查一遍")[0]
    for n in HOUSES:
        low = "w" if n == 1 else 300 if n == 4 else n
        await town.writes(_lead("梅园", n), f"是 {low} 10 1", to=group, reply_to=card)
    assert "2/4　低洼住户几户？" in newest(town, _lead("梅园", 1)).text
    await town.writes(_lead("梅园", 1), "1")
    await town.presses(_lead("梅园", 1), "交上去")
    assert "低洼住户 300 户？上次是 4 户。" in newest(town, _lead("梅园", 4)).text
    await town.presses(_lead("梅园", 4), "是 300")
    await town.presses(_lead("梅园", 4), "交上去")


async def _unchanged(town: Town, branch: str) -> None:
    """In private: as last time, and what is new besides."""
    for n in HOUSES:
        lead = _lead(branch, n)
        await town.presses(lead, "填报", town.said(f"{branch}楼长群", "再查一遍")[0])
        await town.presses(lead, "上次报过的 3 项都不变")
        assert "4/4　水泵" in newest(town, lead).text
        await town.presses(lead, "1")
        await town.presses(lead, "交上去")


async def _from_above(town: Town) -> None:
    """Nobody in 竹园 types; its lead phones them and fills it in."""
    chief = _chief("竹园")
    card = town.said("竹园楼长群", "再查一遍")[0]
    for n in HOUSES:
        await town.writes(chief, f"{n}栋：是 2 20 1", to=town.groups["竹园楼长群"], reply_to=card)
        assert f"代填 {n} 栋" in newest(town, chief).text
        await town.presses(chief, "交上去")


async def _late(town: Town, group: DemoGroup) -> None:
    """After the deadline, and one of them changes what was handed in."""
    await town.pass_time(hours=2, step=timedelta(hours=1))
    card = town.said(group, "再查一遍")[0]
    for n in HOUSES:
        await town.writes(_lead("菊园", n), f"是 {n} 5 1", to=group, reply_to=card)
    last = _lead("菊园", 9)
    await town.writes(last, "否 0 0 1", to=group, reply_to=card)
    shown = await town.rows("form_answers_below", instruction_id=2, path="", path_end="~")
    assert len(shown) == 36 * 4, "of each answer the latest"
