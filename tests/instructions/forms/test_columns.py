"""What columns of an office's table ask, how long facts are good for, what answers add up to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.errors import Refused
from bot.instructions.forms.columns import ColumnSigns, column_question, other_kind
from bot.instructions.forms.facts import KnownQuestion, alike, next_age
from bot.instructions.forms.question import FormQuestion, QuestionKind, read_question
from bot.instructions.forms.sums import ValueCount, added_up, in_thousandths


@pytest.mark.parametrize(
    ("heading", "signs", "kind", "words"),
    [
        ("低洼  住户\n（户）", ColumnSigns(), "number", "低洼 住户"),
        ("挡板是否到位", ColumnSigns(), "yes_no", "挡板是否到位"),
        ("有无积水：", ColumnSigns(), "yes_no", "有无积水："),
        ("排查日期", ColumnSigns(), "date", "排查日期"),
        ("排查时间", ColumnSigns(), "text", "排查时间"),
        ("排查时间", ColumnSigns(format="date"), "date", "排查时间"),
        ("排查时间", ColumnSigns(samples=("2月3日",), format="date"), "date", "排查时间"),
        ("情况", ColumnSigns(samples=("好",), format="date"), "text", "情况"),
        ("情况", ColumnSigns(format="date"), "date", "情况"),
        ("水泵", ColumnSigns(samples=(" 12 ", "-3.5")), "number", "水泵"),
        ("水泵", ColumnSigns(samples=("12", "若干")), "text", "水泵"),
        ("水泵", ColumnSigns(format="number"), "number", "水泵"),
        ("水泵", ColumnSigns(samples=("若干",), format="number"), "text", "水泵"),
        ("水泵", ColumnSigns(highest=Decimal(9)), "number", "水泵"),
        ("到位", ColumnSigns(samples=("√", "×")), "yes_no", "到位"),
        ("到位", ColumnSigns(samples=("√", "好")), "text", "到位"),
        ("到位", ColumnSigns(choices=("是", "否")), "yes_no", "到位"),
        ("到位（是/否）", ColumnSigns(choices=("否", " 是 ", "")), "yes_no", "到位"),
        ("等级（高/低）", ColumnSigns(choices=("高", "低")), "choice", "等级"),
        ("等级（见附表）", ColumnSigns(choices=("高", "低")), "choice", "等级（见附表）"),
        ("等级", ColumnSigns(choices=("高",)), "text", "等级"),
        ("等级", ColumnSigns(choices=("高", "高")), "text", "等级"),
        ("等级", ColumnSigns(choices=tuple("一二三四五六七八九")), "choice", "等级"),
        ("等级", ColumnSigns(choices=tuple("一二三四五六七八九十")), "text", "等级"),
    ],
)
def test_a_kind_is_guessed_from_heading_cells_and_lists(
    heading: str, signs: ColumnSigns, kind: str, words: str
) -> None:
    found = column_question(heading, signs)
    assert (found.kind.value, found.words) == (kind, words)
    assert found.choices == (tuple(signs.choices) if kind == "choice" else ())


def test_bounds_of_a_cell_are_those_of_a_number_unless_the_heading_says_others() -> None:
    bounds = ColumnSigns(lowest=Decimal(1), highest=Decimal(9))
    found = column_question("水泵（台）", bounds)
    assert (found.lowest, found.highest) == (Decimal(1), Decimal(9))
    found = column_question("积水（厘米，0-50）", bounds)
    assert (found.lowest, found.highest) == (Decimal(0), Decimal(50))
    assert column_question("挡板是否到位", bounds).highest is None


def test_a_column_about_persons_is_refused_and_a_long_heading_is_cut() -> None:
    with pytest.raises(Refused) as refused:
        column_question("租客 身份证")
    assert refused.value.reason == "asks_identity"
    assert 20 < len(column_question("说明" * 200).words) < 400


def test_kinds_go_round_and_a_choice_stays_among_them() -> None:
    found, kinds = read_question("还缺什么？"), list[str]()
    for _ in range(5):
        found = other_kind(found)
        kinds.append(found.kind.value)
    assert kinds == ["date", "photo", "number", "yes_no", "text"]
    found, kinds = read_question("电梯：正常/停运"), []
    for _ in range(6):
        found = other_kind(found)
        kinds.append(found.kind.value)
    assert kinds == ["number", "yes_no", "text", "date", "photo", "choice"]
    several = read_question("缺什么：沙袋/水泵（可多选）")
    assert other_kind(several).kind is QuestionKind.CHOICE


def test_ages_go_round() -> None:
    ages: list[int | None] = [None]
    for _ in range(4):
        ages.append(next_age(ages[-1]))
    assert ages == [None, 7, 30, 365, None]
    assert next_age(8) == 7


def _known(words: str, measure: str = "") -> KnownQuestion:
    asked = FormQuestion(words, QuestionKind.NUMBER, measure)
    return KnownQuestion(asked.key, words, measure)


def test_the_likest_known_question_is_proposed_unless_it_is_known_itself() -> None:
    asked = FormQuestion("低洼的住户有几户", QuestionKind.NUMBER, "户")
    known = [_known("沙袋"), _known("低洼住户几户", "户"), _known("低洼住户", "户")]
    assert alike(asked, known) == known[1]
    assert alike(asked, [_known("低洼的住户有几", "袋")]) is None, "another measure"
    assert alike(asked, [_known("低洼的住户有几")]) is not None
    assert alike(asked, [*known, KnownQuestion(asked.key, "x")]) is None
    assert alike(asked, [_known("水泵台数")]) is None
    assert alike(asked, []) is None


def test_numbers_are_summed_exactly_and_values_are_counted() -> None:
    assert in_thousandths("0.1") == 100
    bags = FormQuestion("沙袋", QuestionKind.NUMBER, "袋")
    given = {"0.1": ValueCount(3, 300, 1), "2": ValueCount(1, 2000), "5": ValueCount()}
    found = added_up(bags, given)
    assert (found.answered, found.total, found.unusual) == (4, Decimal("2.3"), 1)
    assert found.counts == {"0.1": 3, "2": 1}


def test_of_several_chosen_each_is_counted() -> None:
    lacks = FormQuestion("缺什么", QuestionKind.SEVERAL, choices=("沙袋", "水泵"))
    given = {"沙袋\n水泵": ValueCount(2), "沙袋": ValueCount(1), "": ValueCount(4)}
    found = added_up(lacks, given)
    assert found.counts == {"沙袋": 3, "水泵": 2, "": 4}
    assert found.answered == 7


def test_counts_add_and_subtract() -> None:
    one, other = ValueCount(3, 500, 1), ValueCount(1, 200, 1)
    assert one + other == ValueCount(4, 700, 2)
    assert one - other == ValueCount(2, 300, 0)
