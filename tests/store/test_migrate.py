"""An empty database is brought up, once, to the same schema on either engine."""

import re
from pathlib import Path
from typing import Any

import pytest

from bot.store.engine import Engine, open_engine
from bot.store.migrate import NewerDatabase, migrate, migrations_folder, pending


async def test_an_empty_database_is_brought_up_once(empty_url: str) -> None:
    engine = await open_engine(empty_url, Path())
    names = await pending(engine)
    assert names[0] == "0001_core.sql"
    assert await migrate(engine) == names
    assert await migrate(engine) == await pending(engine) == []
    await engine.close()


async def test_both_engines_have_every_table_and_column_of_the_text(empty_url: str) -> None:
    engine = await open_engine(empty_url, Path())
    await migrate(engine)
    found = await engine.write(lambda connection: _columns(connection, engine))
    await engine.close()
    assert found == _written()


def _columns(connection: Any, engine: Engine) -> dict[str, list[str]]:
    tables = {name: _of_table(connection, engine, name) for name in _written()}
    return {name: columns for name, columns in tables.items() if columns}


def _of_table(connection: Any, engine: Engine, table: str) -> list[str]:
    look = (
        f"SELECT name FROM pragma_table_info('{table}') ORDER BY cid"
        if engine.driver == "sqlite3"
        else "SELECT column_name AS name FROM information_schema.columns "
        f"WHERE table_name = '{table}' ORDER BY ordinal_position"
    )
    return [row["name"] for row in connection.execute(look).fetchall()]


def _written() -> dict[str, list[str]]:
    """Tables and columns as a reader of the migrations finds them."""
    files = sorted(migrations_folder().glob("*.sql"))
    text = "".join(path.read_text("utf-8") for path in files)
    tables = re.findall(r"CREATE TABLE (\w+) \(\n(.*?)\n\);", text, re.DOTALL)
    found = {name: re.findall(r"^  ([a-z_]+) ", body, re.MULTILINE) for name, body in tables}
    for table, change, column, name in re.findall(_CHANGED, text):
        if change == "ADD":
            found[table].append(column)
        elif change == "DROP":
            found[table].remove(column)
        else:
            found[table][found[table].index(column)] = name
    return found


_CHANGED = r"ALTER TABLE (\w+) (ADD|DROP|RENAME) COLUMN (\w+)(?: TO (\w+))?"


async def test_a_newer_database_is_refused(empty_url: str) -> None:
    engine = await open_engine(empty_url, Path())
    await migrate(engine)
    await engine.write(
        lambda connection: connection.execute("INSERT INTO migration VALUES (9999, 'later')")
    )
    with pytest.raises(NewerDatabase):
        await migrate(engine)
    await engine.close()


async def test_a_migration_that_breaks_off_leaves_nothing(
    empty_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "0001_half.sql").write_text(
        "CREATE TABLE a (b BIGINT);\nCREATE TABLE a (b BIGINT);"
    )
    monkeypatch.setattr("bot.store.migrate.migrations_folder", lambda: tmp_path)
    engine = await open_engine(empty_url, Path())
    with pytest.raises(Exception, match="already exists"):
        await migrate(engine)
    (tmp_path / "0001_half.sql").write_text("CREATE TABLE a (b BIGINT);")
    assert await migrate(engine) == ["0001_half.sql"]
    await engine.close()
