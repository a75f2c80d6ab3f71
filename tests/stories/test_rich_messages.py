"""The live summary as a rich message, where the settings say so and the server takes it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.stories.town import Town, labels, newest

ROSTER = (
    "幸福社区,,,专员,李敏", "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,",
)  # fmt: skip
PEOPLE = ("李敏", "陈刚", "王芳", "李强")


async def _town(folder: Path, database_url: str, *, known: bool) -> Town:
    town = await Town.open(folder, database_url, telegram="rich_messages = true\n")
    town.world.plays_rich = known
    await town.roster(*ROSTER)
    await town.linked(*PEOPLE)
    await town.issues("李敏", "今晚停水 <急>\n请储水。", "紧急")
    return town


async def test_the_summary_is_a_table_whose_details_unfold(
    tmp_path: Path, database_url: str
) -> None:
    town = await _town(tmp_path, database_url, known=True)
    try:
        await town.presses("王芳", "收到", town.said("王芳", "今晚停水")[-1])
        await town.pass_time(minutes=1)
        shown = newest(town, "李敏")
        kinds = [each["type"] for each in shown.rich]
        assert kinds == ["heading", "paragraph", "paragraph", "paragraph", "table", "details"]
        assert "今晚停水 <急>" in shown.rich[0]["text"], "what people write is no markup"
        head, *rows = [[cell["text"] for cell in row] for row in _of(shown, "table")["cells"]]
        assert head == ["收到", "已送到", "空缺", "联系不上"]
        assert ["1/3 栋", "2/3 栋", "1", "0"] in rows
        unfolds = _of(shown, "details")
        assert unfolds["summary"] == "还有 3 处没回复"
        assert "4、5 栋" in unfolds["blocks"][0]["text"]
        assert "更正" in labels(shown)
    finally:
        await town.close()


def _of(message: Any, kind: str) -> dict[str, Any]:
    (found,) = [each for each in message.rich if each["type"] == kind]
    return dict(found)


async def test_a_server_that_does_not_know_them_gets_the_plain_form_for_good(
    tmp_path: Path, database_url: str
) -> None:
    town = await _town(tmp_path, database_url, known=False)
    try:
        assert not newest(town, "李敏").rich
        assert "今晚停水 <急>" in newest(town, "李敏").text
        refused = _asked_for_rich(town)
        assert refused == 1
        await town.presses("王芳", "收到", town.said("王芳", "今晚停水")[-1])
        await town.pass_time(minutes=1)
        assert "1/4 (25 %)" in newest(town, "李敏").text
        assert _asked_for_rich(town) == refused, "it is not tried again"
    finally:
        await town.close()


def _asked_for_rich(town: Town) -> int:
    return sum("rich_message" in each.params for each in town.world.log)


LARGER = (
    *ROSTER, "幸福社区,和平苑,,书记,孙丽", "幸福社区,和平苑,1栋,楼长,周杰", "幸福社区,,,督导,周明",
)  # fmt: skip


async def test_status_summary_and_digests_have_tables_by_branch(
    tmp_path: Path, database_url: str
) -> None:
    town = await Town.open(tmp_path, database_url, telegram="rich_messages = true\n")
    town.world.plays_rich = True
    try:
        await town.roster(*LARGER)
        await town.linked(*PEOPLE, "孙丽", "周杰", "周明")
        await town.issues("李敏", "今晚停水 <急>\n请储水。", "紧急")
        await town.presses("王芳", "收到", town.said("王芳", "今晚停水")[-1])
        await town.pass_time(minutes=21)
        summary = newest_with(town, "李敏", "更正")
        by_branch = [each for each in summary.rich if each["type"] == "table"][1]
        assert _cells(by_branch) == [
            ["责任区", "收到", "没回复"], ["幸福里", "1/4", "3"], ["和平苑", "0/2", "2"],
        ]  # fmt: skip
        said = [each["text"] for each in summary.rich if each["type"] == "paragraph"]
        (told,) = [each for each in said if each.startswith("已告诉：")]
        assert told == "已告诉：李敏专员（5 处）、陈刚书记（2 处）、孙丽书记（1 处）"

        await town.writes("李敏", "/status")
        listed = newest(town, "李敏")
        assert _cells(_of(listed, "table"))[1][:2] == ["【紧急】#1 今晚停水 <急>", "1/6"]
        await town.presses("李敏", "#1")
        inside = newest(town, "李敏")
        assert ["幸福里", "1/4", ""] in _cells(_of(inside, "table"))
        await town.presses("李敏", "幸福里", inside)
        names = [each["text"] for each in newest(town, "李敏").rich]
        assert any("3 栋" in each and "王芳" in each for each in names)

        await town.pass_time(hours=24, step=timedelta(hours=1))
        digest = town.said("周明", "#1")[-1]
        assert digest.rich[0]["type"] == "heading"
        assert "要您过问 1 件" in digest.rich[0]["text"]
        await town.pass_time(days=6, step=timedelta(hours=12))
        (week,) = town.said("周明", "上周小结")
        assert ["幸福里", "0 秒"] in _cells(_of(week, "table"))
        assert _of(week, "details")["summary"] == "请回复了多少"
    finally:
        await town.close()


def _cells(table: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in table["cells"]]


def newest_with(town: Town, name: str, button: str) -> Any:
    return town.newest(town.person(name).private, button)
