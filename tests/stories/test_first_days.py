"""A new holder of a post is told what it means here and what is open; a former one is thanked."""

from __future__ import annotations

from datetime import timedelta

import pytest
import pytest_asyncio

from bot.demo.botapi.messages import Message
from tests.stories.test_importing import sends
from tests.stories.town import Town

WATER = "今晚停水。\n请储水。"
HAPPY = (
    "幸福社区,幸福里,,书记,陈刚,13800138000",
    "幸福社区,幸福里,3栋,楼长,王芳,13800138001",
    "幸福社区,幸福里,4栋,楼长,李强,13800138002",
    "幸福社区,幸福里,5栋,楼长,赵敏,13800138003",
)
PEACE = (
    "幸福社区,和平苑,,书记,孙丽,13800138004",
    "幸福社区,和平苑,1栋,楼长,周杰,13800138005",
    "幸福社区,和平苑,2栋,楼长,吴静,13800138006",
)
SIX = "幸福社区,幸福里,6栋,楼长,郑洁,13800138007"
ANSWERS = "有通知我会告诉您，点一下“收到”就好。"
HELPS = "您和负责人一起管这里：谁点“收到”都算数，负责人没回时我会找您。"


@pytest_asyncio.fixture
async def town(town: Town) -> Town:
    """As before, and everybody's number is known."""
    await town.roster(*HAPPY, *PEACE)
    return town


def told(town: Town, name: str) -> list[str]:
    """What somebody was told about their posts by itself."""
    said = town.person(name).private.from_bot
    return [
        m.text for m in said if "【" not in m.text and ("您现在是" in m.text or "卸任" in m.text)
    ]


def said(message: Message) -> list[str]:
    return message.text.splitlines()


async def with_zheng_and_water(town: Town) -> None:
    """郑洁 leads 6栋 and is linked; 今晚停水 waits for everybody."""
    await town.roster(*HAPPY, SIX)
    await town.linked("郑洁")
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)


async def test_a_new_lead_by_file_is_greeted_and_the_former_one_is_thanked(town: Town) -> None:
    await with_zheng_and_water(town)
    rows = [
        ["社区", "小区", "楼栋", "职务", "姓名", "手机"],
        ["幸福社区", "幸福里", "", "书记", "陈刚", "13800138000"],
        ["", "", "3栋", "楼长", "郑洁", "13800138007"],
        ["", "", "4栋", "楼长", "李强", "13800138002"],
        ["", "", "5栋", "楼长", "赵敏", "13800138003"],
        ["", "", "6栋", "楼长", "郑洁", "13800138007"],
    ]
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    await town.presses("李敏", "应用")
    assert told(town, "郑洁") == [
        (
            "郑洁您好，您现在是幸福里 3 栋的楼长，辛苦您了！\n"
            "您仍是幸福里 6 栋楼长。\n"
            f"{ANSWERS}\n"
            "眼下有 1 条：#1 今晚停水。"
        )
    ]
    assert told(town, "王芳") == ["您已卸任幸福里 3 栋楼长，感谢您的付出！"]
    assert "还等：3、6 栋" in town.said("郑洁", "【紧急通知")[-1].text, "the card comes as ever"
    assert not told(town, "李强") + told(town, "陈刚")
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    await town.pass_time(minutes=2)
    assert len(told(town, "郑洁")) == len(told(town, "王芳")) == 1


async def test_a_new_lead_by_chat_is_greeted_with_the_change(town: Town) -> None:
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "3 栋", "楼长 王芳", "换人", "从名单里选"):
        await town.presses("李敏", button, town.person("李敏").private.from_bot[-1])
    await town.presses("李敏", "吴静 138****8006 · 和平苑 2 栋楼长")
    await town.presses("李敏", "确定")
    assert told(town, "吴静") == [
        f"吴静您好，您现在是幸福里 3 栋的楼长，辛苦您了！\n您仍是和平苑 2 栋楼长。\n{ANSWERS}"
    ]
    assert told(town, "王芳") == ["您已卸任幸福里 3 栋楼长，感谢您的付出！"]


async def test_several_posts_at_once_are_one_message(town: Town) -> None:
    await town.roster(
        HAPPY[0],
        "幸福社区,幸福里,3栋,楼长,王芳,13800138001", "幸福社区,幸福里,4栋,楼长,王芳,13800138001",
        "幸福社区,幸福里,5栋,楼长,王芳,13800138001", "幸福社区,幸福里,7栋,楼道长,王芳,13800138001",
    )  # fmt: skip
    assert told(town, "王芳") == [
        (
            "王芳您好，您现在是幸福里 4、5 栋的楼长、幸福里 7 栋的楼道长，辛苦您了！\n"
            f"您仍是幸福里 3 栋楼长。\n{ANSWERS}\n{HELPS}"
        )
    ]


async def test_who_moves_to_another_building_reads_both_in_one(town: Town) -> None:
    swapped = (
        "幸福社区,幸福里,4栋,楼长,赵敏,13800138003",
        "幸福社区,幸福里,5栋,楼长,李强,13800138002",
    )
    await town.roster(*HAPPY[:2], *swapped)
    assert told(town, "赵敏") == [
        (
            "赵敏您好，您已卸任幸福里 5 栋楼长，感谢您的付出！"
            "现在您是幸福里 4 栋的楼长，辛苦您了！\n"
            f"{ANSWERS}"
        )
    ]
    assert len(told(town, "李强")) == 1


async def test_at_night_it_waits_for_the_morning_and_tells_what_is_true_then(town: Town) -> None:
    town.clock.move(timedelta(hours=14))  # 23:00
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,李强,13800138002", *HAPPY[2:])
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,副楼长,李强,13800138002", *HAPPY[2:])
    await town.pass_time(hours=7, step=timedelta(minutes=30))  # 06:00
    assert not told(town, "李强") + told(town, "王芳")
    await town.pass_time(hours=1, minutes=5, step=timedelta(minutes=5))
    assert [text.splitlines()[0] for text in told(town, "李强")] == [
        "李强您好，您现在是幸福里 3 栋的副楼长，辛苦您了！"
    ]
    assert told(town, "王芳") == ["您已卸任幸福里 3 栋楼长，感谢您的付出！"]


async def test_what_is_undone_before_morning_is_never_told(town: Town) -> None:
    town.clock.move(timedelta(hours=14))
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,李强,13800138002", *HAPPY[2:])
    await town.roster(*HAPPY)
    await town.pass_time(hours=9, step=timedelta(minutes=30))
    assert not told(town, "李强") + told(town, "王芳")


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(
            (HAPPY[0], "幸福社区,幸福里,3栋,楼栋长,王芳,13800138001", *HAPPY[2:]), id="word"
        ),
        pytest.param((HAPPY[0], HAPPY[3], HAPPY[2], HAPPY[1]), id="order"),
    ],
)
async def test_who_keeps_a_post_is_told_nothing(town: Town, rows: tuple[str, ...]) -> None:
    before = {name: len(town.person(name).private.from_bot) for name in town.people}
    await town.roster(*rows)
    assert {name: len(town.person(name).private.from_bot) for name in town.people} == before


async def test_nobody_hears_of_a_changed_name(town: Town) -> None:
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "3 栋", "楼长 王芳", "改名"):
        await town.presses("李敏", button, town.person("李敏").private.from_bot[-1])
    await town.writes("李敏", "王芳芳")
    before = len(town.person("王芳").private.from_bot)
    await town.presses("李敏", "确定")
    assert len(town.person("王芳").private.from_bot) == before


async def test_who_is_linked_later_reads_the_same_then(town: Town) -> None:
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,郑洁,13800138007", *HAPPY[2:])
    await town.issues("李敏", WATER, "紧急")
    new = town.person("小洁", phone="+8613800138007")
    new.start()
    await town.settle()
    new.share_contact()
    await town.settle()
    (home,) = town.said("小洁", "认出您了")
    assert said(home) == [
        "郑洁楼长，您好！认出您了：幸福里 3 栋楼长。",
        ANSWERS,
        "眼下有 1 条：#1 今晚停水。",
    ]
    assert not told(town, "小洁")


async def test_somebody_picked_who_can_be_written_to_is_greeted_at_once(town: Town) -> None:
    new = town.person("郑洁")
    new.start()
    await town.settle()
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "3 栋", "楼长 王芳", "换人", "选人"):
        await town.presses("李敏", button, town.person("李敏").private.from_bot[-1])
    town.person("李敏").share_users(new)
    await town.settle()
    await town.presses("李敏", "确定")
    assert told(town, "郑洁") == [
        "郑洁您好，您现在是幸福里 3 栋的楼长，辛苦您了！\n"
        + ANSWERS
        + "\n眼下有 1 条：#1 今晚停水。"
    ]
    assert "（接任前发出）" in town.said("郑洁", "【紧急通知")[0].text


async def test_who_cannot_be_written_to_is_left_alone(town: Town) -> None:
    town.person("吴静").block()
    await town.settle()
    await town.roster(HAPPY[0], "幸福社区,幸福里,3栋,楼长,吴静,13800138006", *HAPPY[2:])
    assert not told(town, "吴静")


@pytest.mark.parametrize(
    ("row", "line"),
    [
        ("幸福社区,幸福里,3栋,副楼长,吴静,13800138006", HELPS),
        ("幸福社区,幸福里,3栋,成员,吴静,13800138006", HELPS),
        (
            "幸福社区,幸福里,,网格长,吴静,13800138006",
            "上面的通知先到您这里，点“收到并转达”，各楼栋才会收到。谁还没回，发 /status 就能看到。",
        ),
        (
            "幸福社区,幸福里,,副书记,吴静,13800138006",
            (
                "上面的通知，您也可以转达：点“收到并转达”，各楼栋就会收到。"
                "谁还没回，发 /status 就能看到。"
            ),
        ),
        (
            "幸福社区,,,专员,吴静,13800138006",
            "要发通知，直接写给我就行。/status 看谁回复了，/gaps 看还缺什么。",
        ),
        (
            "幸福社区,,,督导,吴静,13800138006",
            "卡住的事我会告诉您，平时看汇总就好。要发通知，直接写给我；/status 看谁回复了。",
        ),
    ],
)
async def test_each_post_says_what_it_means(town: Town, row: str, line: str) -> None:
    await town.roster(
        "幸福社区,,,督导,周明,13800138008", "幸福社区,,,专员,李敏,13800138009", *HAPPY, row
    )
    (text,) = told(town, "吴静")
    assert text.splitlines()[-1] == line
    assert row.split(",")[3] in text.splitlines()[0]


async def test_a_new_liaison_reads_what_is_running(town: Town) -> None:
    for number in range(1, 5):
        await town.issues("李敏", f"第{number}件事\n请储水。", "紧急")
    await town.roster(
        "幸福社区,,,督导,周明,13800138008",
        "幸福社区,,,专员,李敏,13800138009",
        "幸福社区,,,专员,吴静,13800138006",
    )
    assert "眼下有 4 条：" in told(town, "吴静")[0]
    assert "和另外 1" in told(town, "吴静")[0] or "等" in told(town, "吴静")[0]


@pytest.mark.parametrize(
    ("language", "new", "former", "both"),
    [
        (
            "zh-hant",
            "您現在是幸福里 3 栋的樓長，辛苦您了！",
            "您已卸任幸福里 3 栋樓長，感謝您的付出！",
            "您已卸任幸福里 5 栋樓長，感謝您的付出！現在您是幸福里 4 栋的樓長，辛苦您了！",
        ),
        (
            "en",
            "You are Building lead of 幸福里 3 栋 now. Thank you for taking it on!",
            "You are no longer 幸福里 3 栋 Building lead. Thank you for all you have done!",
            (
                "You are no longer 幸福里 5 栋 Building lead: thank you for all you have done!"
                " You are Building lead of 幸福里 4 栋 now. Thank you for taking it on!"
            ),
        ),
    ],
)
async def test_in_everybodys_language(
    town: Town, language: str, new: str, former: str, both: str
) -> None:
    words = {"zh-hant": "繁體中文", "en": "English"}
    for name in ("王芳", "吴静", "赵敏"):
        await town.writes(name, "/language")
        await town.presses(name, words[language])
    await town.roster(
        HAPPY[0],
        "幸福社区,幸福里,3栋,楼长,吴静,13800138006", "幸福社区,幸福里,4栋,楼长,赵敏,13800138003",
        "幸福社区,幸福里,5栋,楼长,李强,13800138002",
    )  # fmt: skip
    for name, line in (("吴静", new), ("王芳", former), ("赵敏", both)):
        (text,) = [m.text for m in town.person(name).private.from_bot if line in m.text]
        assert line in text.splitlines()[0]


async def test_a_removed_building_thanks_its_lead(town: Town) -> None:
    await town.roster(*HAPPY[:3])
    assert told(town, "赵敏") == ["您已卸任幸福里 5 栋楼长，感谢您的付出！"]
