"""Every named query is documented, valid on both engines, and called as declared."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.store.database import Database
from bot.store.tx import QUERIES, Tx

CODE = QUERIES.parent.parent
_OPERATORS = {"one": {"^"}, "need": {"^"}, "all": {""}, "run": {"!"}, "run_many": {"*!"}}


@dataclass(frozen=True)
class Query:
    name: str
    operator: str
    comment: str
    sql: str
    engine: str

    @property
    def parameters(self) -> set[str]:
        return set(re.findall(r"(?<!:):(\w+)", self.sql))


def _engine(path: Path) -> str:
    """The engine a file is for: psycopg for `x.psycopg.sql`, "common" for `x.sql`."""
    return path.suffixes[0].removeprefix(".") if len(path.suffixes) > 1 else "common"


def _queries() -> Iterator[Query]:
    for path in sorted(QUERIES.rglob("*.sql")):
        for block in re.split(r"^-- name: ", path.read_text("utf-8"), flags=re.MULTILINE)[1:]:
            head, *lines = block.strip().splitlines()
            parts = re.fullmatch(r"(\w+)([\^!*]*)", head.strip())
            assert parts, f"{path.name}: {head}"
            said = [line[2:].strip() for line in lines if line.startswith("--")]
            sql = "\n".join(line for line in lines if not line.startswith("--"))
            yield Query(parts[1], parts[2], " ".join(said), sql, _engine(path))


ALL = list(_queries())
COMMON = {query.name: query for query in ALL if query.engine == "common"}


def test_names_are_told_apart() -> None:
    names = [(query.engine, query.name) for query in ALL]
    assert sorted(names) == sorted(set(names))


def test_each_query_says_what_it_is_for() -> None:
    silent = [query.name for query in ALL if not re.match(r"[A-Z].+[.:;]", query.comment)]
    assert silent == []


def test_each_query_is_used() -> None:
    words = {
        word
        for path in CODE.rglob("*.py")
        for word in re.findall(r'"(\w+)"', path.read_text("utf-8"))
    }
    assert sorted({query.name for query in ALL} - words) == []


async def test_both_engines_understand_each_query(database: Database, engine_name: str) -> None:
    driver = "sqlite3" if engine_name == "sqlite" else "psycopg"
    own = [query for query in ALL if query.engine in {"common", driver}]
    assert await database.transact(_misunderstood, own) == []


def _misunderstood(tx: Tx, queries: list[Query], _now: datetime) -> list[str]:
    return [complaint for query in queries if (complaint := _explain(tx.connection, query))]


def _explain(connection: Any, query: Query) -> str | None:
    """What the engine complains of, told nothing about the types of the parameters."""
    sql, facts = query.sql.rstrip().rstrip(";"), dict.fromkeys(query.parameters)
    if "psycopg" in type(connection).__module__:
        sql = re.sub(r"(?<!:):(\w+)", r"%(\1)s", sql.replace("%", "%%"))
    connection.execute("SAVEPOINT query")
    try:
        connection.execute(sql if sql.startswith("ANALYZE") else f"EXPLAIN {sql}", facts)
    except Exception as error:  # whatever the driver calls it
        return f"{query.name}: {error}"
    finally:
        connection.execute("ROLLBACK TO SAVEPOINT query")
    return None


def test_each_call_suits_its_query() -> None:
    assert [complaint for call in _calls() if (complaint := _unsuited(*call))] == []


def _calls() -> Iterator[tuple[str, str, str, ast.Call]]:
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="tx"), attr=method),
                    args=[ast.Constant(value=str(name)), *_],
                ) if method in _OPERATORS:
                    yield f"{path.relative_to(CODE)}:{node.lineno}", name, method, node


def _unsuited(where: str, name: str, method: str, call: ast.Call) -> str | None:
    query = COMMON.get(name)
    if query is None:
        return f"{where}: there is no query {name}"
    if query.operator not in _OPERATORS[method]:
        return f"{where}: {name} is not run by tx.{method}"
    given = {keyword.arg for keyword in call.keywords}
    open_ended = method == "run_many" or None in given
    missing = set() if open_ended else query.parameters - given
    unknown = given - query.parameters - {None}
    return f"{where}: {name} wants {query.parameters}" if missing | unknown else None


def test_each_query_has_a_name_of_its_own() -> None:
    """Of two queries with one name, one would silently be lost."""
    found = Counter(each.name for each in _queries() if each.engine == "common")
    assert [name for name, times in found.items() if times > 1] == []
