"""Notes which named queries were executed on PostgreSQL: `--every-query` fails where one was not.

Most stories run on SQLite alone. What differs between the engines is found by a query's text and
the types of its parameters, so that each is executed on PostgreSQL by at least one test.
"""

from __future__ import annotations

import sqlite3
from functools import wraps
from typing import Any

import pytest

from bot.store.tx import Tx, named_queries

_CURSOR = "_cursor"
"""What the names of aiosql's second form of a select end in; nothing uses it."""


class Executed:
    """A plugin of pytest's."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._missing: list[str] = []

    def pytest_configure(self) -> None:
        """Listen to every transaction."""
        for name in ("_execute", "run_many"):
            self._before(name)

    def _before(self, name: str) -> None:
        real = getattr(Tx, name)

        @wraps(real)
        def noted(tx: Tx, query: str, facts: Any) -> Any:
            if not isinstance(tx.connection, sqlite3.Connection):
                self._seen.add(query)
            return real(tx, query, facts)

        setattr(Tx, name, noted)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a process of pytest-xdist's has noted."""
        self._seen.update(getattr(node, "workeroutput", {}).get("executed", ()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Compare with all queries; the processes of pytest-xdist's only tell."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["executed"] = sorted(self._seen)
        elif session.config.getoption("--every-query"):
            known = {name for name in named_queries("psycopg") if not name.endswith(_CURSOR)}
            self._missing = sorted(known - self._seen)
            if self._missing:
                session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Name them."""
        if self._missing:
            terminalreporter.section("never executed on PostgreSQL", red=True)
            terminalreporter.line(", ".join(self._missing))
            terminalreporter.line("A test that executes them has to be @on_both (tests.engines).")
