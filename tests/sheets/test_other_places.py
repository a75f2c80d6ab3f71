"""Tables as offices of other places keep them: Hong Kong, Macao, Taiwan, Singapore, villages."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.customs import Customs
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from tests.roster.apply import apply_to
from tests.roster.sample import NOBODY, TIERS
from tests.roster.words import mends, seats
from tests.sheets.files import book, fill, table, text
from tests.sheets.test_shapes import Shape

SHAPES = (
    Shape(
        "a building of Macao with blocks, its owners and its property company",
        """
        大廈名稱,座別,管理委員會主席,電話,管理公司,電話
        祐漢新村,第一座,歐陽先生,6612 3401,安居物業管理,2845 1234
        祐漢新村,第二座,Fernandes,+853 6612 3402,安居物業管理,2845 1234
        祐漢新村,第三座,,,安居物業管理,2845 1234
        """,
        (
            "祐漢/祐漢新村 property 管理公司: 安居物業管理 +85328451234",
            "祐漢/祐漢新村 owners 管理委員會主席: 歐陽先生 +85366123401",
            "祐漢/祐漢新村 owners 管理委員會主席: Fernandes +85366123402",
        ),
        mends=(
            "row 2 phone_landline 安居物業管理",
            "row 3 phone_landline 安居物業管理",
            "row 4 phone_landline 安居物業管理",
        ),
        customs=Customs("MO", community="祐漢"),
    ),
    Shape(
        "a li of Taiwan with a landline and a mobile column",
        """
        臺中市東區公所 里鄰長名冊,,,,,
        里別,鄰別,鄰長姓名,連絡電話,手機,備註
        泉源里,1,林阿土,04-22123401,0912-345-601,
        泉源里,2,陳金花女士,,0912345602,
        泉源里,3,出缺,,,
        泉源里,4,王進財,(04)2212-3404,,
        東英里,1,李 美,,0912 345 605,
        """,
        (
            "泉源里/1 lead 鄰長: 林阿土 +886912345601",
            "泉源里/2 lead 鄰長: 陳金花女士 +886912345602",
            "泉源里/3 lead 鄰長: -",
            "泉源里/4 lead 鄰長: 王進財 +886422123404",
            "東英里/1 lead 鄰長: 李美 +886912345605",
        ),
        mends=("row 6 phone_landline 王進財",),
        customs=Customs("TW", community=""),
    ),
    Shape(
        "a zone of Singapore whose constituency is in the settings",
        """
        S/N,RC Zone,Block,Block Rep,Contact No.,Remarks
        1,Zone 1,Blk 123,Mdm Tan Ah Lian,9123 4801,
        2,Zone 1,Blk 123A,Mr Rajan s/o Muthu,+65 8123 4802,Tamil
        3,Zone 1,Blk 124,Vacant,,
        4,Zone 2,Blk 201,Siti binte Ahmad,91234804,WhatsApp
        """,
        (
            "Sunshine GRC/Zone 1/Blk 123 lead Block Rep: Mdm Tan Ah Lian +6591234801",
            "Sunshine GRC/Zone 1/Blk 123A lead Block Rep: Mr Rajan s/o Muthu +6581234802 (Tamil)",
            "Sunshine GRC/Zone 1/Blk 124 lead Block Rep: -",
            "Sunshine GRC/Zone 2/Blk 201 lead Block Rep: Siti binte Ahmad +6591234804 (WhatsApp)",
        ),
        customs=Customs("SG", community="Sunshine GRC"),
    ),
    Shape(
        "stairwells of Shanghai, each numbered in a lane",
        """
        序号,居委会,小区名称,楼组号,楼组长,联系方式,党员,备注
        1,梅园一居,梅园新村,12弄1号,沈阿姨,13800000901,是,
        2,梅园一居,梅园新村,12弄2号,顾建国,13800000902 / 021-58390902,否,
        3,梅园一居,梅园新村,12弄3-5号,陆明,13800000903,,三个门栋
        4,梅园一居,梅园新村,12弄6号甲,钱师傅(返聘),1380000 0904,,
        5,梅园一居,兰亭苑,3号（高层）,周敏,微信：zhoumin88,,
        """,
        (
            "梅园一居/梅园新村/12弄1号 lead 楼组长: 沈阿姨 +8613800000901",
            "梅园一居/梅园新村/12弄2号 lead 楼组长: 顾建国 +8613800000902 (+862158390902)",
            "梅园一居/梅园新村/12弄3-5号 lead 楼组长: 陆明 +8613800000903 (三个门栋)",
            "梅园一居/梅园新村/12弄6号甲 lead 楼组长: 钱师傅 +8613800000904 (返聘)",
            "梅园一居/兰亭苑/3号（高层） lead 楼组长: 周敏",
        ),
        mends=(
            "row 3 phone_second 顾建国",
            "row 6 phone_unusable 周敏 微信：zhoumin88",
        ),
    ),
    Shape(
        "households of a village below their group, and nobody but a word on who stands in",
        """
        XX镇李家村村民小组长及联户长花名册,,,,,,
        行政村,村民小组,组长,电话,联户长,电话,联系户数
        李家村,一组,李大山,13800001001,李二娃,13800001002,15户
        ,,,,李三妹,13800001003,12户
        李家村,二组,王老五,13800001004,王六,暂无手机,18户
        李家村,三组,（暂缺，由村支书代管）,,赵七,13800001006,9户
        """,
        (
            "李家村/一组 lead 组长: 李大山 +8613800001001",
            "李家村/一组 helper 联户长: 李二娃 +8613800001002",
            "李家村/一组 helper 联户长: 李三妹 +8613800001003",
            "李家村/二组 lead 组长: 王老五 +8613800001004",
            "李家村/二组 helper 联户长: 王六",
            "李家村/三组 lead 组长: - (由村支书代管)",
            "李家村/三组 helper 联户长: 赵七 +8613800001006",
        ),
        mends=("row 5 phone_missing 王六 暂无手机",),
    ),
    Shape(
        "the stairwell in a column of its own",
        """
        社区,网格,楼号,门号,楼门长,电话
        和平里社区,第一网格,1号楼,1门,孙大爷,84210001
        和平里社区,第一网格,1号楼,2门,周桂兰,13800001102
        和平里社区,第一网格,2号楼,1门,,
        和平里社区,第二网格,5号楼,3门,吴静（新）,13800001104
        """,
        (
            "和平里社区/第一网格/1号楼 helper 楼门长: 孙大爷 (1门)",
            "和平里社区/第一网格/1号楼 helper 楼门长: 周桂兰 +8613800001102 (2门)",
            "和平里社区/第二网格/5号楼 helper 楼门长: 吴静 +8613800001104 (3门；新)",
        ),
        mends=("row 2 phone_unusable 孙大爷 84210001",),
    ),
    Shape(
        "owners of an urban village, with a bracket in the heading",
        """
        社區,網格編號,門牌號碼,樓長(業主),電話,協管員,電話
        石牌社區,網格01,朝陽北街3號,池伯,13800001201,阿強,13800001202
        石牌社區,網格01,朝陽北街5號,董生,13800001203(太太),阿強,13800001202
        石牌社區,網格02,龍躍大街12-14號,池有財,13800001204、13800001205,阿明,13800001206
        """,
        (
            "石牌社區/網格01/朝陽北街3號 lead 樓長: 池伯 +8613800001201",
            "石牌社區/網格01/朝陽北街3號 helper 協管員: 阿強 +8613800001202",
            "石牌社區/網格01/朝陽北街5號 lead 樓長: 董生 +8613800001203 (太太)",
            "石牌社區/網格01/朝陽北街5號 helper 協管員: 阿強 +8613800001202",
            "石牌社區/網格02/龍躍大街12-14號 lead 樓長: 池有財 +8613800001204 (13800001205)",
            "石牌社區/網格02/龍躍大街12-14號 helper 協管員: 阿明 +8613800001206",
        ),
        mends=(
            "row 3 phone_words 董生 太太",
            "row 4 phone_second 池有財",
        ),
    ),
    Shape(
        "name and number in one cell",
        """
        社区,小区,楼栋,楼长姓名及电话,副楼长（电话）
        阳光社区,锦绣园,1#楼,张三 13800001301,李四（13800001302）
        阳光社区,锦绣园,2#楼,王五13800001303,无
        阳光社区,锦绣园,3#楼,待定,赵六 139****1305
        """,
        (
            "阳光社区/锦绣园/1#楼 lead 楼长: 张三 +8613800001301",
            "阳光社区/锦绣园/1#楼 deputy 副楼长: 李四 +8613800001302",
            "阳光社区/锦绣园/2#楼 lead 楼长: 王五 +8613800001303",
            "阳光社区/锦绣园/3#楼 lead 楼长: -",
            "阳光社区/锦绣园/3#楼 deputy 副楼长: 赵六",
        ),
        mends=("row 4 phone_unusable 赵六 139****1305",),
    ),
    Shape(
        "a number of nobody is said",
        """
        屋苑,座,樓層代表（低層）,電話,樓層代表（高層）,電話,管業處電話
        麗湖居,1座,陳志明,9234 5601,李麗珍,9234 5602,2456 7001
        麗湖居,2座,從缺,,吳廣發 (業委),9234 5604,2456 7001
        麗湖居,3座,周太,5234-5605,,,
        """,
        (
            "湖濱/麗湖居/1座 helper 樓層代表: 陳志明 +85292345601",
            "湖濱/麗湖居/1座 helper 樓層代表: 李麗珍 +85292345602",
            "湖濱/麗湖居/2座 helper 樓層代表: 吳廣發 +85292345604 (業委)",
            "湖濱/麗湖居/3座 helper 樓層代表: 周太 +85252345605",
        ),
        mends=("row 1 columns_unread  管業處電話",),
        customs=Customs("HK", community="湖濱"),
    ),
    Shape(
        "estate or building in one heading",
        """
        大廈/屋苑,棟別,業主代表,聯絡號碼,備註
        新益花園,A,梁先生,66123501,
        新益花園,B,Maria Fernandes,6612 3502,葡文
        新益花園,C,待選,,
        """,
        (
            "新橋/新益花園/A helper 業主代表: 梁先生 +85366123501",
            "新橋/新益花園/B helper 業主代表: Maria Fernandes +85366123502 (葡文)",
        ),
        customs=Customs("MO", community="新橋"),
    ),
    Shape(
        "the second phone where the first is blank",
        """
        里,鄰,鄰長,電話(O),電話(H),手機
        忠孝里,第1鄰,李登發,,02-27001234,0922-123-401
        忠孝里,第2鄰,高秋菊,02-27001235,,
        忠孝里,第3鄰,（出缺）,,,
        """,
        (
            "忠孝里/第1鄰 lead 鄰長: 李登發 +886922123401",
            "忠孝里/第2鄰 lead 鄰長: 高秋菊 +886227001235",
            "忠孝里/第3鄰 lead 鄰長: -",
        ),
        mends=("row 3 phone_landline 高秋菊",),
        customs=Customs("TW", community=""),
    ),
    Shape(
        "block leads above what we read are said",
        """
        街道,居民区,块区,块长,块长手机,小区,楼组,楼组长,楼组长手机
        梅陇镇,春申居民区,第一块区,沈芳,13900002001,春申花园,1-8号,吴敏,13900002002
        梅陇镇,春申居民区,第一块区,沈芳,13900002001,春申花园,9号,,
        """,
        ("春申居民区/春申花园/9号 lead 楼组长: -",),
        mends=("row 1 columns_unread  街道、块区、块长、块长手机",),
        asked=1,
    ),
    Shape(
        "long vacant, the community in the settings",
        """
        居委会：莲花居委　　　填表人：某某,,,,
        小区,门牌号,楼组长,固定电话,手机
        莲花公寓,莲花路8弄1号,朱阿婆,64001234,
        莲花公寓,莲花路8弄2号,胡伟,,13900002102
        莲花公寓,莲花路8弄3号,长期空缺,,
        """,
        (
            "莲花居委/莲花公寓/莲花路8弄1号 lead 楼组长: 朱阿婆",
            "莲花居委/莲花公寓/莲花路8弄2号 lead 楼组长: 胡伟 +8613900002102",
            "莲花居委/莲花公寓/莲花路8弄3号 lead 楼组长: -",
        ),
        mends=("row 3 phone_unusable 朱阿婆 64001234",),
        customs=Customs("CN", community="莲花居委"),
    ),
    Shape(
        "as above",
        """
        村名,网格名称,网格长,网格长电话,网格员,网格员电话,包组村干部,备注
        石桥村,石桥村第一网格(1-3组),王大柱,13900002201,刘梅,13900002202,周支书,
        石桥村,石桥村第二网格(4-6组),赵铁牛,13900002203,同上,同上,李文书,
        """,
        (
            "石桥村/石桥村第一网格(1-3组) lead 网格长: 王大柱 +8613900002201",
            "石桥村/石桥村第一网格(1-3组) helper 网格员: 刘梅 +8613900002202",
            "石桥村/石桥村第二网格(4-6组) lead 网格长: 赵铁牛 +8613900002203",
            "石桥村/石桥村第二网格(4-6组) helper 网格员: 刘梅 +8613900002202",
        ),
        mends=("row 1 columns_unread  包组村干部",),
    ),
    Shape(
        "whose buildings stand right of the name",
        """
        社区,小区,楼长,负责楼栋,联系电话
        阳光社区,紫荆园,韩梅,1号楼、2号楼,13900002401
        阳光社区,紫荆园,李雷,3-5号楼,13900002402
        阳光社区,紫荆园,杨光,6号楼1-3单元,13900002403
        """,
        (
            "阳光社区/紫荆园/1号楼 lead 楼长: 韩梅 +8613900002401",
            "阳光社区/紫荆园/2号楼 lead 楼长: 韩梅 +8613900002401",
            "阳光社区/紫荆园/6号楼 lead 楼长: 杨光 +8613900002403 (1-3单元)",
        ),
        asked=1,
    ),
    Shape(
        "NA and to be appointed",
        """
        Division,Precinct,Block No.,Block Leader,Mobile No.,Deputy Leader,Mobile No.
        Tampines,Precinct A,Blk 801,Ong Mei Ling,9345 6711,Kumar,9345 6712
        Tampines,Precinct A,Blk 802,Ong Mei Ling,9345 6711,NA,
        Tampines,Precinct A,Blk 803,To be appointed,,,
        """,
        (
            "Tampines/Precinct A/Blk 801 lead Block Leader: Ong Mei Ling +6593456711",
            "Tampines/Precinct A/Blk 801 deputy Deputy Leader: Kumar +6593456712",
            "Tampines/Precinct A/Blk 802 lead Block Leader: Ong Mei Ling +6593456711",
            "Tampines/Precinct A/Blk 803 lead Block Leader: -",
        ),
        customs=Customs("SG", community=""),
    ),
    Shape(
        "whose name and number stand in one cell, in a column a role",
        """
        ××街道幸福社区网格化管理一览表,,,,,,
        社区,网格,网格员姓名及联系电话,包含楼栋,楼栋长姓名及联系电话,备注
        幸福社区,一网格,王小丫13700001401,1号楼,刘一手13700001402,
        ,,,2号楼,待定,
        ,二网格,李大胆 13700001403,3号楼,赵本山（13700001404）,
        """,
        (
            "幸福社区/一网格 helper 网格员: 王小丫 +8613700001401",
            "幸福社区/一网格/1号楼 lead 楼栋长: 刘一手 +8613700001402",
            "幸福社区/一网格/2号楼 lead 楼栋长: -",
            "幸福社区/二网格 helper 网格员: 李大胆 +8613700001403",
            "幸福社区/二网格/3号楼 lead 楼栋长: 赵本山 +8613700001404",
        ),
    ),
    Shape(
        "stairwells of their own beside one lead",
        """
        社区,小区,楼号,单元,单元长,电话,楼长,电话
        铁西社区,铁西花园,5#,1,于得水,13700001601,马得草,13700001600
        铁西社区,铁西花园,5#,2,牛得力,13700001602,马得草,13700001600
        铁西社区,铁西花园,5#,3,,,马得草,13700001600
        """,
        (
            "铁西社区/铁西花园/5# lead 楼长: 马得草 +8613700001600",
            "铁西社区/铁西花园/5# helper 单元长: 于得水 +8613700001601 (1单元)",
            "铁西社区/铁西花园/5# helper 单元长: 牛得力 +8613700001602 (2单元)",
        ),
    ),
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.what)
def test_a_table_of_another_place(shape: Shape) -> None:
    sheet = read_sheet(text(shape.lines), "x.csv", TIERS, shape.customs)
    found = compare(sheet, NOBODY, TIERS, customs=shape.customs)
    after = apply_to(NOBODY, found)
    assert found.faults == ()
    assert (seats(after), mends(found)) == (list(shape.seats), list(shape.mends))
    assert len(found.questions) == shape.asked
    if not shape.asked:
        assert compare(sheet, after, TIERS, customs=shape.customs).is_empty


def test_further_tables_of_a_workbook_are_named() -> None:
    lines = table("社区,小区,楼长,楼栋\n阳光社区,一期,甲一,1栋")

    def more(made: object, _sheet: object) -> None:
        fill(made.add_worksheet("说明"), [["请勿改动表头"]])  # type: ignore[attr-defined]
        fill(made.add_worksheet("二期"), lines)  # type: ignore[attr-defined]

    sheet = read_sheet(book(lines, change=more), "x.xlsx", TIERS)
    assert [(each.reason, each.facts) for each in sheet.mends] == [
        ("sheets_unread", {"said": "二期"})
    ]


def test_a_role_without_the_column_of_its_tier_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_sheet(text("社区,小区,楼长,电话\n阳光社区,一期,甲一,13800000001"), "x.csv", TIERS)
    assert (refused.value.reason, refused.value.facts) == ("missing_columns", {"columns": "楼栋"})


def test_a_bracket_on_a_line_of_its_own_belongs_to_the_name() -> None:
    lines = [["社区", "小区", "楼栋", "楼长"], ["阳光社区", "一期", "1栋", "马良\n（兼管2栋）"]]
    found = compare(read_sheet(book(lines), "x.xlsx", TIERS), NOBODY, TIERS)
    assert seats(apply_to(NOBODY, found)) == ["阳光社区/一期/1栋 lead 楼长: 马良 (兼管2栋)"]


@pytest.mark.parametrize(
    "lines",
    [
        "社区,小区,楼栋,楼长,电话,包楼干部,电话\n阳光社区,一期,1栋,甲一,,陈二,13800000002",
        "社区,小区,楼栋,职务,姓名,手机,家属,电话\n阳光社区,一期,1栋,楼长,甲一,,乙,13800000002",
    ],
)
def test_a_blank_phone_is_not_filled_with_somebody_elses(lines: str) -> None:
    found = compare(read_sheet(text(lines), "x.csv", TIERS), NOBODY, TIERS)
    assert seats(apply_to(NOBODY, found)) == ["阳光社区/一期/1栋 lead 楼长: 甲一"]
