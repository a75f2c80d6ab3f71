"""The rows a roster is exported as: full phones, the office's own words, one row a seat."""

from __future__ import annotations

from dataclasses import replace

from bot.roster.care import EVERYTHING, Care
from bot.roster.export import export_rows
from tests.roster.sample import TIERS, roster

BEFORE = roster("""
幸福社区/一期        | 专员  | 钱二   | 13800000002
幸福社区/一期        | 网格长 | 孙三  | 010-65551234
幸福社区/一期/1栋    | 楼长  | 李四   | 13800000004 | A-1 | 夜班
幸福社区/一期/1栋    | 成员  | 周五   |
幸福社区/一期/2栋    | 楼长  |        |
幸福社区/一期/3栋    |       |        |
""")


def cells(care: Care = EVERYTHING, region: str = "CN") -> list[tuple[str, ...]]:
    found = export_rows(BEFORE, TIERS, "zh-hans", care, region)
    assert [row.row for row in found] == list(range(2, 2 + len(found))), "below one heading"
    return [
        ("/".join(row.units), row.post, row.name, row.phone, row.code, row.note) for row in found
    ]


def test_each_seat_has_a_row_and_so_has_a_unit_without_one() -> None:
    assert cells() == [
        ("幸福社区", "", "", "", "幸福社区", ""),
        ("幸福社区/一期", "网格长", "孙三", "+861065551234", "幸福社区-1期", ""),
        ("幸福社区/一期", "专员", "钱二", "13800000002", "幸福社区-1期", ""),
        ("幸福社区/一期/1栋", "楼长", "李四", "13800000004", "A-1", "夜班"),
        ("幸福社区/一期/1栋", "成员", "周五", "", "A-1", ""),
        ("幸福社区/一期/2栋", "楼长", "", "", "幸福社区-1期-2", ""),
        ("幸福社区/一期/3栋", "", "", "", "幸福社区-1期-3", ""),
    ]


def test_a_seat_without_a_title_gets_the_usual_word_of_the_askers_language() -> None:
    posts = {number: replace(post, title=None) for number, post in BEFORE.posts.items()}
    plain = replace(BEFORE, posts=posts)
    for language, words in (
        ("zh-hans", ["书记", "专员", "楼长", "成员", "楼长"]),
        ("zh-hant", ["書記", "專員", "樓長", "成員", "樓長"]),
        ("en", ["Branch lead", "Liaison", "Building lead", "Helper", "Building lead"]),
    ):
        rows = export_rows(plain, TIERS, language)
        assert [row.post for row in rows if row.post] == words


def test_phones_are_as_written_in_the_region() -> None:
    abroad = ("幸福社区/一期", "专员", "钱二", "+8613800000002", "幸福社区-1期", "")
    assert abroad in cells(region="HK")


def test_only_what_is_in_the_askers_care() -> None:
    building = next(unit for unit in BEFORE.units.values() if unit.code == "A-1")
    assert [row[0] for row in cells(Care((building.path,)))] == [
        "幸福社区/一期/1栋",
        "幸福社区/一期/1栋",
    ]
