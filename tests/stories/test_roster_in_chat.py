"""The roster is changed in chat: from /roster and from the gaps, in a few taps."""

from __future__ import annotations

from bot.demo.botapi.messages import Message
from tests.engines import on_both
from tests.stories.test_importing import workbook
from tests.stories.town import Town, labels, newest

WATER = "今晚停水\n请储水。"


async def opens(town: Town, name: str, *buttons: str) -> Message:
    """Open /roster and press one button after the other."""
    await town.writes(name, "/roster")
    for button in buttons:
        await town.presses(name, button, newest(town, name))
    return newest(town, name)


async def test_a_liaison_replaces_a_lead_by_typing_a_name_and_a_number(town: Town) -> None:
    seat = await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳")
    assert seat.text.splitlines() == ["幸福社区 › 幸福里 › 3 栋", "楼长 王芳 · 已认领"]
    assert labels(seat) == [
        "换人",
        "空出",
        "改电话",
        "改名",
        "请假",
        "停用",
        "合并",
        "撤岗位",
        "解绑",
        "‹ 返回",
    ]
    await town.presses("李敏", "换人", seat)
    assert newest(town, "李敏").text.splitlines() == [
        "请谁来当幸福里 3 栋楼长？",
        "现在是王芳。",
        "请写姓名，最好带上手机号，一条就行：王芳 13800138000",
    ]
    await town.writes("李敏", "郑洁 13800138004")
    asked = newest(town, "李敏")
    assert asked.text.splitlines() == [
        "换人：幸福里 3 栋 楼长 王芳 → 郑洁",
        "郑洁 138****8004",
        "这样改吗？",
    ]
    assert await town.presses("李敏", "确定", asked) == "改好了。"
    assert newest(town, "李敏").text.startswith("✓ 改好了：幸福里 3 栋楼长现在是郑洁。")
    await town.presses("李敏", "‹ 返回")
    assert newest(town, "李敏").text.endswith("楼长 郑洁 138****8004 · 未认领 · 手工改过")


async def test_a_vacancy_is_filled_from_the_gap_in_four_taps(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,",
                      "幸福社区,幸福里,4栋,楼长,李强", "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip
    await town.writes("陈刚", "/gaps")
    await town.presses("陈刚", "空缺")
    gap = newest(town, "陈刚")
    assert labels(gap) == ["换人 3 栋", "‹ 返回"]
    await town.presses("陈刚", "换人 3 栋")
    assert newest(town, "陈刚") is gap
    assert gap.text.startswith("请谁来当幸福里 3 栋楼长？\n现在空缺。")
    await town.writes("陈刚", "郑洁")
    await town.presses("陈刚", "确定")
    assert "幸福里 3 栋楼长现在是郑洁" in newest(town, "陈刚").text
    await town.presses("陈刚", "‹ 返回")
    assert newest(town, "陈刚").text == "这一类已经补齐了。"


async def test_a_phone_is_mended_from_the_gap(town: Town) -> None:
    await town.roster("幸福社区,幸福里,,书记,陈刚", "幸福社区,幸福里,3栋,楼长,王芳",
                      "幸福社区,幸福里,4栋,楼长,郑洁", "幸福社区,幸福里,5栋,楼长,赵敏")  # fmt: skip
    await town.writes("李敏", "/gaps")
    await town.presses("李敏", "电话要补")
    await town.presses("李敏", "改电话 郑洁")
    assert newest(town, "李敏").text == "郑洁\n请直接写电话号码。"
    await town.writes("李敏", "就是隔壁那位")
    assert "不像电话号码" in newest(town, "李敏").text
    await town.writes("李敏", "138 0013 8004")
    assert newest(town, "李敏").text == "郑洁的电话：138****8004\n这样改吗？"
    await town.presses("李敏", "确定")
    assert newest(town, "李敏").text == "✓ 好了，郑洁的电话记下了。"


async def test_a_post_is_vacated_and_the_former_holder_is_thanked(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await opens(town, "李敏", "幸福里", "5 栋", "楼长 赵敏", "空出")
    assert newest(town, "李敏").text.splitlines() == [
        "空出：幸福里 5 栋 楼长（赵敏）",
        "这样改吗？",
    ]
    await town.presses("李敏", "确定")
    assert "已空出" in newest(town, "李敏").text
    assert "感谢您的付出" in town.said("赵敏", "停水")[0].text
    assert "5 栋暂无楼长" in town.said("陈刚", "停水")[0].text


async def test_a_known_person_is_picked_from_the_roster_and_gets_what_is_open(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "换人", "从名单里选")
    asked = newest(town, "李敏")
    assert "李强 · 幸福里 4 栋楼长" in labels(asked)
    await town.presses("李敏", "吴静 · 和平苑 2 栋楼长", asked)
    await town.presses("李敏", "确定")
    card = town.said("吴静", "【")[-1]
    assert "还等：3、2 栋" in card.text


async def test_a_name_the_roster_has_elsewhere_is_asked_about(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "换人")
    await town.writes("李敏", "吴静")
    asked = newest(town, "李敏")
    assert labels(asked) == ["吴静 · 和平苑 2 栋楼长", "都不是，是新来的", "取消"]
    await town.presses("李敏", "都不是，是新来的", asked)
    assert newest(town, "李敏").text.startswith("换人：幸福里 3 栋 楼长 王芳 → 吴静")
    await town.presses("李敏", "取消")
    assert newest(town, "李敏").text.startswith("幸福社区 › 幸福里 › 3 栋")
    await town.writes("李敏", "今晚停水")
    assert "今晚停水" in newest(town, "李敏").text, "the next words are no name any more"


async def test_a_number_of_somebody_else_is_asked_about(town: Town) -> None:
    await town.roster("幸福社区,和平苑,,书记,孙丽", "幸福社区,和平苑,1栋,楼长,周杰,13800138007",
                      "幸福社区,和平苑,2栋,楼长,吴静")  # fmt: skip
    await opens(town, "李敏", "和平苑", "2 栋", "楼长 吴静", "换人")
    await town.writes("李敏", "周小杰 13800138007")
    asked = newest(town, "李敏")
    assert asked.text == "138****8007 是周杰（和平苑 1 栋楼长）的号码。周小杰是同一个人吗？"
    await town.presses("李敏", "是同一个人", asked)
    assert newest(town, "李敏").text.splitlines()[0] == "换人：和平苑 2 栋 楼长 吴静 → 周杰"


async def test_somebody_is_picked_from_ones_contacts(town: Town) -> None:
    new = town.person("郑洁")
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "换人", "选人")
    assert "请点下面的“选人”" in newest(town, "李敏").text
    town.person("李敏").share_users(new)
    await town.settle()
    asked = newest(town, "李敏")
    assert asked.text.splitlines()[0] == "换人：幸福里 3 栋 楼长 王芳 → 郑洁"
    await town.presses("李敏", "确定", asked)
    new.start()
    await town.settle()
    assert "3 栋楼长" in new.private.from_bot[-1].text, "known as soon as they press Start"


async def test_two_people_change_one_post_at_once(town: Town) -> None:
    for name in ("李敏", "陈刚"):
        path = ("幸福里", "3 栋", "楼长 王芳") if name == "李敏" else ("3 栋", "楼长 王芳")
        await opens(town, name, *path, "换人")
    await town.writes("李敏", "郑洁")
    await town.writes("陈刚", "何伟")
    await town.presses("李敏", "确定")
    assert await town.presses("陈刚", "确定") == "名单刚有变动，请再看一眼。"
    assert newest(town, "陈刚").text.startswith("换人：幸福里 3 栋 楼长 郑洁 → 何伟")
    assert await town.presses("陈刚", "确定") == "改好了。"


async def test_a_branch_lead_changes_buildings_only_and_nobody_ones_own_liaison(town: Town) -> None:
    top = await opens(town, "陈刚")
    assert "书记 陈刚" not in labels(top)
    top = await opens(town, "李敏")
    assert not {"督导 周明", "专员 李敏"} & set(labels(top))


async def test_a_building_and_a_person_are_renamed(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "3 栋", "改名")
    await town.writes("李敏", "4号楼")
    assert newest(town, "李敏").text.startswith("旁边已经有一个4栋了。")
    await town.writes("李敏", "荷花楼")
    asked = newest(town, "李敏")
    assert asked.text == "改名：幸福里 3 栋 → 荷花楼\n这样改吗？"
    await town.presses("李敏", "确定", asked)
    assert newest(town, "李敏").text == "✓ 改好了，现在叫幸福里 荷花楼。"
    await opens(town, "李敏", "幸福里", "荷花楼", "楼长 王芳", "改名")
    await town.writes("李敏", "王芳芳")
    await town.presses("李敏", "确定")
    assert newest(town, "李敏").text == "✓ 改好了，现在叫王芳芳。"


async def test_posts_are_added_by_button_and_by_the_offices_own_word(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "3 栋", "加岗位")
    asked = newest(town, "李敏")
    assert asked.text == "幸福里 3 栋\n加什么岗位？点一个，或者直接写，比如：网格员"
    assert labels(asked) == ["楼长", "副楼长", "成员", "取消"]
    await town.presses("李敏", "副楼长", asked)
    assert asked.text == "加岗位：幸福里 3 栋 副楼长\n这样改吗？"
    await town.presses("李敏", "确定", asked)
    assert asked.text == "✓ 加好了：幸福里 3 栋副楼长，现在空缺。"
    await town.presses("李敏", "换人", asked)
    await town.writes("李敏", "何伟")
    await town.presses("李敏", "确定")
    await opens(town, "李敏", "幸福里", "加岗位")
    await town.writes("李敏", "网格助理")
    await town.presses("李敏", "确定")
    assert "幸福里网格助理，现在空缺" in newest(town, "李敏").text
    await opens(town, "李敏", "幸福里", "加岗位")
    await town.writes("李敏", "看门人")
    assert "不认识“看门人”" in newest(town, "李敏").text


async def test_a_post_is_closed_again(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "撤岗位")
    assert newest(town, "李敏").text.splitlines() == [
        "空出：幸福里 3 栋 楼长（王芳）",
        "撤岗位：幸福里 3 栋 楼长",
        "这样改吗？",
    ]
    await town.presses("李敏", "确定")
    await town.presses("李敏", "‹ 返回")
    assert newest(town, "李敏").text == "幸福社区 › 幸福里 › 3 栋\n这里还没有岗位。"


async def test_buildings_are_added_and_closed(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    await opens(town, "李敏", "幸福里", "加楼栋")
    await town.writes("李敏", "6、7栋")
    assert newest(town, "李敏").text.splitlines() == [
        "新加：幸福里 6 栋",
        "新加：幸福里 7 栋",
        "这样改吗？",
    ]
    await town.presses("李敏", "确定")
    await town.presses("李敏", "‹ 返回")
    assert {"6 栋", "7 栋"} <= set(labels(newest(town, "李敏")))
    await opens(town, "李敏", "幸福里", "加楼栋")
    await town.writes("李敏", "1-3栋")
    assert "是几栋还是一栋" in newest(town, "李敏").text
    await opens(town, "李敏", "幸福里", "5 栋", "撤掉")
    await town.presses("李敏", "确定")
    await town.presses("李敏", "‹ 返回")
    assert "5 栋" not in labels(newest(town, "李敏"))
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["5栋"] == "withdrawn"


@on_both
async def test_a_building_goes_to_another_branch_and_so_does_what_it_is_asked(town: Town) -> None:
    first = await town.group("幸福里楼长群", ["幸福里"], ["陈刚", "王芳", "李强", "赵敏"])
    second = await town.group("和平苑楼长群", ["和平苑"], ["孙丽", "周杰", "吴静", "赵敏"])
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    assert "还等：3、4、5 栋" in town.said(first, "停水")[0].text
    await opens(town, "李敏", "幸福里", "5 栋", "移到")
    asked = newest(town, "李敏")
    assert labels(asked) == ["和平苑", "取消"]
    await town.presses("李敏", "和平苑", asked)
    assert asked.text == "移到：幸福里 5 栋 → 和平苑\n这样改吗？"
    await town.presses("李敏", "确定", asked)
    assert "还等：3、4 栋" in town.said(first, "停水")[0].text
    assert "还等：5、1、2 栋" in town.said(second, "停水")[0].text
    await opens(town, "李敏", "和平苑")
    assert "5 栋" in labels(newest(town, "李敏"))


async def test_what_moves_waits_for_its_new_branch(town: Town) -> None:
    await town.issues("李敏", WATER)
    await town.pass_time(minutes=1)
    assert not town.said("赵敏", "停水")
    await town.presses("孙丽", "收到并转达")
    await opens(town, "李敏", "幸福里", "5 栋", "移到", "和平苑")
    await town.presses("李敏", "确定")
    assert town.said("赵敏", "停水"), "和平苑 has passed it on already"
    await opens(town, "李敏", "和平苑", "2 栋", "移到", "幸福里")
    await town.presses("李敏", "确定")
    await town.presses("陈刚", "收到并转达")
    assert len(town.said("吴静", "停水")) == 1


async def test_somebody_is_taken_out_at_once_and_comes_back(town: Town) -> None:
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    card = town.said("王芳", "停水")[0]
    data = card.button("收到").target
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "停用")
    asked = newest(town, "李敏")
    assert asked.text.splitlines() == ["停用：王芳", "空出：幸福里 3 栋 楼长（王芳）", "这样改吗？"]
    await town.presses("李敏", "确定", asked)
    assert "感谢您的付出" in town.said("王芳", "停水")[0].text
    town.person("王芳").forge(card, data)
    await town.settle()
    rows = await town.rows("targets_of_instruction", instruction_id=1)
    assert {row["name"]: row["state"] for row in rows}["3栋"] != "acknowledged"
    await town.presses("李敏", "‹ 返回")
    seat = newest(town, "李敏")
    assert seat.text.splitlines()[1:] == ["楼长 空缺 · 手工改过", "王芳已停用。"]
    await town.presses("李敏", "恢复 王芳", seat)
    assert seat.text.splitlines() == ["恢复：王芳", "上任：幸福里 3 栋 楼长 王芳", "这样改吗？"]
    await town.presses("李敏", "确定", seat)
    assert seat.text == "✓ 好了，王芳回来了。"
    assert "3 栋" in await town.presses("王芳", "收到", town.said("王芳", "停水")[-1])


async def test_who_comes_back_leaves_alone_what_others_have_taken(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "停用", "确定")
    restore = newest(town, "李敏")
    await town.writes("李敏", "/roster")
    for button in ("幸福里", "3 栋", "楼长 空缺", "换人"):
        await town.presses("李敏", button, newest(town, "李敏"))
    await town.writes("李敏", "郑洁")
    await town.presses("李敏", "确定")
    await town.presses("李敏", "恢复", restore)
    assert restore.text.splitlines() == ["恢复：王芳", "这样改吗？"]
    await town.presses("李敏", "确定", restore)
    await opens(town, "李敏", "幸福里", "3 栋")
    assert newest(town, "李敏").text.splitlines()[1] == "楼长 郑洁 · 未认领 · 手工改过"


async def test_two_entries_of_one_person_become_one(town: Town) -> None:
    await town.roster("幸福社区,和平苑,,书记,孙丽", "幸福社区,和平苑,1栋,楼长,周杰",
                      "幸福社区,和平苑,1栋,成员,赵小敏,13800138006",
                      "幸福社区,和平苑,2栋,楼长,吴静")  # fmt: skip
    await opens(town, "李敏", "和平苑", "1 栋", "成员 赵小敏", "合并")
    asked = newest(town, "李敏")
    assert labels(asked)[0] == "赵敏 · 幸福里 5 栋楼长", "the likest name comes first"
    await town.presses("李敏", "赵敏 · 幸福里 5 栋楼长", asked)
    assert asked.text.splitlines() == [
        "合并：赵小敏并入赵敏",
        "换人：和平苑 1 栋 成员 赵小敏 → 赵敏",
        "赵敏的电话：138****8006",
        "这样改吗？",
    ]
    await town.presses("李敏", "确定", asked)
    await opens(town, "李敏", "和平苑", "1 栋")
    assert "成员 赵敏 138****8006 · 已认领" in newest(town, "李敏").text
    await town.issues("李敏", WATER, "紧急")
    await town.pass_time(minutes=1)
    toast = await town.presses("赵敏", "收到", town.said("赵敏", "停水")[-1])
    assert "5、1 栋收到" in toast, "one press answers for both"


FILE = [
    ["社区", "小区", "楼栋", "职务", "姓名", "手机"],
    ["幸福社区", "幸福里", "", "书记", "陈刚", ""],
    ["", "", "3栋", "楼长", "王芳", ""],
    ["", "", "4栋", "楼长", "李强", ""],
    ["", "", "5栋", "楼长", "赵敏", ""],
]


async def sends_file(town: Town, rows: list[list[str]]) -> Message:
    person = town.person("李敏")
    person.send_document(person.private, "楼长名单.xlsx", workbook(rows))
    await town.settle()
    await town.presses("李敏", "导入")
    return newest(town, "李敏")


async def changes_by_hand(town: Town) -> None:
    """3 栋 gets another lead, 5 栋 is closed."""
    await opens(town, "李敏", "幸福里", "3 栋", "楼长 王芳", "换人")
    await town.writes("李敏", "郑洁")
    await town.presses("李敏", "确定")
    await opens(town, "李敏", "幸福里", "5 栋", "撤掉", "确定")


async def test_a_file_undoes_nothing_changed_by_hand_unasked(town: Town) -> None:
    await changes_by_hand(town)
    await opens(town, "李敏", "幸福里", "3 栋")
    assert "楼长 郑洁 · 未认领 · 手工改过" in newest(town, "李敏").text
    asked = await sends_file(town, FILE)
    assert asked.text.splitlines()[1] == (
        "有 2 处是手工改过的，表格里不一样：3栋 郑洁、5栋。以表格为准吗？"
    )
    assert labels(asked) == ["以表格为准", "保留手工改的", "取消"]
    await town.presses("李敏", "保留手工改的", asked)
    assert asked.text == "楼长名单.xlsx：名单已经是这样了，不用改。"
    asked = await sends_file(town, [*FILE, ["", "", "6栋", "楼长", "何伟", ""]])
    await town.presses("李敏", "保留手工改的", asked)
    assert "何伟" in asked.text
    assert "王芳" not in asked.text
    await town.presses("李敏", "应用", asked)
    await opens(town, "李敏", "幸福里", "3 栋")
    assert "楼长 郑洁 · 未认领 · 手工改过" in newest(town, "李敏").text


async def test_where_the_file_has_the_last_word_it_is_shown_what_that_undoes(town: Town) -> None:
    await changes_by_hand(town)
    asked = await sends_file(town, FILE)
    await town.presses("李敏", "以表格为准", asked)
    assert "换人：幸福里 3 栋 楼长 郑洁 → 王芳 · 手工改过" in asked.text
    assert "幸福里 5 栋" in asked.text
    await town.presses("李敏", "应用", asked)
    await opens(town, "李敏", "幸福里", "3 栋")
    assert newest(town, "李敏").text.splitlines()[1].startswith("楼长 王芳")
    assert "手工改过" not in newest(town, "李敏").text
    await town.presses("李敏", "‹ 返回", newest(town, "李敏"))
    asked = await sends_file(town, FILE)
    assert asked.text == "楼长名单.xlsx：名单已经是这样了，不用改。"


async def test_a_file_that_says_the_same_as_the_hand_asks_nothing(town: Town) -> None:
    await changes_by_hand(town)
    said = [*FILE[:2], ["", "", "3栋", "楼长", "郑洁", ""], FILE[3]]
    asked = await sends_file(town, said)
    assert asked.text == "楼长名单.xlsx：名单已经是这样了，不用改。"


async def test_a_building_moved_by_hand_stays_where_it_is(town: Town) -> None:
    await opens(town, "李敏", "幸福里", "5 栋", "移到", "和平苑", "确定")
    both = [
        *FILE,
        ["", "和平苑", "", "书记", "孙丽", ""],
        ["", "", "1栋", "楼长", "周杰", ""],
        ["", "", "2栋", "楼长", "吴静", ""],
    ]
    asked = await sends_file(town, both)
    await town.presses("李敏", "保留手工改的", asked)
    assert asked.text == "楼长名单.xlsx：名单已经是这样了，不用改。"
