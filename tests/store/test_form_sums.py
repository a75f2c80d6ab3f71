"""Sums of a form are those of the latest version of each unit's answers, in any order of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.instructions.forms.question import questions_in
from bot.instructions.model import AnswerPath, Target
from bot.store.cascade import instructions
from bot.store.database import Database
from bot.store.forms import forms, questions
from bot.store.forms.forms import FormAnswer, GivenBy
from bot.store.tx import Tx
from tests.looking.district import district, send

ASKS = "低洼住户几户？\n挡板到位：是/否\n缺什么：沙袋/水泵（可多选）"
VALUES = (
    st.decimals(0, 1000, places=2, allow_nan=False).map(lambda each: format(each.normalize(), "f")),
    st.sampled_from(["yes", "no"]),
    st.sampled_from(["", "沙袋", "水泵", "沙袋\n水泵"]),
)
ANSWER = st.integers(0, 2).flatmap(lambda at: st.tuples(st.just(at), VALUES[at]))
STEPS = st.lists(st.tuples(st.integers(0, 5), st.none() | ANSWER), max_size=25)
"""Steps: the unit, and an answer to one of the questions, or nothing: the unit is removed."""
Steps = list[tuple[int, tuple[int, str] | None]]


def _asked(tx: Tx, now: datetime) -> list[Target]:
    made = district(tx, now)
    number = send(tx, made, now)
    questions.set_questions(tx, number, questions_in(ASKS))
    tx.connection.execute(f"UPDATE instruction SET form_tier = 'building' WHERE id = {number}")
    found = instructions.targets(tx, number)
    return [each for each in found if each.unit.tier == "building"]


class _UndoneError(Exception):
    """Takes back what one example did."""


def _live(tx: Tx, steps: Steps, now: datetime) -> None:
    targets = _asked(tx, now)
    number = targets[0].instruction_id
    asked = questions.asked_in(tx, number)
    latest: dict[tuple[int, int], str] = {}
    gone: set[int] = set()
    for unit, answer in steps:
        target = targets[unit % len(targets)]
        if answer is None:
            gone.add(target.id)
            tx.connection.execute(f"UPDATE target SET state = 'withdrawn' WHERE id = {target.id}")
            continue
        at, value = answer
        said = FormAnswer(value, now)
        by = GivenBy(_somebody(tx), AnswerPath.PROXY, now)
        forms.put_answer(tx, asked[at], target, said, by, now)
        latest[target.id, at] = value
    found = forms.sums_below(tx, number)
    assert found is not None
    kept = {key: value for key, value in latest.items() if key[0] not in gone}
    assert found.asked == len(targets) - len(gone)
    assert found.filled == len({target for target, _ in kept})
    for at, each in enumerate(found.sums):
        values = [value for (_, of), value in kept.items() if of == at]
        assert each.answered == len(values)
        if at == 0:
            assert each.total == sum(map(Decimal, values), Decimal(0))
        else:
            parts = [part for value in values for part in (value.splitlines() or [""])]
            assert each.counts == {part: parts.count(part) for part in parts}
    raise _UndoneError


async def test_sums_are_those_of_the_latest_versions(database: Database) -> None:
    def check(tx: Tx, _none: None, now: datetime) -> None:
        @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(steps=STEPS)
        def holds(steps: Steps) -> None:
            with suppress(_UndoneError), tx.savepoint():
                _live(tx, steps, now)

        holds()

    await database.transact(check, None)


def _somebody(tx: Tx) -> int:
    return int(tx.connection.execute("SELECT MIN(id) AS id FROM member").fetchone()["id"])
