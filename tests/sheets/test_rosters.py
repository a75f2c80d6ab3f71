"""The tables of `rosters/`, each with the roster it must make and what is to be mended in it."""

from __future__ import annotations

from pathlib import Path

from bot.roster.customs import USUAL, Customs
from bot.roster.difference import Difference
from bot.roster.model import Roster
from bot.roster.phone import is_landline
from bot.roster.proposal import compare
from bot.sheets import read_sheet
from tests.roster.apply import apply_to
from tests.roster.sample import NOBODY, TIERS
from tests.roster.words import mends, seats

FOLDER = Path(__file__).parent / "rosters"


def compared(
    name: str, customs: Customs = USUAL, answers: dict[str, bool] | None = None
) -> Difference:
    sheet = read_sheet((FOLDER / name).read_bytes(), name, TIERS, customs)
    return compare(sheet, NOBODY, TIERS, answers=answers, customs=customs)


def imported(difference: Difference) -> Roster:
    return apply_to(NOBODY, difference)


def again_changes_nothing(name: str, roster: Roster, customs: Customs = USUAL) -> bool:
    sheet = read_sheet((FOLDER / name).read_bytes(), name, TIERS, customs)
    return compare(sheet, roster, TIERS, customs=customs).is_empty


def test_phones() -> None:
    found = compared("phones.csv")
    assert (found.rows, found.faults, found.questions) == (15, (), ())
    place = "阳光社区/幸福里"
    assert seats(imported(found)) == [
        f"{place}/1栋 lead 楼长: 丁一",
        f"{place}/2栋 lead 楼长: 丁二",
        f"{place}/3栋 lead 楼长: 丁三",
        f"{place}/4栋 lead 楼长: 丁四",
        f"{place}/5栋 lead 楼长: -",
        f"{place}/6栋 lead 楼长: -",
        f"{place}/7栋 lead 楼长: 丁七 +8613800000007 (微信同号)",
        f"{place}/8栋 lead 楼长: 丁八 +8613800000008 (儿子代接)",
        f"{place}/9栋 lead 楼长: 丁九",
        f"{place}/10栋 lead 楼长: 丁十 +8657183500010",
        f"{place}/11栋 lead 楼长: 丁冬",
        f"{place}/12栋 lead 楼长: 丁春",
        f"{place}/13栋 lead 楼长: 丁夏",
        f"{place}/14栋 lead 楼长: 丁秋 +8613800000014 (北；13800000015（南）)",
        f"{place}/15栋 lead 楼长: 丁末 +8613800000016",
    ]
    assert mends(found) == [
        "row 2 phone_missing 丁一 无",
        "row 3 phone_missing 丁二 暂无",
        "row 4 phone_missing 丁三 -",
        "row 5 phone_missing 丁四 /",
        "row 9 phone_words 丁八 儿子代接",
        "row 10 phone_unusable 丁九 1380000009",
        "row 11 phone_landline 丁十",
        "row 12 phone_unusable 丁冬 8350 0011",
        "row 13 phone_unusable 丁春 138****0012",
        "row 14 phone_unusable 丁夏 短号 660013",
        "row 15 phone_words 丁秋 北",
        "row 15 phone_second 丁秋",
        "row 16 phone_rest 丁末 17",
    ]
    assert again_changes_nothing("phones.csv", imported(found))


def test_cells() -> None:
    found = compared("cells.csv")
    place = "阳光社区/幸福里"
    assert found.faults == ()
    assert [(q.kind, q.rows, q.names) for q in found.questions] == [
        ("range_or_name", (9,), ("1-3栋", "1栋、2栋、3栋"))
    ]
    assert seats(imported(found)) == [
        f"{place}/A座 lead 楼长: 甲一 +8613800000001",
        f"{place}/甲3号楼 lead 楼长: 甲三 +8613800000003",
        f"{place}/3-1栋 lead 楼长: 甲五 +8613800000005",
        f"{place}/3-2栋 lead 楼长: 甲六 +8613800000006",
        f"{place}/101弄12号 lead 楼长: 甲七 +8613800000007",
        f"{place}/一期5栋 lead 楼长: 乙一 +8613800000010",
        f"{place}/5栋 helper 单元长: 乙三 +8613800000012 (1单元)",
        f"{place}/6栋 lead 楼长: 乙六 +8613800000015",
        f"{place}/7栋 lead 楼长: 乙六 +8613800000015",
        f"{place}/商铺 lead 楼长: 乙七 +8613800000016",
        f"{place}/9栋 lead 楼长: -",
        f"{place}/10栋 deputy 副楼长: 丙一 +8613800000020",
        f"{place}/10栋 deputy 副楼长: 丙二 +8613800000021",
        f"{place}/11栋 lead 楼长: 丙三 +8613800000022 (代)",
        f"{place}/12栋 lead 楼长: 丙四 +8613800000023",
    ]
    assert mends(found) == ["row 12 person_left 乙九 退", "row 16 duplicate_row 丙四"]


def test_cells_with_the_question_answered() -> None:
    several = seats(imported(compared("cells.csv", answers={"range-r9": True})))
    assert [line for line in several if "乙五" in line] == [
        f"阳光社区/幸福里/{building} lead 楼长: 乙五 +8613800000014"
        for building in ("1栋", "2栋", "3栋")
    ]
    one = seats(imported(compared("cells.csv", answers={"range-r9": False})))
    assert [line for line in one if "乙五" in line] == [
        "阳光社区/幸福里/1-3栋 lead 楼长: 乙五 +8613800000014"
    ]


def test_wide() -> None:
    found = compared("wide.csv")
    assert (found.faults, found.questions, found.mends) == ((), (), ())
    assert seats(imported(found)) == [
        "阳光社区/第一网格 lead 网格长: 张一 +8613800000101",
        "阳光社区/第一网格 helper 专职网格员: 李一 +8613800000102",
        "阳光社区/第一网格/1栋 lead 楼栋长: 王一 +8613800000103",
        "阳光社区/第一网格/2栋 lead 楼栋长: 王二 +8613800000104",
        "阳光社区/第二网格 lead 网格长: 张二 +8613800000105",
        "阳光社区/第二网格 helper 专职网格员: 李二 +8613800000106",
        "阳光社区/第二网格/3栋 lead 楼栋长: 王三 +8613800000107",
        "阳光社区/第二网格/4栋 lead 楼栋长: -",
    ]
    assert again_changes_nothing("wide.csv", imported(found))


def test_leads() -> None:
    found = compared("leads.csv")
    assert seats(imported(found)) == [
        "阳光社区/幸福里/1栋 lead 楼长: 甲一 +8613800000001",
        "阳光社区/幸福里/2栋 lead 楼长: 甲二 +8613800000002",
        "阳光社区/幸福里/3栋 lead 楼长: -",
    ]


def test_taiwan() -> None:
    customs = Customs(region="TW")
    found = compared("taiwan.csv", customs)
    assert (found.rows, found.faults) == (7, ())
    roster = imported(found)
    assert sorted(seats(roster)) == sorted(
        [
            "民有里/第一鄰/1號 lead 樓長: 王小明 +886912345678",
            "民有里/第一鄰/1號 deputy 副樓長: 陳大文 +886912345679",
            "民有里/第二鄰/2號 lead 樓長: 李四 +886223456789",
            "民有里/第二鄰/3號 lead 樓長: 趙六 +886223456780",
            "民有里/第二鄰 lead 鄰長: 趙七",
            "民有里 liaison 里長: 趙八 +886933000111",
            "民有里 supervisor 里幹事: 趙九",
        ]
    )
    assert [is_landline(each.phone) for each in roster.members.values() if each.phone] == [
        False, False, True, True, False,
    ]  # fmt: skip
    assert again_changes_nothing("taiwan.csv", roster, customs)


def test_hongkong() -> None:
    customs = Customs(region="HK", community="東區")
    found = compared("hongkong.csv", customs)
    assert found.faults == ()
    assert seats(imported(found)) == [
        "東區/康樂花園 property 管理處: 何管理 +85223456789",
        "東區/康樂花園/第一座 lead 座長: 陳一 +85291234567",
        "東區/康樂花園/第二座 lead 座長: 李二 +85261234568",
        "東區/康樂花園/第三座 lead 座長: -",
    ]
    assert mends(found) == ["row 5 phone_landline 何管理"]
    assert again_changes_nothing("hongkong.csv", imported(found), customs)
