"""Which messages join a draft, and what fits into it."""

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
    assert draft.put_together(["", " 今晚停水 "]) == "今晚停水"
    assert draft.put_together(["今晚停水", "请储水"]) == "今晚停水\n请储水"
    assert draft.put_together([]) == ""


def test_length_is_counted_as_telegram_does() -> None:
    whole = draft.put_together(["👍" * (draft.LONGEST // 2)])
    draft.check_length(whole)
    assert draft.over_limit(whole) == 0
    with pytest.raises(Refused) as refused:
        draft.check_length(draft.put_together([whole, "x"]))
    assert refused.value.reason == "text_too_long"
    assert refused.value.facts == {"most": draft.LONGEST, "over": 2}


def test_what_is_too_long_to_be_sent_is_kept_while_it_is_written() -> None:
    assert len(draft.put_together(["水" * 4096, "电" * 4096])) == 8193
    assert draft.put_together(["水" * draft.MOST_KEPT]) == "水" * draft.MOST_KEPT
    with pytest.raises(Refused) as refused:
        draft.put_together(["水" * draft.MOST_KEPT, "x"])
    assert refused.value.reason == "text_too_long"
    assert refused.value.facts == {"most": draft.LONGEST, "over": 4 * draft.LONGEST + 2}


def test_files_are_counted() -> None:
    draft.room_for_file(draft.MOST_FILES - 1)
    with pytest.raises(Refused) as refused:
        draft.room_for_file(draft.MOST_FILES)
    assert refused.value.reason == "too_many_files"
    assert refused.value.facts == {"most": draft.MOST_FILES}
