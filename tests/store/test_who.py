"""Who holds which seat, and who is silent: the views of the schema against the rules in Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import product
from typing import Any

import pytest

from bot.instructions.model import UNANSWERED, InstructionState, TargetState
from bot.roster.model import ISSUING_POSTS, PARTY_POSTS, PostKind
from bot.roster.permissions import Right, of_post
from bot.store.database import Database
from bot.store.tx import Tx
from tests.looking.district import district, send
from tests.store.test_queries import ALL
from tests.usecases.community import happiness

KINDS = {each.value for each in PostKind}
FLAGS = {
    "answers": {each for each in PostKind if of_post(Right.ANSWER, each)},
    "passes_on": {each for each in PostKind if of_post(Right.RELAY, each)},
    "oversees": set(ISSUING_POSTS),
    "party": set(PARTY_POSTS),
}


def _every_kind(tx: Tx, _none: None, now: datetime) -> None:
    made = district(tx, now)
    for kind in PostKind:
        made.seat("B2", kind, f"{kind.value}某", ordinal=7)


@pytest.mark.parametrize("view", ["seat", "current_holder"])
async def test_the_schema_tells_posts_apart_as_the_rights_do(database: Database, view: str) -> None:
    await database.transact(_every_kind, None)
    columns = ", ".join(("kind", "rank", *FLAGS))
    rows = await database.read(
        lambda tx, _, __: tx.connection.execute(f"SELECT {columns} FROM {view}").fetchall(), None
    )
    assert {row["kind"] for row in rows} == KINDS
    for row in rows:
        assert row["rank"] == list(PostKind).index(PostKind(row["kind"]))
        for flag, kinds in FLAGS.items():
            assert bool(row[flag]) is (row["kind"] in kinds), (row["kind"], flag)


async def test_only_those_who_answer_for_a_unit_are_its_holders(database: Database) -> None:
    await database.transact(_every_kind, None)
    rows = await database.read(
        lambda tx, _, __: tx.connection.execute("SELECT DISTINCT kind FROM unit_holder").fetchall(),
        None,
    )
    assert {row["kind"] for row in rows} == FLAGS["answers"]


async def test_who_went_and_what_was_dropped_holds_nothing(database: Database) -> None:
    def change(tx: Tx, _none: None, now: datetime) -> list[tuple[bool, int | None]]:
        made = happiness(tx, now)
        run = tx.connection.execute
        wang = made.members["王芳"]
        held = run(f"SELECT post_id FROM unit_holder WHERE member_id = {wang}").fetchall()
        assert len(held) == 2
        first, second = (row["post_id"] for row in held)
        run(f"UPDATE assignment SET until = 1 WHERE post_id = {first}")
        run(f"UPDATE post SET dropped_at = 1 WHERE id = {second}")
        assert not run(f"SELECT 1 FROM current_holder WHERE member_id = {wang}").fetchall()
        found = f"SELECT post_id, member_id FROM seat WHERE post_id IN ({first}, {second})"
        return [(row["post_id"] == first, row["member_id"]) for row in run(found).fetchall()]

    assert await database.transact(change, None) == [(True, None)]


def _cases() -> Iterator[dict[str, Any]]:
    names = ("instruction", "state", "opened_at", "gates", "relayed_at")
    values = (InstructionState, TargetState, (None, 1), (0, 1), (None, 1))
    yield from (dict(zip(names, case, strict=True)) for case in product(*values))


def _silent(case: dict[str, Any]) -> bool:
    """As a reader of product.md would say it."""
    runs = case["instruction"] is InstructionState.RUNNING
    asked = case["opened_at"] is not None
    owes_relay = case["gates"] == 1 and case["relayed_at"] is None
    answered = case["state"] is TargetState.ACKNOWLEDGED
    return runs and asked and (case["state"] in UNANSWERED or (answered and owes_relay))


async def test_who_is_silent(database: Database) -> None:
    def try_all(tx: Tx, _none: None, now: datetime) -> list[dict[str, Any]]:
        send(tx, district(tx, now), now)
        [target] = tx.connection.execute(
            "SELECT id, instruction_id FROM target ORDER BY id LIMIT 1"
        ).fetchall()
        wrong = []
        for case in _cases():
            _set(tx, target, case)
            mine = f"WHERE id = {target['id']}"
            silent = tx.connection.execute(f"SELECT id FROM silent_target {mine}").fetchall()
            open_ = tx.connection.execute(f"SELECT id FROM unanswered_target {mine}").fetchall()
            if bool(silent) != _silent(case) or bool(open_) != (case["state"] in UNANSWERED):
                wrong.append(case)
        return wrong

    assert await database.transact(try_all, None) == []


def _set(tx: Tx, target: Any, case: dict[str, Any]) -> None:
    run = tx.connection.execute
    state = case["instruction"].value
    run(f"UPDATE instruction SET state = '{state}' WHERE id = {target['instruction_id']}")
    facts = {"opened_at": case["opened_at"], "relayed_at": case["relayed_at"]}
    said = ", ".join(f"{name} = {value or 'NULL'}" for name, value in facts.items())
    run(
        f"UPDATE target SET state = '{case['state'].value}', gates = {case['gates']}, {said}"
        f" WHERE id = {target['id']}"
    )


def test_no_query_says_anew_who_holds_a_seat_or_is_silent() -> None:
    """The kinds of posts, the end of a holding and the open states stand in the schema alone."""
    said = re.compile(r"until IS NULL|kind (NOT )?IN|kind <>|'waiting', 'sent'")
    found = {query.name for query in ALL if said.search(query.sql)}
    of_messages = {
        "move_group_messages", "drop_said", "drop_old_messages", "messages_with_args",
        "notices_showing", "helps_showing", "held_remarks", "detach_approvals",
    }  # fmt: skip
    of_questions = {
        "answer_with_facts", "form_sums", "form_sums_withdrawn", "held_form_answers",
        "held_fillings",
    }  # fmt: skip
    assert found == {"end_assignment", *of_messages, *of_questions}
