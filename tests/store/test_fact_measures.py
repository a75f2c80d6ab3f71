"""Migration 0051: the keys under which older versions kept questions and facts get a measure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bot.instructions.forms.question import FormQuestion, QuestionKind
from bot.store.engine import Engine, open_engine
from bot.store.migrate import known_migrations, lay_out, migrate

NUMBER, TEXT = QuestionKind.NUMBER, QuestionKind.TEXT
LOW = FormQuestion("低洼住户几户？", NUMBER, "户")
LOW_TOO = FormQuestion("低洼的住户有几户？", NUMBER, "戶")
MEASURES = ("厘米", "米", "mm", "公斤", "吨", "包", "袋", "部", "台", "臺", "个", "栋", "人")
QUESTIONS = (
    LOW, LOW_TOO, FormQuestion("温度", NUMBER), FormQuestion("需要什么？", TEXT),
    *(FormQuestion(f"设备{at}", NUMBER, measure) for at, measure in enumerate(MEASURES)),
)  # fmt: skip


def _old_key(question: FormQuestion) -> str:
    """Words alone, as before."""
    return question.key.partition("/")[0]


async def test_what_was_kept_by_words_is_found_by_words_and_measure(empty_url: str) -> None:
    engine = await open_engine(empty_url, Path())
    await engine.write(lambda connection: _as_before(connection, engine))
    assert "0051_fact_measures.sql" in await migrate(engine)
    for table in ("form_question", "fact_question", "fact"):
        found = {row["words"]: row["folded"] for row in await _rows(engine, table)}
        assert found == {each.words: each.key for each in QUESTIONS}, table
    (tie,) = await _rows(engine, "fact_tie")
    assert (tie["folded"], tie["same_as"]) == (LOW_TOO.key, LOW.key)
    facts = await _rows(engine, "fact")
    assert {row["words"]: row["value"] for row in facts} == {
        each.words: str(at) for at, each in enumerate(QUESTIONS)
    }
    await engine.close()


def _as_before(connection: Any, engine: Engine) -> None:
    """A database of the version before, with questions, facts and a tie. What they belong to does
    not matter here, so keys to other tables are not checked."""
    lay_out(connection, engine.driver, {each for each in known_migrations() if each < 51})
    sqlite = engine.driver == "sqlite3"
    checks = "PRAGMA foreign_keys" if sqlite else "SET session_replication_role"
    connection.execute(f"{checks} = {'OFF' if sqlite else 'replica'}")
    for at, each in enumerate(QUESTIONS):
        key = f"'{_old_key(each)}', '{each.kind}', '{each.words}', '{each.measure}'"
        connection.execute(
            "INSERT INTO form_question (instruction_id, ordinal, folded, kind, words, measure)"
            f" VALUES (1, {at}, {key})"
        )
        connection.execute(
            f"INSERT INTO fact_question (folded, kind, words, measure) VALUES ({key})"
        )
        connection.execute(
            "INSERT INTO fact (unit_id, folded, kind, words, measure, value, member_id, path,"
            f" said_at, recorded_at) VALUES (1, {key}, '{at}', 1, 'button', 1, 1)"
        )
    connection.execute(
        "INSERT INTO fact_tie (folded, kind, same_as, tied_at)"
        f" VALUES ('{_old_key(LOW_TOO)}', 'number', '{_old_key(LOW)}', 1)"
    )
    connection.execute(f"{checks} = {'ON' if sqlite else 'DEFAULT'}")


async def _rows(engine: Engine, table: str) -> list[Any]:
    return await engine.read(
        lambda connection: connection.execute(f"SELECT * FROM {table}").fetchall()
    )
