"""Which questions a former answer may answer."""

from __future__ import annotations

import pytest

from bot.instructions.forms.facts import asked_each_time
from bot.instructions.forms.question import read_question


@pytest.mark.parametrize(
    ("words", "each_time"),
    [
        ("本月新增出租户（户）", True),
        ("今天积水（厘米）", True),
        ("本周整改（处）", True),
        ("New leaks this week (个)", True),
        ("出租户（户）", False),
        ("新能源汽车（辆）", False),
        ("日常巡查点（个）", False),
        ("本楼电梯（台）", False),
    ],
)
def test_what_asks_about_a_time_is_asked_each_time(words: str, each_time: bool) -> None:
    assert asked_each_time(read_question(words)) is each_time
