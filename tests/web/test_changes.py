"""A live page's reader is brought from one text to the next by the lines that differ."""

from __future__ import annotations

import json

import pytest

from bot.web.board.changes import LiveText, line_edits

TEXTS = ["", "a", "a\nb\nc", "a\nx\nc", "x\nb\ny", "a\nc", "a\nb\nb\nc", "a\n\nc", "c\nb\na"]


@pytest.mark.parametrize("old", TEXTS)
@pytest.mark.parametrize("new", TEXTS)
def test_the_edits_lead_from_any_text_to_any_other(old: str, new: str) -> None:
    lines = old.splitlines()
    for first, until, others in reversed(list(line_edits(lines, new.splitlines()))):
        lines[first:until] = others
    assert lines == new.splitlines()


def test_a_change_is_for_those_who_show_the_text_before() -> None:
    first = LiveText.after(None, "head\n" + "row\n" * 50)
    assert LiveText.after(first, "head\n" + "row\n" * 50) is first, "nothing is sent"
    second = LiveText.after(first, "head 2\n" + "row\n" * 50)
    assert second.starts_from(first.mark)
    assert not second.starts_from(None)
    assert not LiveText.after(second, "head 3").starts_from(first.mark)
    event, _, data = second.change.decode().strip().partition("\ndata: ")
    assert (event, json.loads(data)) == ("event: part", [[0, 1, ["head 2"]]])
    assert LiveText.after(second, "x").change == b"event: live\ndata: x\n\n", "all, if that is less"
