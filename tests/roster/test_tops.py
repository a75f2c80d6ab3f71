"""Tables without columns for the upper tiers: whose branches and buildings these are."""

from __future__ import annotations

import pytest

from bot.errors import Refused
from bot.roster.care import EVERYTHING, Care
from bot.roster.customs import Customs
from bot.roster.difference import Difference
from bot.roster.model import Roster
from bot.roster.proposal import compare
from bot.roster.sheet import RowFault
from tests.roster.sample import CODES, NOBODY, TIERS, roster, sheet
from tests.roster.words import words

ONE = roster()
TWO = roster("""
幸福社区/一期/1栋 | 楼长 | 李四 |
和平社区/一期/1栋 | 楼长 | 王五 |
和平社区/二期/1栋 | 楼长 | 赵六 |
""")
FILE = "一期/1栋 | 楼长 | 李四 | 13800000004"


def found(
    table: str,
    before: Roster,
    *faults: RowFault,
    care: Care = EVERYTHING,
    answers: dict[str, bool] | None = None,
    community: str = "",
) -> Difference:
    """The difference of a table that begins with the branches."""
    customs = Customs(community=community)
    read = sheet(table, *faults, tiers=CODES[1:])
    return compare(read, before, TIERS, care, answers, customs)


def unit(before: Roster, name: str) -> int:
    return next(each.id for each in before.units.values() if each.name == name)


def test_where_there_is_one_community_it_is_that() -> None:
    assert "no unit 幸福社区/一期/2栋" in words(found(FILE, ONE), ONE)
    new = words(found("三期/1栋 | 楼长 | 甲 |", ONE), ONE)
    assert "new unit 幸福社区/三期 [幸福社区-3期]" in new


def test_the_settings_name_it_for_a_new_roster() -> None:
    made = words(found(FILE, NOBODY, community="东区"), NOBODY)
    assert made[:2] == ["new unit 东区 [东区]", "new unit 东区/一期 [东区-1期]"]


def test_nobody_knows_it() -> None:
    with pytest.raises(Refused) as refused:
        found(FILE, NOBODY)
    assert (refused.value.reason, refused.value.facts) == ("tops_unknown", {"column": "社区"})
    buildings = sheet("1栋 | 楼长 | 李四 |", tiers=CODES[2:])
    with pytest.raises(Refused) as refused:
        compare(buildings, NOBODY, TIERS, customs=Customs(community="东区"))
    assert refused.value.facts == {"column": "社区 小区"}


def test_a_branch_of_two_communities_is_asked() -> None:
    asked = found(FILE, TWO)
    (question,) = asked.questions
    number = unit(TWO, "幸福社区")
    assert (question.id, question.kind) == (f"top-{number}-r2", "whose_unit")
    assert (question.rows, question.names) == ((2,), ("一期", "幸福社区"))
    assert asked.is_empty, "its rows wait"


def test_the_answer_decides() -> None:
    question = f"top-{unit(TWO, '幸福社区')}-r2"
    yes = words(found(FILE + "\n一期/9栋 | 楼长 | 甲 |", TWO, answers={question: True}), TWO)
    assert "new unit 幸福社区/一期/9栋 [幸福社区-1期-9]" in yes
    no = words(found(FILE + "\n一期/9栋 | 楼长 | 甲 |", TWO, answers={question: False}), TWO)
    assert "new unit 和平社区/一期/9栋 [和平社区-1期-9]" in no


def test_a_branch_that_one_community_has_needs_no_question() -> None:
    assert words(found("二期/9栋 | 楼长 | 甲 |", TWO), TWO)[:1] == [
        "new unit 和平社区/二期/9栋 [和平社区-2期-9]"
    ]


def test_in_ones_care_there_may_be_one_alone() -> None:
    peace = next(each for each in TWO.units.values() if each.name == "和平社区")
    mine = found(FILE + "\n一期/9栋 | 楼长 | 甲 |", TWO, care=Care((peace.path,)))
    assert "new unit 和平社区/一期/9栋 [和平社区-1期-9]" in words(mine, TWO)


def test_a_new_branch_may_be_in_any_of_six_communities_and_no_more() -> None:
    six = "\n".join(f"社区{letter}/一期/1栋 | 楼长 | 甲 |" for letter in "甲乙丙丁戊己")
    assert len(found("九期/1栋 | 楼长 | 甲 |", roster(six)).questions) == 1
    with pytest.raises(Refused, match="tops_unknown"):
        found("九期/1栋 | 楼长 | 甲 |", roster(six + "\n社区庚/一期/1栋 | 楼长 | 甲 |"))


def test_a_faulty_row_belongs_below_the_same_community_or_anywhere() -> None:
    fault = RowFault(3, "unit_hole", {}, ("一期",))
    (placed,) = found("一期/1栋 | 楼长 | 李四 | 13800000004", ONE, fault).faults
    assert (placed.units, placed.placed) == (("幸福社区", "一期"), True)
    for units in ((), ("九期",)):
        lost = found(FILE, ONE, RowFault(3, "unit_hole", {}, units))
        assert (lost.faults[0].units, lost.faults[0].placed) == ((), False)
        assert not lost.removed_units, "it may belong to any branch"
