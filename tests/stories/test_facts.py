"""Asked once: what was filled in is known, and not asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.tx import Tx
from tests.engines import on_both
from tests.stories.conftest import PEOPLE
from tests.stories.town import NINE, Town, labels, newest


def _forgotten(tx: Tx, name: str, _now: datetime) -> None:
    tx.connection.execute(f"UPDATE member SET forgotten_at = 1 WHERE name = '{name}'")


def _remembered(tx: Tx, _command: None, _now: datetime) -> None:
    tx.connection.execute("UPDATE member SET forgotten_at = NULL")


ASKS = "低洼住户几户？\n挡板到位：是/否"


async def _sent(town: Town, asks: str, *buttons: str) -> None:
    await town.writes("李敏", "防台排查")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", asks)
    for button in (*buttons, "好了", "紧急", "发送"):
        await town.presses("李敏", button)


async def _filled(town: Town) -> None:
    """All five buildings have answered once."""
    await _sent(town, ASKS)
    for number, name in enumerate(("王芳", "李强", "赵敏", "周杰", "吴静"), start=1):
        card = town.said(name, "防台排查")[0]
        await town.writes(name, f"{number} 是", reply_to=card)
    await town.pass_time(hours=2, step=timedelta(hours=1))


@on_both
async def test_a_form_whose_answers_are_known_fills_itself(town: Town) -> None:
    await _filled(town)
    await town.writes("李敏", "再报一次")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", ASKS)
    await town.presses("李敏", "⇄ 已有底数：照样问")
    assert "⇄ 7 天内有底数：不问" in labels(newest(town, "李敏"))
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)
    card = town.said("王芳", "再报一次")[0]
    assert "已按底数填好，有变化请点“填报”。" in card.text
    assert "已报 5/5\n低洼住户：共 15 户\n挡板到位：是 5" in town.said("李敏", "已报")[-1].text
    await town.presses("王芳", "填报", card)
    assert "您报的是：低洼住户 1 户 · 挡板到位 是" in newest(town, "王芳").text
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "1. 低洼住户 1 户")
    await town.writes("王芳", "4")
    await town.presses("王芳", "交上去")
    assert "低洼住户：共 18 户" in town.said("李敏", "已报")[-1].text
    await town.pass_time(minutes=20, step=timedelta(minutes=10))
    assert not town.said("李强", "还等您填报"), "nobody is chased for what is known"
    week = {"since": NINE, "until": NINE + timedelta(days=7), "path": "", "path_end": "~"}
    (row,) = await town.rows("weekly_unasked", **week)
    assert row["n"] == 10, "two questions of five buildings, as the summary of the week says"
    counted = await town.rows("weekly_counts", **week, lowest="building")
    assert sum(each["asked"] for each in counted) == 9, "what was known asked nobody"


async def test_what_asks_about_a_time_is_asked_although_it_is_known(town: Town) -> None:
    for title in ("防台排查", "再报一次"):
        await town.writes("李敏", title)
        await town.presses("李敏", "加问题")
        await town.writes("李敏", "本月进水（户）")
        await town.presses("李敏", "⇄ 已有底数：照样问")
        for button in ("好了", "紧急", "发送"):
            await town.presses("李敏", button)
        card = town.said("王芳", title)[0]
        assert "已按底数填好" not in card.text
        await town.writes("王芳", "2", reply_to=card)
    assert "已报 1/5" in town.said("李敏", "已报")[-1].text


async def test_only_what_is_not_known_is_asked_and_what_is_old_is(town: Town) -> None:
    await _filled(town)
    await _sent(town, ASKS + "\n沙袋（袋）", "⇄ 已有底数：照样问")
    await town.presses("王芳", "填报", town.said("王芳", "防台排查")[-1])
    assert "3/3　沙袋" in newest(town, "王芳").text
    await town.writes("王芳", "20")
    assert "低洼住户 1 户 · 挡板到位 是 · 沙袋 20 袋" in newest(town, "王芳").text
    await town.presses("王芳", "交上去")
    await town.pass_time(days=8, step=timedelta(days=2))
    await _sent(town, ASKS, "⇄ 已有底数：照样问")
    await town.presses("李强", "填报", town.said("李强", "防台排查")[-1])
    first = newest(town, "李强")
    assert "1/2　低洼住户几户？（上次 2 户，3 月 2 日）" in first.text


@on_both
async def test_questions_in_other_words_are_tied_by_a_person(town: Town) -> None:
    await _filled(town)
    await town.writes("李敏", "另一张表")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "低洼的住户有几户？")
    assert "≈ 1. 同“低洼住户几户？”？" in labels(newest(town, "李敏"))
    await town.presses("李敏", "≈ 1. 同“低洼住户几户？”？")
    assert "✓ 1. 同“低洼住户几户？”" in labels(newest(town, "李敏"))
    for button in ("好了", "取消"):
        await town.presses("李敏", button)
    for name in ("陈刚", "李敏"):
        await town.writes(name, "另一张表")
        await town.presses(name, "加问题")
        await town.writes(name, "低洼的住户有几户？")
        assert "≈ 1. 同“低洼住户几户？”？" in labels(newest(town, name)), "never sent, never tied"
    told = await town.presses("陈刚", "≈ 1. 同“低洼住户几户？”？")
    assert "要请管全部责任区的人来认：李敏、周明。" in told, "who has all in their care ties"
    assert "≈ 1. 同“低洼住户几户？”？" in labels(newest(town, "陈刚"))
    await town.presses("李敏", "≈ 1. 同“低洼住户几户？”？")
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)
    await town.presses("赵敏", "填报", town.said("赵敏", "另一张表")[0])
    assert "同上次：3 户" in labels(newest(town, "赵敏"))
    await town.presses("赵敏", "同上次：3 户")
    await town.presses("赵敏", "交上去")
    await town.writes("李敏", "又一张表")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "低洼的住户有几户？")
    await town.presses("李敏", "✓ 1. 同“低洼住户几户？”")
    assert "≈ 1. 同“低洼住户几户？”？" in labels(newest(town, "李敏")), "it can be untied"


async def test_facts_are_looked_at_and_corrected_by_those_who_answer(town: Town) -> None:
    await _filled(town)
    await town.writes("王芳", "/facts")
    screen = newest(town, "王芳")
    assert screen.text.splitlines()[:2] == [
        "幸福里 3 栋的底数",
        "低洼住户 1 户（2026-03-02 · 王芳 · #1 防台排查）",
    ]
    assert await town.presses("王芳", "改 低洼住户") == "请在这里写正确的。"
    await town.writes("王芳", "13812345678")
    assert "这里没有保存" in newest(town, "王芳").text
    await town.writes("王芳", "两户")
    assert "低洼住户 2 户（2026-03-02 · 王芳 · 手工更正）" in newest(town, "王芳").text
    await town.app.database.transact(_forgotten, "王芳")
    for name in ("陈刚", "周明"):
        await town.writes(name, "/roster")
        await town.presses(name, "3 栋" if name == "陈刚" else "幸福里")
        if name == "周明":
            await town.presses(name, "3 栋")
        await town.presses(name, "这栋的底数")
        assert "低洼住户 2 户（2026-03-02 · 已离任 · 手工更正）" in newest(town, name).text
        assert "改 低洼住户" in labels(newest(town, name)), "who stands above answers for it too"
    await town.writes("李敏", "/facts")
    shown = newest(town, "李敏").text
    assert shown.splitlines()[0] == "幸福社区的底数"
    assert "幸福里：3 处有底数" in shown
    await town.presses("李敏", "幸福里")
    assert "3 栋：1 处有底数" in newest(town, "李敏").text
    await town.presses("李敏", "3 栋")
    assert "低洼住户 2 户" in newest(town, "李敏").text
    await town.app.database.transact(_remembered, None)
    await town.roster(
        "幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,4栋,楼长,李强",
        "幸福社区,幸福里,5栋,楼长,赵敏",
    )  # fmt: skip
    rows = await town.rows("facts_below", path="", path_end="~")
    assert {row["unit_name"] for row in rows} == {"4栋", "5栋", "1栋", "2栋"}, "gone with the unit"


async def _known(town: Town, text: str, line: str, *buttons: str) -> str:
    """A form with one line of questions, answered by what is known; its summary."""
    await town.writes("李敏", text)
    await town.presses("李敏", "加问题")
    await town.writes("李敏", line)
    for button in ("⇄ 已有底数：照样问", "好了", *buttons, "紧急", "发送"):
        await town.presses("李敏", button)
    return town.said("李敏", text)[-1].text


async def test_what_answers_by_itself_is_no_drill_in_the_same_measure_and_within_bounds(
    town: Town,
) -> None:
    await _known(town, "演习排查", "积水（厘米）", "演练")
    await town.writes("王芳", "77", reply_to=town.said("王芳", "演习排查")[0])
    assert "已报 0/5" in await _known(town, "积水排查", "积水（厘米）"), "a drill is made up"
    await town.writes("王芳", "30", reply_to=town.said("王芳", "积水排查")[0])
    assert "已报 0/5" in await _known(town, "按米报", "积水（米）")
    await town.presses("王芳", "填报", town.said("王芳", "按米报")[0])
    assert "同上次：0.3 米" in labels(newest(town, "王芳"))
    assert "已报 0/5" in await _known(town, "按桶报", "积水（桶）")
    await town.presses("王芳", "填报", town.said("王芳", "按桶报")[0])
    assert not any("同上次" in each for each in labels(newest(town, "王芳")))
    assert "已报 0/5" in await _known(town, "有上限", "积水（厘米，0-20）")
    await town.presses("王芳", "填报", town.said("王芳", "有上限")[0])
    await town.presses("王芳", "同上次：30 厘米")
    assert "积水 30 厘米？" in newest(town, "王芳").text, "beyond the bounds: asked back"
    assert "已报 1/5" in await _known(town, "够高", "积水（厘米，0-50）")


async def test_a_lead_of_two_buildings_chooses_which_facts_to_see(town: Town) -> None:
    both = [f"幸福社区,幸福里,{each}栋,楼长,王芳,13800001111" for each in (3, 4)]
    await town.roster("幸福社区,幸福里,,书记,陈刚", *both, "幸福社区,幸福里,5栋,楼长,赵敏")
    await _sent(town, "低洼住户几户？")
    await town.writes("王芳", "3", reply_to=town.said("王芳", "防台排查")[0])
    await town.presses("王芳", "交上去")
    await town.writes("王芳", "/facts")
    assert newest(town, "王芳").text.splitlines() == [
        "幸福里 3、4 栋的底数", "3 栋：1 处有底数", "4 栋：0 处有底数",
    ]  # fmt: skip
    await town.presses("王芳", "3 栋")
    assert "低洼住户 3 户" in newest(town, "王芳").text


async def test_what_is_known_goes_with_its_unit(town: Town) -> None:
    await _filled(town)
    part = {"path": "", "path_end": "~"}
    assert len(await town.rows("facts_below", **part)) == 10
    await town.roster(*(row for row in PEOPLE if "3栋" not in row))
    rows = await town.rows("facts_below", **part)
    assert {row["unit_name"] for row in rows} == {"1栋", "2栋", "4栋", "5栋"}
    await town.roster(*PEOPLE)
    assert len(await town.rows("facts_below", **part)) == 8, "one that comes back begins anew"
