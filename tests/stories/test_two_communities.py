"""One liaison has two communities in their care."""

from __future__ import annotations

from tests.engines import on_sqlite
from tests.stories.test_importing import sends
from tests.stories.town import Town, labels, newest

pytestmark = on_sqlite
HEAD = ["小区", "楼栋", "职务", "姓名", "手机"]
PEACE = (
    "幸福社区,,,专员,李敏 13900000001",
    "幸福社区,,,督导,周明",
    "和平社区,,,专员,李敏 13900000001",
    "和平社区,东区,,书记,周强",
    "和平社区,东区,1栋,楼长,冯平",
)


async def test_a_liaison_of_two_communities_has_both_on_every_screen(town: Town) -> None:
    await town.roster(*PEACE)
    await town.writes("李敏", "/roster")
    screen = newest(town, "李敏")
    assert screen.text.splitlines()[2:] == ["幸福社区 李敏", "和平社区 李敏"]
    assert labels(screen)[:2] == ["幸福社区", "和平社区"]
    await town.writes("李敏", "今晚停水")
    assert "发给 3 个小区 6 栋" in newest(town, "李敏").text
    await town.presses("李敏", "改对象")
    assert {"☑ 幸福社区", "☑ 和平社区"} <= set(labels(newest(town, "李敏")))


async def test_a_file_that_names_no_community_is_asked_about_what_is_new(town: Town) -> None:
    await town.roster(*PEACE)
    rows = [["东区", "1栋", "楼长", "冯平", "13800139001"], ["西区", "1栋", "楼长", "何西", ""]]
    await sends(town, "李敏", [HEAD, *rows])
    await town.presses("李敏", "导入")
    assert newest(town, "李敏").text.splitlines()[-1] == "第 3 行：西区 属于 幸福社区 吗？"
    await town.presses("李敏", "不是")
    lines = newest(town, "李敏").text.splitlines()
    assert "第 2 行改了电话：冯平" in lines
    assert any(line.startswith("新责任区 2 个") for line in lines), "in 和平社区"
