"""Typed answers and their meanings, as a table."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.instructions.forms.question import FormQuestion, questions_in
from bot.instructions.forms.reading_reply import read_form

TODAY = date(2026, 12, 1)
FORMS = {
    "flood": "挡板到位：是/否\n低洼住户几户？\n沙袋（袋）",
    "stores": "沙袋（袋）\n水泵（台）",
    "households": "低洼住户几户？",
    "depth": "积水（厘米，0-50）",
    "boards": "挡板到位：是/否",
    "lift": "电梯：正常/停运/检修",
    "missing": "缺什么：沙袋/水泵/手电（可多选）",
    "inspection": "检修（日期）",
    "note": "还缺什么？",
    "lifts": "电梯：正常/停运/检修\n停了几台？\n备注",
    "visit": "什么时候方便：上午/下午\n几户？",
    "pumps": "Pumps ready: yes/no\nHow many sandbags?\nNotes",
}


def _rows(name: str) -> list[tuple[str, str, str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines if not line.startswith("#")]  # type: ignore[misc]


ROWS = _rows("typed_answers.tsv")
BLIND = _rows("blind_answers.tsv")


def _values(words: str, questions: tuple[FormQuestion, ...]) -> tuple[str | None, ...]:
    parts = words.split("|") if words or len(questions) == 1 else []
    return tuple(None if each == "-" else each.replace("+", "\n") for each in parts)


@pytest.mark.parametrize(("form", "typed", "last", "meaning"), ROWS, ids=lambda each: each[:24])
def test_typed(form: str, typed: str, last: str, meaning: str) -> None:
    questions = questions_in(FORMS[form])
    before = _values(last, questions) if last else ()
    read = read_form(questions, typed.replace("⏎", "\n"), TODAY, before)
    if meaning == "personal":
        assert read.personal
        assert not read.any
        return
    assert not read.personal
    assert read.values == _values(meaning.removesuffix("?"), questions)
    assert read.sure is not meaning.endswith("?")


@pytest.mark.parametrize(("form", "typed", "last", "meaning"), BLIND, ids=lambda each: each[:24])
def test_typed_by_strangers(form: str, typed: str, last: str, meaning: str) -> None:
    questions = questions_in(form.replace(" // ", "\n"))
    before = _values(last, questions) if last else ()
    read = read_form(questions, typed.replace("⏎", "\n"), TODAY, before)
    assert read.values == _values(meaning.removesuffix("?"), questions)
    assert read.sure is not meaning.endswith("?")


def test_at_least_two_hundred() -> None:
    assert len({(form, typed, last) for form, typed, last, _ in ROWS}) >= 200


@pytest.mark.parametrize("words", ["大概有8000000000000000袋", "2000000000袋", "有1500000吨"])
def test_what_cannot_be_added_up_is_no_answer(words: str) -> None:
    (question,) = questions_in("沙子（斤）" if "吨" in words else "沙袋（袋）")
    assert read_form((question,), words, TODAY).values == (None,)
