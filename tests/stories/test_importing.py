"""The liaison sends the office's list to the bot."""

from __future__ import annotations

import io

import xlsxwriter

from bot.sheets import read_sheet
from tests.store.test_roster import TIERS
from tests.stories.town import Town, newest

BRANCH = [
    ["社区", "小区", "楼栋", "职务", "姓名", "手机"],
    ["幸福社区", "幸福里", "", "书记", "陈刚", ""],
    ["", "", "3栋", "楼长", "王芳", "13800138003"],
    ["", "", "4栋", "楼长", "郑洁", "138 0013 8004"],
    ["", "", "5 幢", "楼长", "赵敏", ""],
    ["", "", "6栋", "楼长", "", ""],
]


def workbook(rows: list[list[str]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("名单")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


async def sends(town: Town, name: str, rows: list[list[str]], caption: str | None = None) -> None:
    person = town.person(name)
    person.send_document(person.private, "楼长名单.xlsx", workbook(rows), caption=caption)
    await town.settle()


async def test_from_the_file_to_the_changed_roster(town: Town) -> None:
    await sends(town, "李敏", BRANCH)
    asked = newest(town, "李敏")
    assert asked.text.endswith("请问是导入名单、收表，还是作为通知发送？")
    await town.presses("李敏", "导入", asked)
    assert newest(town, "李敏") is asked
    assert asked.text.splitlines() == [
        "楼长名单.xlsx · 共 5 行",
        "新责任区 1 个：幸福里 6 栋",
        "新人员 1 位：郑洁",
        "新岗位 1 个、上任 1 人次、改姓名或电话 1 位",
        "",
        "换人：幸福里 4 栋 楼长 李强 → 郑洁",
        "第 3 行改了电话：王芳",
        "",
        "点“应用”之前什么都不会变。",
    ]
    assert await town.presses("李敏", "应用", asked) == "名单已更新。"
    assert asked.text.startswith("好了，名单已更新。")
    assert asked.buttons == []
    await sends(town, "李敏", BRANCH)
    await town.presses("李敏", "导入")
    assert newest(town, "李敏").text == "楼长名单.xlsx：名单已经是这样了，不用改。"


async def test_a_second_lead_beside_one_who_stays_because_of_an_unreadable_row(town: Town) -> None:
    new = ["", "", "3栋", "楼长", "郑洁", ""]
    unreadable = ["", "", "5栋", "看门人", "赵敏", ""]
    await sends(town, "李敏", [*BRANCH[:2], new, *BRANCH[3:4], unreadable])
    await town.presses("李敏", "导入")
    said = newest(town, "李敏").text
    assert "同一岗位两位：幸福里 3 栋 楼长 王芳、郑洁" in said
    assert "有没法处理的行的小区，不会减少任何人。" in said


async def test_a_new_lead_gets_the_open_card_by_import(town: Town) -> None:
    await town.issues("李敏", "今晚停水", "紧急")
    await sends(town, "李敏", BRANCH)
    await town.presses("李敏", "导入")
    await town.presses("李敏", "应用")
    assert "您已卸任" in town.said("李强", "停水")[-1].text


async def test_a_file_as_a_notice(town: Town) -> None:
    await sends(town, "李敏", BRANCH, caption="请各楼长核对名单")
    await town.presses("李敏", "作为通知发送")
    await town.presses("李敏", "发送")
    await town.pass_time(minutes=2)
    assert town.said("陈刚", "请各楼长核对名单")


async def test_the_roster_goes_out_to_the_liaison_alone(town: Town) -> None:
    await town.writes("李敏", "/roster")
    await town.presses("李敏", "导出名单")
    sent = newest(town, "李敏")
    assert sent.media is not None
    assert "请妥善保管" in sent.text
    sheet = read_sheet(sent.media.file.data, sent.media.file.name, TIERS)
    assert len(sheet.rows) == 9


async def test_other_people_are_not_asked(town: Town) -> None:
    before = len(town.person("陈刚").private.from_bot)
    await sends(town, "陈刚", BRANCH)
    assert not any("导入" in m.text for m in town.person("陈刚").private.from_bot[before:])


async def test_what_is_to_be_mended_is_in_the_preview(town: Town) -> None:
    rows = [*BRANCH[:3], ["", "", "4栋", "楼栋长", "郑洁（代）", "13800138004（儿子代接）"]]
    rows += [["", "", "5栋", "楼长", "赵敏", "138****0012"]]
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    said = newest(town, "李敏").text
    assert "要补 2 处" in said
    assert "第 4 行要补：郑洁：号码旁边的“儿子代接”记到备注里了" in said
    assert "第 5 行要补：赵敏的“138****0012”不是能用的号码" in said


async def test_a_range_of_buildings_is_asked_by_buttons(town: Town) -> None:
    await sends(town, "李敏", [*BRANCH, ["", "", "7-9栋", "楼长", "钱多", ""]])
    await town.presses("李敏", "导入")
    asked = newest(town, "李敏")
    assert "“7-9栋”是几栋楼（7栋、8栋、9栋），还是一栋就叫这个名字？" in asked.text
    await town.presses("李敏", "是几栋楼", asked)
    assert "新责任区 4 个：幸福里 6、7、8、9 栋" in newest(town, "李敏").text


async def test_two_leads_in_one_cell_are_asked(town: Town) -> None:
    rows = [*BRANCH[:4], ["", "", "5栋", "楼长", "赵敏/钱多", ""], BRANCH[5]]
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    asked = newest(town, "李敏")
    assert "赵敏、钱多 写在同一个岗位里" in asked.text
    await town.presses("李敏", "后一位是副职", asked)
    assert "新人员 2 位：郑洁、钱多" in newest(town, "李敏").text


async def test_a_post_goes_by_the_offices_own_word(town: Town) -> None:
    rows = [BRANCH[0], ["幸福社区", "幸福里", "", "网格长", "陈刚", ""], *BRANCH[2:]]
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    assert "改岗位名称 1 处" in newest(town, "李敏").text
    await town.presses("李敏", "应用")
    await town.writes("陈刚", "/start")
    assert "陈刚网格长" in newest(town, "陈刚").text


async def test_the_empty_table_is_sent_to_who_may_import(town: Town) -> None:
    await town.writes("李敏", "/roster")
    await town.presses("李敏", "空白表")
    sent = newest(town, "李敏")
    assert sent.media is not None
    assert sent.media.file.name == "名单空白表.xlsx"
    await town.writes("陈刚", "/roster")
    assert "空白表" not in str(newest(town, "陈刚").buttons)


async def test_phones_to_be_put_in_are_a_page_of_the_gaps(town: Town) -> None:
    rows = [*BRANCH[:3], ["", "", "4栋", "楼长", "郑洁", "无"]]
    rows += [["", "", "5栋", "楼长", "钱多", "138****0005"], BRANCH[5]]
    await sends(town, "李敏", rows)
    await town.presses("李敏", "导入")
    await town.presses("李敏", "应用")
    await town.writes("李敏", "/gaps")
    assert "电话要补 2" in newest(town, "李敏").text
    await town.presses("李敏", "电话要补")
    await town.pass_time(seconds=4)
    said = newest(town, "李敏").text
    assert "幸福里 4 栋 郑洁" in said
    assert "幸福里 5 栋 钱多" in said
    await town.presses("李敏", "导出名单")
    assert newest(town, "李敏").media is not None
