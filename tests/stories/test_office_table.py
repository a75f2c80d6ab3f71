"""The office's own table: sent by an issuer, asked column by column, given back filled in."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from bot.demo.botapi.messages import Message
from tests.sheets.office_tables import typhoon_table
from tests.stories.town import Town, labels, newest


async def _sends(town: Town, name: str, file: str, content: bytes) -> None:
    person = town.person(name)
    person.send_document(person.private, file, content)
    await town.settle()


async def _collected(town: Town, content: bytes, file: str = "防台排查表.xlsx") -> Message:
    await _sends(town, "李敏", file, content)
    await town.presses("李敏", "收表")
    return newest(town, "李敏")


async def _issued(town: Town) -> None:
    for button in ("好了", "紧急", "发送"):
        await town.presses("李敏", button)


def _file(town: Town, name: str) -> bytes:
    media = newest(town, name).media
    assert media is not None
    return media.file.data


async def test_a_table_that_lists_the_units_of_one_branch_goes_to_it_alone(town: Town) -> None:
    await _collected(town, typhoon_table(("幸福里3栋", "幸福里4栋", "幸福里5栋")))
    await town.presses("李敏", "好了")
    assert "发给 1 个小区 3 栋" in newest(town, "李敏").text
    await town.presses("李敏", "取消")
    await _collected(town, typhoon_table())
    await town.presses("李敏", "好了")
    assert "发给 2 个小区 5 栋" in newest(town, "李敏").text, "all are listed"


async def test_a_workbook_comes_back_filled_in(town: Town) -> None:
    blank = typhoon_table()
    shown = await _collected(town, blank)
    assert "《防台排查表.xlsx》要每个责任区填这些" in shown.text
    assert "1. 低洼住户 户数｜数字，单位户，0 到 500" in shown.text
    assert "4. 风险等级｜高/中/低" in shown.text
    assert "不问：低洼住户 小计（自动计算）" in shown.text
    await town.presses("李敏", "6. ⇄ 文字")
    assert "6. 备注｜日期" in newest(town, "李敏").text
    for _ in range(4):
        await town.presses(
            "李敏", next(each for each in labels(newest(town, "李敏")) if "6. ⇄" in each)
        )
    assert "6. 备注｜文字" in newest(town, "李敏").text
    await _issued(town)
    card = town.said("王芳", "防台风隐患排查表")[0]
    await town.writes("王芳", "3 2.5 是 高 今天 地下室积水", reply_to=card)
    await town.presses("周杰", "填报", town.said("周杰", "防台风隐患排查表")[0])
    await town.writes("周杰", "12 0 否 低 昨天 无")
    await town.presses("周杰", "交上去")
    await town.presses("李敏", "文件", town.said("李敏", "已报 2/5")[0])
    sheet = load_workbook(io.BytesIO(_file(town, "李敏")))["排查表"]
    rows = {sheet.cell(row, 2).value: [sheet.cell(row, at).value for at in (3, 4, 6, 7, 9, 10)]
            for row in range(6, 11)}  # fmt: skip
    assert rows == {
        "1栋": [12, 0, "否", "低", "无", None],
        "2栋": [None, None, None, None, None, "未报"],
        "3栋": [3, 2.5, "是", "高", "地下室积水", None],
        "4栋": [None, None, None, None, None, "未报"],
        "5栋": [None, None, None, None, None, "未报"],
    }
    assert f"{sheet['H8'].value:%Y-%m-%d}" == "2026-03-02"
    assert sheet["E8"].value == "=C8+D8"
    await town.writes("陈刚", "/status")
    opened = next(each for each in labels(newest(town, "陈刚")) if each.startswith("#1"))
    await town.presses("陈刚", opened)
    await town.presses("陈刚", "文件")
    own = load_workbook(io.BytesIO(_file(town, "陈刚")))["排查表"]
    assert own["C6"].value is None, "a branch lead sees their own buildings only"
    assert own["C8"].value == 3
    for name, words in (("李强", "1 1 是 中 今天 无"), ("赵敏", "2 1 是 中 今天 无"),
                        ("吴静", "0 0 是 低 今天 无")):  # fmt: skip
        await town.writes(name, words, reply_to=town.said(name, "防台风隐患排查表")[0])
    for name in ("陈刚", "孙丽"):
        await town.presses(name, "收到", town.said(name, "防台风隐患排查表")[0])
    done = town.said("李敏", "5 个责任区已报 5 个，原表填好了。")[-1]
    await town.presses("李敏", "文件", done)
    full = load_workbook(io.BytesIO(_file(town, "李敏")))["排查表"]
    assert [full.cell(row, 10).value for row in range(6, 11)] == [None] * 5
    await _comes_again(town)


async def _comes_again(town: Town) -> None:
    """照上次发 and a template of it carry the table, blank as it was."""
    await town.presses("李敏", "存为模板", town.said("李敏", "防台风隐患排查表")[0])
    await town.presses("李敏", "照上次发", town.said("李敏", "防台风隐患排查表")[0])
    await _again(town, 2)
    await town.writes("李敏", "/templates")
    kept = next(each for each in labels(newest(town, "李敏")) if "防台风" in each)
    await town.presses("李敏", kept)
    await town.presses("李敏", "用这个写一条")
    await _again(town, 3)


async def _again(town: Town, number: int) -> None:
    await town.presses("李敏", "发送")
    card = town.said("李强", f"#{number}】")[-1]
    await town.writes("李强", f"{number} 1 是 中 今天 无", reply_to=card)
    await town.presses("李敏", "文件", town.said("李敏", f"#{number} 《防台风隐患排查表》")[0])
    sheet = load_workbook(io.BytesIO(_file(town, "李敏")))["排查表"]
    assert [sheet.cell(row, 3).value for row in range(6, 11)].count(number) == 1
    assert [sheet.cell(row, 10).value for row in range(6, 11)].count("未报") == 4


async def test_a_long_table_is_asked_in_pages_of_eight(town: Town) -> None:
    heads = ",".join(f"第{n}项数量（个）" for n in range(1, 13))
    table = f"小区,楼栋,{heads}\n幸福里,3栋{',' * 12}\n".encode("gb18030")
    shown = await _collected(town, table, "物资.csv")
    assert "8. 第8项数量" in shown.text
    assert "9. 第9项数量" not in shown.text
    await town.presses("李敏", "下一页 ›")
    assert "12. 第12项数量" in newest(town, "李敏").text
    await town.presses("李敏", "✕", newest(town, "李敏"))
    assert "11. 第12项数量" in newest(town, "李敏").text
    await _issued(town)
    card = town.said("王芳", "《物资》")[0]
    assert "8. 第8项数量" in card.text
    assert "…和另外 3 项" in card.text
    assert "我会一个一个问您" in card.text
    await town.presses("王芳", "填报", card)
    await town.writes("王芳", "1 2 3 4 5 6 7 8")
    assert "9/11" in newest(town, "王芳").text
    await town.writes("王芳", "10 11 12")
    await town.presses("王芳", "改一下")
    await town.presses("王芳", "下一页 ›")
    await town.presses("王芳", "9. 第10项数量 10 个")
    await town.writes("王芳", "90")
    await town.presses("王芳", "交上去")
    await town.presses("李敏", "文件")
    lines = _file(town, "李敏").decode("gb18030").splitlines()
    assert lines[1] == "幸福里,3栋,1,2,3,4,5,6,7,8,,90,11,12"
    assert lines[2].startswith("幸福里,4栋,")
    assert lines[2].endswith(",未报")
    assert {line.split(",")[1] for line in lines[2:]} == {"4栋", "5栋", "1栋", "2栋"}
    await _collected(town, table, "物资.csv")
    await _issued(town)
    await town.presses("王芳", "填报", town.said("王芳", "《物资》")[-1])
    await town.presses("王芳", "全部不变")
    assert "9/12" in newest(town, "王芳").text, "the eight of the page, and no more"


async def test_who_may_collect_and_what_is_refused(town: Town) -> None:
    await _sends(town, "陈刚", "表.csv", "楼栋,户数\n".encode())
    assert labels(newest(town, "陈刚")) == ["收表", "作为通知发送"]
    await _sends(town, "李敏", "表.csv", "事项,户数\n".encode())
    assert labels(newest(town, "李敏")) == ["导入", "收表", "作为通知发送"]
    await town.presses("李敏", "收表")
    assert "没找到写着“楼栋”的表头" in newest(town, "李敏").text
    await _sends(town, "李敏", "表.csv", "楼栋,租客身份证\n".encode())
    await town.presses("李敏", "收表")
    assert "“租客身份证”是住户的个人信息" in newest(town, "李敏").text
    await _sends(town, "李敏", "表.xlsx", b"PK\x03\x04 nothing")
    await town.presses("李敏", "收表")
    assert "文件坏了" in newest(town, "李敏").text


async def test_rows_that_are_no_unit_are_named_before_it_is_sent(town: Town) -> None:
    table = "小区,楼栋,低洼住户（户）\n幸福里,3栋,\n幸福里,33栋,\n外村,1栋,\n和平苑,一号楼,\n"
    shown = await _collected(town, table.encode(), "排查.csv")
    assert "表里这几行没对上名单，会空着：幸福里 33栋、外村 1栋" in shown.text
    await town.presses("李敏", "好了")
    assert "没对上" not in newest(town, "李敏").text
    shown = await _collected(town, "楼栋,户数（户）\n3栋,\n4栋,\n".encode(), "户数.csv")
    assert "没对上" not in shown.text
