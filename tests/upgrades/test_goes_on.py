"""A community of the first version lives on with everything that came later."""

from __future__ import annotations

import re
from datetime import datetime

from bot.demo.botapi.messages import Message
from bot.roster.export import export_rows
from bot.roster.sheet import SheetRow
from bot.roster.wire import dumps, loads
from bot.store.roster.roster import load_roster
from bot.store.tx import Tx
from bot.usecases.house.forgetting import Forget, forget
from tests.roster.sample import NOBODY, TIERS
from tests.roster.words import words
from tests.stories.test_forgetting import everything, id_of
from tests.stories.test_posters import pages as paper
from tests.stories.test_posters import printed, scanned
from tests.stories.town import Town
from tests.upgrades.left import Left
from tests.upgrades.test_first import GROUP, old

OFFICE = (
    "幸福社区,,,专员,李敏",
    "幸福社区,,,督导,周明",
    "幸福社区,幸福里,,网格长,陈刚",
    "幸福社区,幸福里,3栋,楼栋长,王芳",
    "幸福社区,幸福里,4栋,楼长,李强",
    "幸福社区,幸福里,5栋,楼长,赵敏",
    "幸福社区,幸福里,6栋,楼长,",
    "幸福社区,和平苑,,书记,孙丽",
    "幸福社区,和平苑,1栋,楼长,周杰",
    "幸福社区,和平苑,2栋,楼长,吴静",
)
"""The office's file of then: two words in it were unknown to the first version."""


def newest(town: Town, name: str) -> Message:
    return town.person(name).private.from_bot[-1]


async def steps(town: Town, name: str, *buttons: str) -> Message:
    """From /roster over these buttons; returns the newest message."""
    await town.writes(name, "/roster")
    for button in buttons:
        await town.presses(name, button, newest(town, name))
    return newest(town, name)


def rows(tx: Tx, _: None, _now: datetime) -> list[SheetRow]:
    return export_rows(load_roster(tx), TIERS, "zh-hans")


async def test_posts_get_the_offices_words_from_its_file_and_nobody_hears_of_it(town: Town) -> None:
    database = town.app.database
    before = await database.read(rows, None)
    assert [(each.units[-1], each.post, each.name) for each in before][2:5] == [
        ("幸福里", "书记", "陈刚"),
        ("3栋", "楼长", "王芳"),
        ("4栋", "楼长", "李强"),
    ]
    said = {name: len(person.private.from_bot) for name, person in town.people.items()}
    await town.roster(*OFFICE)
    after = await database.read(rows, None)
    changed = [(a.name, a.post, b.post) for a, b in zip(before, after, strict=True) if a != b]
    assert changed == [("陈刚", "书记", "网格长"), ("王芳", "楼长", "楼栋长")]
    assert {name: len(person.private.from_bot) for name, person in town.people.items()} == said
    assert (await steps(town, "李敏", "幸福里")).text.count("网格长 陈刚") == 1
    await town.writes("王芳", "/start")
    assert "王芳楼栋长，您好！您的岗位：幸福里 3 栋楼栋长。" in newest(town, "王芳").text


async def test_the_roster_is_changed_in_chat_and_what_runs_goes_along(town: Town) -> None:
    for button in ("幸福里", "3 栋", "楼长 王芳", "换人", "从名单里选"):
        await (steps(town, "李敏", button) if button == "幸福里" else _press(town, button))
    await _press(town, "吴静 · 和平苑 2 栋楼长")
    await _press(town, "确定")
    (greeting,) = town.said("吴静", "您现在是幸福里 3 栋的楼长")
    assert greeting.text.splitlines()[1] == "您仍是和平苑 2 栋楼长。"
    assert "#1 昨天的通知" in greeting.text
    assert "#3 台风预警" in greeting.text
    assert town.said("王芳", "您已卸任幸福里 3 栋楼长，感谢您的付出！")
    card = old(town, "吴静", "#1】昨天的通知")
    assert "还等：3 栋" in card.text, "on the card of the former version"
    assert "您已卸任 3 栋楼长" in await town.presses("王芳", "收到", old(town, GROUP, "#1】"))
    assert "3 栋" in await town.presses("吴静", "收到", card)
    await steps(town, "李敏", "幸福里", "5 栋", "楼长 赵敏", "停用")
    await _press(town, "确定")
    assert "空缺 2" in (await _gaps(town)).text
    await steps(town, "李敏", "幸福里", "5 栋", "楼长 空缺", "恢复 赵敏")
    await _press(town, "确定")
    now = {each.units[-1]: each.name for each in await town.app.database.read(rows, None)}
    assert (now["3栋"], now["5栋"], now["6栋"]) == ("吴静", "赵敏", "")


async def _press(town: Town, button: str) -> None:
    await town.presses("李敏", button, newest(town, "李敏"))


async def _gaps(town: Town) -> Message:
    await town.writes("李敏", "/gaps")
    return newest(town, "李敏")


async def test_a_person_sees_what_is_kept_and_is_forgotten_everywhere(town: Town) -> None:
    await town.writes("赵敏", "/mydata")
    assert town.said("赵敏", "这里存着您的：")
    account, database = town.person("赵敏").id, town.app.database
    number = await database.read(id_of, "赵敏")
    await database.transact(forget, Forget(f"member:{number}"))
    await town.settle()

    def left(tx: Tx, _: None, _now: datetime) -> set[str]:
        found = re.compile(rf"赵敏|(?<!\d){account}(?!\d)")
        return {place for place, held in everything(tx) if found.search(held)}

    assert await database.read(left, None) == set()
    assert "3/3：" in old(town, GROUP, "#2】今晚停水").text, "an answer counts, whoever gave it"
    assert "空缺 2" in (await _gaps(town)).text


async def test_posters_mute_groups_and_words_beside_a_card(town: Town) -> None:
    file = await printed(town, "李敏", "和平苑", "认领海报", "一页四张")
    assert len(set(scanned(paper(file)))) == 2
    town.groups[GROUP].mute_everybody("not enough rights to send text messages to the chat")
    await town.issues("李敏", "今晚有雷雨\n请收花盆。", "紧急")
    await town.pass_time(minutes=1)
    assert town.said("王芳", "今晚有雷雨")
    assert town.said("李敏", f"“{GROUP}”里我不能发言")
    await town.writes("王芳", "收到，四楼没人", reply_to=old(town, "王芳", "#1 昨天的通知"))
    assert "“收到，四楼没人”" in town.said("陈刚", "四楼没人")[-1].text
    await town.presses("孙丽", "加一句再转达", old(town, "孙丽", "#2】今晚停水"))
    await town.writes("孙丽", "三楼也要储水。")
    await town.presses("孙丽", "转达")
    await town.pass_time(minutes=1)
    assert "三楼也要储水。" in town.said("周杰", "#2】今晚停水")[-1].text


def test_a_spreadsheet_that_waits_for_its_sender_is_still_understood(left: Left) -> None:
    """`difference.json`: what the first version kept of it until 应用 was pressed."""
    found = loads((left.folder / "difference.json").read_text("utf-8"))
    assert words(found, NOBODY) == [
        "new unit 幸福社区 [幸福社区]",
        "new unit 幸福社区/幸福里 [幸福社区-幸福里]",
        "new unit 幸福社区/幸福里/3栋 [幸福社区-幸福里-3]",
        "new 王芳 +8613800138001",
        "new 陈刚",
        "幸福社区/幸福里/3栋 lead: 王芳",
        "幸福社区/幸福里 lead: 陈刚",
        "r2-r4: 王芳 or 李强 138****8001?",
        "row 5: unknown_post",
    ]
    assert loads(dumps(found)) == found
