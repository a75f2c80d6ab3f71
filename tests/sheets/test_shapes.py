"""Tables in the shapes offices, estates and committees use; the people in them are invented."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from bot.roster.customs import USUAL, Customs, OwnWord
from bot.roster.model import PostKind
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from tests.roster.apply import apply_to
from tests.roster.sample import NOBODY, TIERS
from tests.roster.words import mends, seats
from tests.sheets.files import book, table, text


@dataclass(frozen=True)
class Shape:
    """A table, the seats it must make, and what is to be mended or asked in it."""

    what: str
    lines: str
    seats: tuple[str, ...]
    mends: tuple[str, ...] = ()
    asked: int = 0
    customs: Customs = USUAL


SHAPES = (
    Shape(
        "a title, the date of the table, numbers and columns nobody asked for",
        """
        阳光社区楼栋长公示表,,,,,,
        填表日期：2026年3月,,,,,,
        序号,社区,小区,楼栋号,户数,楼栋长姓名,联系电话
        1,阳光社区,幸福里,1栋,36,甲一,13800000001
        2,阳光社区,幸福里,2栋,48,甲二,13800000002
        合计,,,,84,,
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼栋长: 甲一 +8613800000001",
            "阳光社区/幸福里/2栋 lead 楼栋长: 甲二 +8613800000002",
        ),
    ),
    Shape(
        "headings of two lines, the role above name and phone",
        """
        社区,小区,楼栋,楼长,,副楼长,
        ,,,姓名,电话,姓名,电话
        阳光社区,幸福里,1栋,甲一,13800000001,乙一,13800000002
        ,,2栋,甲二,13800000003,,
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/1栋 deputy 副楼长: 乙一 +8613800000002",
            "阳光社区/幸福里/2栋 lead 楼长: 甲二 +8613800000003",
        ),
    ),
    Shape(
        "the phones of all roles at the end",
        """
        社区,小区,楼栋,楼长,副楼长,楼长电话,副楼长电话
        阳光社区,幸福里,1栋,甲一,乙一,13800000001,13800000002
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/1栋 deputy 副楼长: 乙一 +8613800000002",
        ),
    ),
    Shape(
        "one lead and three helpers, each a column with a number",
        """
        社区,小区,楼栋,楼长,电话,成员1,电话,成员2,电话,成员3,电话
        阳光社区,幸福里,1栋,甲一,13800000001,乙一,13800000002,乙二,,,
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/1栋 helper 成员: 乙一 +8613800000002",
            "阳光社区/幸福里/1栋 helper 成员: 乙二",
        ),
    ),
    Shape(
        "all units on the left, all roles on the right",
        """
        社区,网格,楼栋,网格长,联系电话,楼长,联系电话
        阳光社区,第一网格,1栋,张一,13800000101,王一,13800000103
        阳光社区,第一网格,2栋,张一,13800000101,王二,13800000104
        """,
        (
            "阳光社区/第一网格 lead 网格长: 张一 +8613800000101",
            "阳光社区/第一网格/1栋 lead 楼长: 王一 +8613800000103",
            "阳光社区/第一网格/2栋 lead 楼长: 王二 +8613800000104",
        ),
    ),
    Shape(
        "the community's secretary in every row",
        """
        社区,社区书记,电话,小区,小区专员,电话,楼栋,楼长,电话
        阳光社区,赵一,13800000201,幸福里,钱一,13800000202,1栋,甲一,13800000001
        阳光社区,赵一,13800000201,和平里,钱二,13800000203,1栋,甲二,13800000002
        """,
        (
            "阳光社区 lead 社区书记: 赵一 +8613800000201",
            "阳光社区/幸福里 liaison 小区专员: 钱一 +8613800000202",
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/和平里 liaison 小区专员: 钱二 +8613800000203",
            "阳光社区/和平里/1栋 lead 楼长: 甲二 +8613800000002",
        ),
    ),
    Shape(
        "names without any phone",
        """
        社区,小区,楼栋,楼长
        阳光社区,幸福里,1栋,甲一
        ,,2栋,甲二
        """,
        ("阳光社区/幸福里/1栋 lead 楼长: 甲一", "阳光社区/幸福里/2栋 lead 楼长: 甲二"),
    ),
    Shape(
        "one row a post, sex and party between name and phone",
        """
        社区,小区,楼栋,岗位,姓名,性别,政治面貌,手机号码,备注
        阳光社区,幸福里,1栋,楼长,甲一,女,党员,13800000001,退休教师
        """,
        ("阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001 (退休教师)",),
    ),
    Shape(
        "the branch's own party words",
        """
        社区,小区,楼栋,职务,姓名,电话
        阳光社区,幸福里,,幸福里党支部书记,钱一,13800000202
        ,,,支部委员,钱二,
        ,,1栋,楼栋长（党员）,甲一,13800000001
        """,
        (
            "阳光社区/幸福里 lead 幸福里党支部书记: 钱一 +8613800000202",
            "阳光社区/幸福里 helper 支部委员: 钱二",
            "阳光社区/幸福里/1栋 lead 楼栋长: 甲一 +8613800000001 (党员)",
        ),
    ),
    Shape(
        "stairwells, each with somebody of its own",
        """
        社区,小区,楼栋,职务,姓名,电话
        阳光社区,幸福里,5栋1单元,单元长,甲一,13800000001
        阳光社区,幸福里,5栋2单元,单元长,甲二,13800000002
        阳光社区,幸福里,5栋,楼长,甲三,13800000003
        """,
        (
            "阳光社区/幸福里/5栋 lead 楼长: 甲三 +8613800000003",
            "阳光社区/幸福里/5栋 helper 单元长: 甲一 +8613800000001 (1单元)",
            "阳光社区/幸福里/5栋 helper 单元长: 甲二 +8613800000002 (2单元)",
        ),
    ),
    Shape(
        "one lead for a list of buildings, in the leads-only shape",
        """
        社区,小区,楼栋,楼长姓名,电话
        阳光社区,幸福里,1、2、3栋,甲一,13800000001
        阳光社区,幸福里,5号楼和6号楼,甲二,13800000002
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/2栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/3栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/5号楼 lead 楼长: 甲二 +8613800000002",
            "阳光社区/幸福里/6号楼 lead 楼长: 甲二 +8613800000002",
        ),
    ),
    Shape(
        "a compound that numbers its buildings 3-1, 3-2, 3-5",
        """
        社区,小区,楼栋,楼长姓名,电话
        阳光社区,幸福里,3-1,甲一,
        阳光社区,幸福里,3-2,甲二,
        阳光社区,幸福里,3-5,甲三,
        """,
        (
            "阳光社区/幸福里/3-1 lead 楼长: 甲一",
            "阳光社区/幸福里/3-2 lead 楼长: 甲二",
            "阳光社区/幸福里/3-5 lead 楼长: 甲三",
        ),
    ),
    Shape(
        "a range that may be a name",
        """
        社区,小区,楼栋,楼长姓名,电话
        阳光社区,幸福里,1-3号楼,甲一,
        阳光社区,幸福里,4至5号楼,甲二,
        """,
        ("阳光社区/幸福里/4号楼 lead 楼长: 甲二", "阳光社区/幸福里/5号楼 lead 楼长: 甲二"),
        asked=1,
    ),
    Shape(
        "who has left, in the name and in the note",
        """
        社区,小区,楼栋,职务,姓名,电话,备注
        阳光社区,幸福里,1栋,楼长,甲一（已调走）,13800000001,
        阳光社区,幸福里,2栋,楼长,甲二,13800000002,2026年3月已离任，待补
        阳光社区,幸福里,3栋,楼长,甲三,13800000003,离退休干部
        阳光社区,幸福里,4栋,楼长,甲四,13800000004,已搬走
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: -",
            "阳光社区/幸福里/2栋 lead 楼长: -",
            "阳光社区/幸福里/3栋 lead 楼长: 甲三 +8613800000003 (离退休干部)",
            "阳光社区/幸福里/4栋 lead 楼长: -",
        ),
        (
            "row 2 person_left 甲一 已调走",
            "row 3 person_left 甲二 2026年3月已离任",
            "row 5 person_left 甲四 已搬走",
        ),
    ),
    Shape(
        "two helpers in one cell of a column a role, with their numbers",
        """
        社区,小区,楼栋,楼长,电话,成员,电话
        阳光社区,幸福里,1栋,甲一,13800000001,乙一、乙二,13800000002、13800000003
        """,
        (
            "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
            "阳光社区/幸福里/1栋 helper 成员: 乙一 +8613800000002",
            "阳光社区/幸福里/1栋 helper 成员: 乙二 +8613800000003",
        ),
    ),
    Shape(
        "two leads in one cell are asked",
        """
        社区,小区,楼栋,楼长,电话
        阳光社区,幸福里,1栋,甲一/甲二,13800000001/13800000002
        阳光社区,幸福里,2栋,甲三,
        """,
        ("阳光社区/幸福里/2栋 lead 楼长: 甲三",),
        asked=1,
    ),
    Shape(
        "words for nobody in every role",
        """
        社区,小区,楼栋,楼长,电话,副楼长,电话
        阳光社区,幸福里,1栋,待定,,无,无
        阳光社区,幸福里,2栋,（空缺）,暂无,/,/
        """,
        ("阳光社区/幸福里/1栋 lead 楼长: -", "阳光社区/幸福里/2栋 lead 楼长: -"),
    ),
    Shape(
        "street and committee above",
        """
        村（居）委会,小组,楼栋,楼长姓名,手机
        阳光居委会,一组,1栋,甲一,13800000001
        """.replace("村（居）委会", "居委会").replace("小组", "片区"),
        ("阳光居委会/一组/1栋 lead 楼长: 甲一 +8613800000001",),
    ),
    Shape(
        "the community in the settings, as no column says it",
        """
        小区,楼号,楼长,手机
        幸福里,1号楼,甲一,13800000001
        和平里,1号楼,甲二,13800000002
        """,
        (
            "阳光社区/幸福里/1号楼 lead 楼长: 甲一 +8613800000001",
            "阳光社区/和平里/1号楼 lead 楼长: 甲二 +8613800000002",
        ),
        customs=Customs(community="阳光社区"),
    ),
    Shape(
        "an office number beside the mobile one",
        """
        社区,小区,楼栋,楼长,办公电话,手机
        阳光社区,幸福里,1栋,甲一,0571-83500010,13800000001
        """,
        ("阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",),
    ),
    Shape(
        "property company and owners' committee of a branch",
        """
        社区,小区,楼栋,职务,姓名,电话
        阳光社区,幸福里,,书记,钱一,13800000202
        阳光社区,幸福里,,物业经理,钱二,13800000203
        阳光社区,幸福里,,业委会主任,钱三,13800000204
        """,
        (
            "阳光社区/幸福里 lead 书记: 钱一 +8613800000202",
            "阳光社区/幸福里 property 物业经理: 钱二 +8613800000203",
            "阳光社区/幸福里 owners 业委会主任: 钱三 +8613800000204",
        ),
    ),
    Shape(
        "a column a role, with property company and owners' committee left of the buildings",
        """
        社区,小区,网格长,电话,物业,电话,业委会,电话,楼栋,楼栋长,电话
        阳光社区,幸福里,钱一,13800000202,钱二,0571-83500010,,,1栋,甲一,13800000001
        ,,,,,,,,2栋,甲二,13800000002
        """,
        (
            "阳光社区/幸福里 lead 网格长: 钱一 +8613800000202",
            "阳光社区/幸福里 property 物业: 钱二 +8657183500010",
            "阳光社区/幸福里/1栋 lead 楼栋长: 甲一 +8613800000001",
            "阳光社区/幸福里/2栋 lead 楼栋长: 甲二 +8613800000002",
        ),
        ("row 2 phone_landline 钱二",),
    ),
    Shape(
        "the property company alone, the post in the heading",
        """
        社区,小区,物业经理姓名,联系电话
        阳光社区,幸福里,钱二,13800000203
        """,
        ("阳光社区/幸福里 property 物业经理: 钱二 +8613800000203",),
    ),
    Shape(
        "words of this office alone",
        """
        社区,小区,楼栋,门头,电话
        阳光社区,幸福里,1栋,甲一,13800000001
        """,
        ("阳光社区/幸福里/1栋 lead 门头: 甲一 +8613800000001",),
        customs=Customs(words=(OwnWord(PostKind.LEAD, "门头"),)),
    ),
    Shape(
        "a li of Taiwan, one row a lin",
        """
        里別,里長,電話,鄰別,鄰長,聯絡電話
        民有里,趙八,0933 000 111,第一鄰,王一,0912-345-678
        ,,,第二鄰,李二,02-2345-6789
        """,
        (
            "民有里 liaison 里長: 趙八 +886933000111",
            "民有里/第一鄰 lead 鄰長: 王一 +886912345678",
            "民有里/第二鄰 lead 鄰長: 李二 +886223456789",
        ),
        ("row 3 phone_landline 李二",),
        customs=Customs(region="TW"),
    ),
    Shape(
        "a community of Taiwan with its committee",
        """
        里別,社區,門牌,職稱,姓名,行動電話
        民有里,青田社區,1號,樓長,王一,0912345678
        民有里,青田社區,,主委,陳二,0912345679
        """.replace("社區,", "小區,", 1),
        (
            "民有里/青田社區 owners 主委: 陳二 +886912345679",
            "民有里/青田社區/1號 lead 樓長: 王一 +886912345678",
        ),
        customs=Customs(region="TW"),
    ),
    Shape(
        "an estate of Hong Kong, a column a role",
        """
        屋苑,座數,座長,電話,樓層代表,電話
        康樂花園,第一座,陳一,9123 4567,李二,6123 4568
        康樂花園,第二座,,,,
        """,
        (
            "東區/康樂花園/第一座 lead 座長: 陳一 +85291234567",
            "東區/康樂花園/第一座 helper 樓層代表: 李二 +85261234568",
            "東區/康樂花園/第二座 lead 座長: -",
        ),
        customs=Customs(region="HK", community="東區"),
    ),
    Shape(
        "a building of Macau",
        """
        社區,屋苑,大廈,職務,姓名,電話
        北區,翠湖,A座,樓長,何一,6612 3456
        """,
        ("北區/翠湖/A座 lead 樓長: 何一 +85366123456",),
        customs=Customs(region="MO"),
    ),
    Shape(
        "blocks of Singapore",
        """
        S/N,Constituency,Zone,Block,Block Leader,Contact No.,Floor Leader,Contact No.
        1,Eastview,Zone 1,Blk 101,Tan Ah Kow,9123 4567,Lim Mei (L3),8123 4567
        2,,,Blk 102,Goh Seng,6123 4567,,
        """,
        (
            "Eastview/Zone 1/Blk 101 lead Block Leader: Tan Ah Kow +6591234567",
            "Eastview/Zone 1/Blk 101 helper Floor Leader: Lim Mei (L3) +6581234567",
            "Eastview/Zone 1/Blk 102 lead Block Leader: Goh Seng +6561234567",
        ),
        ("row 3 phone_landline Goh Seng",),
        customs=Customs(region="SG"),
    ),
    Shape(
        "a committee of Singapore, one row a post",
        """
        Community,Zone,Block,Appointment,Name,HP
        Eastview,Zone 1,,RC Chairman,Lee Kim,9123 4567
        ,,Blk 101,Block Representative,Raj s/o Kumar,8123 4567
        """,
        (
            "Eastview/Zone 1 lead RC Chairman: Lee Kim +6591234567",
            "Eastview/Zone 1/Blk 101 lead Block Representative: Raj s/o Kumar +6581234567",
        ),
        customs=Customs(region="SG"),
    ),
    Shape(
        "a number of another country beside local ones",
        """
        社區,屋苑,座數,職務,姓名,電話
        東區,康樂花園,1座,座長,陳一,+86 13800000001
        東區,康樂花園,2座,座長,李二,9123 4567（兒子）
        """,
        (
            "東區/康樂花園/1座 lead 座長: 陳一 +8613800000001",
            "東區/康樂花園/2座 lead 座長: 李二 +85291234567 (兒子)",
        ),
        ("row 3 phone_words 李二 兒子",),
        customs=Customs(region="HK"),
    ),
    Shape(
        "English headings in a column a role",
        """
        Community,Branch,Building,Branch Lead,Phone,Building Lead,Phone
        Sunny,East,1,Ann Lee,13800000001,Bob Ray,13800000002
        """,
        (
            "Sunny/East lead Branch Lead: Ann Lee +8613800000001",
            "Sunny/East/1 lead Building Lead: Bob Ray +8613800000002",
        ),
    ),
    Shape(
        "the title of a deputy in its own column, and a code",
        """
        社区,小区,楼栋,编码,楼长,副楼长,备注
        阳光社区,幸福里,6、7栋,XF-67,甲一,甲二,连体楼
        """,
        (
            "阳光社区/幸福里/6、7栋 lead 楼长: 甲一 (连体楼)",
            "阳光社区/幸福里/6、7栋 deputy 副楼长: 甲二 (连体楼)",
        ),
    ),
    Shape(
        "acting, part-time and full-time",
        """
        社区,网格,楼栋,职务,姓名,电话
        阳光社区,第一网格,,代理网格长,张一,13800000101
        阳光社区,第一网格,,兼职网格员,李一,13800000102
        阳光社区,第一网格,1栋,楼长,王一(代),13800000103
        """,
        (
            "阳光社区/第一网格 lead 代理网格长: 张一 +8613800000101",
            "阳光社区/第一网格 helper 兼职网格员: 李一 +8613800000102",
            "阳光社区/第一网格/1栋 lead 楼长: 王一 +8613800000103 (代)",
        ),
    ),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.what)
def test_a_table_and_its_roster(shape: Shape) -> None:
    data = text(shape.lines)
    found = compare(
        read_sheet(data, "x.csv", TIERS, shape.customs), NOBODY, TIERS, customs=shape.customs
    )
    assert found.faults == ()
    assert (seats(apply_to(NOBODY, found)), mends(found)) == (list(shape.seats), list(shape.mends))
    assert len(found.questions) == shape.asked


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.what)
def test_the_same_table_again_changes_nothing(shape: Shape) -> None:
    sheet = read_sheet(text(shape.lines), "x.csv", TIERS, shape.customs)
    after = apply_to(NOBODY, compare(sheet, NOBODY, TIERS, customs=shape.customs))
    assert compare(sheet, after, TIERS, customs=shape.customs).is_empty


@pytest.mark.parametrize("merged", [True, False])
def test_a_workbook_with_the_roles_merged_above_their_columns(merged: bool) -> None:
    lines = table("""
        社区,网格,网格长,,楼栋,楼长,
        ,,姓名,电话,,姓名,电话
        阳光社区,第一网格,张一,13800000101,1栋,王一,13800000103
        ,,,,2栋,王二,13800000104
    """)
    areas = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:G1", "A3:A4", "B3:B4", "C3:C4", "D3:D4"]
    sheet = read_sheet(book(lines, areas if merged else ()), "x.xlsx", TIERS)
    assert seats(apply_to(NOBODY, compare(sheet, NOBODY, TIERS))) == [
        "阳光社区/第一网格 lead 网格长: 张一 +8613800000101",
        "阳光社区/第一网格/1栋 lead 楼长: 王一 +8613800000103",
        "阳光社区/第一网格/2栋 lead 楼长: 王二 +8613800000104",
    ]
