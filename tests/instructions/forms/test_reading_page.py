"""What the fields of a form on a page say."""

from __future__ import annotations

from datetime import date

import pytest

from bot.instructions.forms.question import FormQuestion, read_question
from bot.instructions.forms.reading_answer import Known
from bot.instructions.forms.reading_page import NONE_OF_THEM, ReadField, read_field

TODAY = Known(date(2031, 3, 4))
BAGS, LACKS = read_question("沙袋（袋）"), read_question("缺什么：沙袋/水泵（可多选）")


@pytest.mark.parametrize(
    ("question", "said", "found"),
    [
        (BAGS, ["二十袋"], ReadField("20")),
        (BAGS, [""], ReadField(error="form_number")),
        (BAGS, [], ReadField(error="form_number")),
        (BAGS, ["20", "13812345678"], ReadField(error="form_personal")),
        (LACKS, ["水泵", "沙袋"], ReadField("沙袋\n水泵")),
        (LACKS, ["水泵", "挖掘机"], ReadField("水泵")),
        (LACKS, [NONE_OF_THEM], ReadField("")),
        (LACKS, ["挖掘机"], ReadField(error="form_choice")),
        (LACKS, [], ReadField(error="form_choice")),
    ],
)
def test_a_field(question: FormQuestion, said: list[str], found: ReadField) -> None:
    assert read_field(question, said, TODAY) == found
    assert found.counts == (found.value is not None)


def test_a_value_far_off_counts_once_it_was_said_to_be_so() -> None:
    last = Known(TODAY.today, "3")
    found = read_field(BAGS, ["300"], last)
    assert (found.value, found.doubtful, found.counts) == ("300", True, False)
    assert read_field(BAGS, ["300"], last, confirmed="300").counts
    assert not read_field(BAGS, ["300"], last, confirmed="400").counts
    assert read_field(BAGS, ["4"], last).counts
