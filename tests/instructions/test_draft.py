"""What joins a draft, and what fits into it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import Refused
from bot.instructions import draft

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "joins"), [(0, True), (120, True), (121, False)])
def test_two_minutes_join(seconds: int, joins: bool) -> None:
    assert draft.joins(NOW, NOW + timedelta(seconds=seconds)) is joins


def test_parts_stand_below_each_other() -> None:
    assert draft.with_part("", " 今晚停水 ") == "今晚停水"
    assert draft.with_part("今晚停水", "请储水") == "今晚停水\n请储水"
    assert draft.with_part("今晚停水", None) == "今晚停水"


def test_length_is_counted_as_telegram_does() -> None:
    whole = draft.with_part("", "👍" * (draft.LONGEST // 2))
    with pytest.raises(Refused) as refused:
        draft.with_part(whole, "x")
    assert refused.value.facts == {"most": draft.LONGEST, "over": 2}


def test_files_are_counted() -> None:
    draft.room_for_file(draft.MOST_FILES - 1)
    with pytest.raises(Refused, match="too_many_files"):
        draft.room_for_file(draft.MOST_FILES)
