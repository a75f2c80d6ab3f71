"""照上次发, 存为模板 with blanks, and 定期 over 国庆."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.engines import on_both
from tests.stories.conftest import EVERYBODY, PEOPLE
from tests.stories.town import QUICK, Town, labels, newest


@on_both
async def test_a_notice_is_sent_again_as_before(town: Town) -> None:
    await town.writes("李敏", "消防检查\n请清楼道。")
    await town.presses("李敏", "紧急")
    await town.presses("李敏", "改对象")
    await town.presses("李敏", "☑ 和平苑")
    await town.presses("李敏", "好了")
    await town.presses("李敏", "发送")
    for name in ("陈刚", "王芳", "李强", "赵敏"):
        await town.presses(name, "收到")
    await town.presses("李敏", "照上次发")
    draft = newest(town, "李敏")
    assert "【紧急通知】消防检查\n请清楼道。" in draft.text
    assert "1 个小区 3 栋" in draft.text
    await town.presses("李敏", "发送")
    assert len(town.said("王芳", "消防检查")) >= 2
    assert not town.said("周杰", "消防检查")


@on_both
async def test_a_template_asks_for_its_blanks(town: Town) -> None:
    await town.writes("李敏", "请到{地点}集合\n{时间}前到{地点}。")
    assert "存好了" in await town.presses("李敏", "存为模板")
    assert "已经存过" in await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    await town.presses("李敏", "请到{地点}集合")
    assert "每次会问：地点、时间" in newest(town, "李敏").text
    await town.presses("李敏", "用这个写一条")
    assert "请写：地点" in newest(town, "李敏").text
    await town.writes("李敏", "3 号门")
    assert "请写：时间" in newest(town, "李敏").text
    await town.presses("李敏", "‹ 返回")
    assert labels(newest(town, "李敏"))[0] == "填空", "nothing goes with a blank"
    await town.presses("李敏", "填空")
    await town.writes("李敏", "18:00")
    draft = newest(town, "李敏")
    assert "请到3 号门集合\n18:00前到3 号门。" in draft.text
    assert "发送" in labels(draft)
    await town.writes("王芳", "/templates")
    assert "模板" not in newest(town, "王芳").text, "leads of buildings write none"
    await town.writes("李敏", "/templates")
    await town.presses("李敏", "请到{地点}集合")
    await town.presses("李敏", "删掉")
    assert "请到{地点}集合" not in labels(newest(town, "李敏"))


@on_both
async def test_what_recurs_over_the_national_holidays(tmp_path: Path, database_url: str) -> None:
    """Workdays at 8:30: asks first, then goes by itself, leaves the holidays out, takes the shifted
    Saturday."""
    town = await Town.open(tmp_path, database_url, QUICK, datetime(2026, 9, 29, 1, 0, tzinfo=UTC))
    await town.roster(*PEOPLE)
    await town.linked(*EVERYBODY)
    await town.writes("李敏", "早上巡楼\n看消防通道。")
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    await town.presses("李敏", "早上巡楼")
    await town.presses("李敏", "定期")
    await town.presses("李敏", "工作日（调休照发）")
    await town.presses("李敏", "开始")
    shown = newest(town, "李敏").text
    assert "工作日（调休照发） 08:30" in shown
    assert "到时先给您过目" in shown

    day = timedelta(hours=23, minutes=31)
    await town.pass_time(step=day, seconds=day.total_seconds())
    assert "到时间了" in town.said("李敏", "定期")[-1].text
    asked = town.newest(town.person("李敏").private, "发送")
    assert "早上巡楼" in asked.text, "a draft, and it asks"
    assert not town.said("陈刚", "早上巡楼")

    await town.writes("李敏", "/templates")
    await town.presses("李敏", "🔁 早上巡楼")
    await town.presses("李敏", "定期")
    await town.presses("李敏", "☐ 到时自动发")
    assert "下次：10 月 8 日 08:30" in newest(town, "李敏").text
    sent = []
    for _ in range(13):
        await town.pass_time(step=timedelta(hours=12), hours=24)
        await town.pass_time(minutes=2)
        sent.append(len(town.said("陈刚", "】早上巡楼")))
    # The first of October is a Thursday: nothing until the eighth, then every workday with
    # Saturday the tenth.
    assert sent == [0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 3, 4, 5]
    await town.close()


async def test_what_recurs_keeps_its_local_time_over_daylight_saving_time(
    tmp_path: Path, database_url: str
) -> None:
    """Berlin, where clocks go forward on Sunday 29 March 2026: 8:15 is 7:15 UTC before and 6:15
    after, and comes once on each of these days."""
    start = datetime(2026, 3, 27, 8, 0, tzinfo=UTC)  # a Friday, nine o'clock there
    town = await Town.open(tmp_path, database_url, QUICK, start, timezone="Europe/Berlin")
    await town.roster(*PEOPLE)
    await town.linked(*EVERYBODY)
    await town.writes("李敏", "早上巡楼")
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    for each in ("早上巡楼", "定期", "☐ 一", "☐ 六", "☐ 日", "别的时间"):
        await town.presses("李敏", each)
    await town.writes("李敏", "8:15")
    for each in ("☐ 到时自动发", "开始"):
        await town.presses("李敏", each)
    assert "下次：明天 08:15" in newest(town, "李敏").text
    sent: list[str] = []
    for _ in range(3 * 24 * 4):
        await town.pass_time(step=timedelta(minutes=15), minutes=15)
        if len(town.said("陈刚", "】早上巡楼")) > len(sent):
            sent.append(f"{town.clock.now():%d %H:%M}")
    assert sent == ["28 07:30", "29 06:30", "30 06:30"], (
        "a quarter after, when its undo time is over"
    )
    await town.close()


async def test_whoever_writes_no_more_has_nothing_that_recurs(town: Town) -> None:
    await town.writes("李敏", "早上巡楼")
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    await town.presses("李敏", "早上巡楼")
    await town.presses("李敏", "定期")
    await town.presses("李敏", "☐ 二")
    await town.presses("李敏", "别的时间")
    await town.writes("李敏", "8:15")
    await town.presses("李敏", "☐ 到时自动发")
    await town.presses("李敏", "开始")
    assert "下次：明天 08:15" in newest(town, "李敏").text
    await town.roster(*(row for row in PEOPLE if "李敏" not in row), "幸福社区,,,专员,")
    await town.pass_time(step=timedelta(hours=4), hours=24)
    assert not town.said("陈刚", "早上巡楼")


async def test_a_template_keeps_its_questions(town: Town) -> None:
    await town.writes("李敏", "低洼排查")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "低洼住户（户）")
    await town.presses("李敏", "好了")
    assert "每人都要回复" not in labels(newest(town, "李敏")), "a form is filled in once a unit"
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    await town.presses("李敏", "低洼排查")
    await town.presses("李敏", "用这个写一条")
    assert "低洼住户" in newest(town, "李敏").text


async def test_what_lost_its_unit_goes_to_nobody_until_one_is_chosen(town: Town) -> None:
    await town.writes("李敏", "3栋电梯年检请留人")
    await town.presses("李敏", "改对象")
    await town.presses("李敏", "全不选")
    await town.writes("李敏", "幸福里3")
    await town.presses("李敏", "好了")
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "演练")
    assert "存好了" in await town.presses("李敏", "存为模板"), "a drill is another one"
    for button in ("紧急", "发送"):
        await town.presses("李敏", button)
    for name in ("陈刚", "王芳"):
        await town.presses(name, "收到")
    await town.writes("李敏", "/templates")
    for button in ("3栋电梯年检请留人", "定期", "☐ 二", "☐ 到时自动发", "开始"):
        await town.presses("李敏", button)
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,4栋,楼长,李强",
                      "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip
    before = len(town.said("陈刚", "电梯年检"))
    await town.pass_time(step=timedelta(hours=12), hours=24)
    await town.pass_time(minutes=3)
    asked = town.newest(town.person("李敏").private, "改对象")
    assert "【演练】" in asked.text, "as it was kept"
    assert "发送" not in labels(asked)
    await town.presses("李敏", "取消")
    await town.presses("李敏", "照上次发")
    assert "【演练】" in newest(town, "李敏").text, "as it was sent"
    assert "发送" not in labels(newest(town, "李敏"))
    assert len(town.said("陈刚", "电梯年检")) == before


async def test_a_template_keeps_the_age_and_other_questions_are_another(town: Town) -> None:
    for asks in ("低洼（户）", "沙袋（袋）"):
        await town.writes("李敏", "周报")
        await town.presses("李敏", "加问题")
        await town.writes("李敏", asks)
        await town.presses("李敏", "⇄ 已有底数：照样问")
        await town.presses("李敏", "好了")
        assert "存好了" in await town.presses("李敏", "存为模板")
        assert "已经存过" in await town.presses("李敏", "存为模板")
        await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    for each in ("周报", "用这个写一条", "加问题"):
        await town.presses("李敏", each)
    assert "⇄ 7 天内有底数：不问" in labels(newest(town, "李敏"))


async def test_what_was_missed_asks_on_a_holiday(tmp_path: Path, database_url: str) -> None:
    start = datetime(2026, 9, 29, 1, 0, tzinfo=UTC)
    town = await Town.open(tmp_path, database_url, QUICK, start)
    await town.roster(*PEOPLE)
    await town.linked(*EVERYBODY)
    await town.writes("李敏", "早上巡楼\n看消防通道。")
    await town.presses("李敏", "存为模板")
    await town.presses("李敏", "取消")
    await town.writes("李敏", "/templates")
    for each in ("早上巡楼", "定期", "工作日（调休照发）", "☐ 到时自动发", "开始"):
        await town.presses("李敏", each)
    gap = timedelta(days=4, hours=4)
    await town.pass_time(step=gap, seconds=gap.total_seconds())
    await town.pass_time(minutes=2)
    assert not town.said("陈刚", "早上巡楼"), "the third of October, 13:00"
    assert town.said("李敏", "请您过目")
    await town.close()


async def test_a_blank_written_by_hand_is_named_and_filled_in(town: Town) -> None:
    await town.writes("李敏", "今晚{地点}停水，{时间}恢复")
    draft = newest(town, "李敏")
    assert draft.text.startswith("还有空没填：地点、时间。请点“填空”。")
    assert labels(draft)[0] == "填空"
    await town.writes("李敏", "发送")
    assert newest(town, "李敏").text == draft.text, "nor does it leave in words"
    for never_mind in ("算了", "好的"):
        await town.presses("李敏", "填空")
        assert "请写：地点" in newest(town, "李敏").text
        await town.writes("李敏", never_mind)
        assert "今晚{地点}停水" in newest(town, "李敏").text, "that is no place"
    await town.presses("李敏", "填空")
    await town.writes("李敏", "和平苑")
    await town.writes("李敏", "22:00")
    assert "今晚和平苑停水，22:00恢复" in newest(town, "李敏").text
    assert labels(newest(town, "李敏"))[0] == "发送"


async def test_nevermind_is_no_question(town: Town) -> None:
    await town.writes("李敏", "防台排查")
    await town.presses("李敏", "加问题")
    await town.writes("李敏", "算了")
    assert "没看到问题" in newest(town, "李敏").text
    await town.writes("李敏", "取消")
    assert "请您过目" in newest(town, "李敏").text
