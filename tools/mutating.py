"""A pytest plugin that runs the collected tests once for each mutant, in a forked process.

The tests are collected once. One child records which tests call which function; then each mutant
gets a child that runs the tests of its function, quick ones first, until one fails or the time
for a mutant is spent.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import is_hypothesis_test

SURVIVED, KILLED, UNREACHED = 0, 1, 33
VERDICTS = {SURVIVED: "survived", KILLED: "killed", UNREACHED: "unreached"}
MEMORY = 4 << 30
"""Bytes of address space: a mutant that never stops collecting is stopped by this."""

WAITS = 120.0
"""Seconds for a child, however busy the machine is: a mutant may wait for what never comes."""

_failed = False
"""Whether a test of this child has failed."""


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a failure, in whatever part of the test."""
    global _failed
    _failed = _failed or report.failed


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Try every mutant of the plan instead of running each test once."""
    plan = json.loads(Path("plan.json").read_text("utf-8"))
    session.config._tmp_path_factory.getbasetemp()  # type: ignore[attr-defined]
    Path("reached.json").unlink(missing_ok=True)
    os.waitpid(_in_child(lambda: _record(session.items)), 0)
    if Path("reached.json").exists():
        tries = _Tries(session.items, plan["seconds"])
        verdicts = tries.all(plan["names"], plan["children"])
        Path("verdicts.json").write_text(json.dumps(verdicts), "utf-8")
    return True


def _record(items: list[pytest.Item]) -> int:
    """Write down for each function the tests that reach it and the CPU seconds each takes."""
    from mutmut.state import state

    _become("stats")
    reached: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, item in enumerate(items):
        state()._stats.clear()
        begun = time.process_time()
        item.ihook.pytest_runtest_protocol(item=item, nextitem=_next(items, number))
        for function in state()._stats:
            reached[function].append((number, time.process_time() - begun))
    if not _failed:
        Path("reached.json").write_text(json.dumps(reached), "utf-8")
    return int(_failed)


def _next(items: list[pytest.Item], number: int) -> pytest.Item | None:
    return items[number + 1] if number + 1 < len(items) else None


class _Tries:
    def __init__(self, items: list[pytest.Item], seconds: float) -> None:
        self._items, self._seconds = items, seconds
        self._reached = json.loads(Path("reached.json").read_text("utf-8"))

    def all(self, names: list[str], children: int) -> dict[str, str]:
        """What became of each."""
        codes: dict[str, int] = {}
        running: dict[int, str] = {}
        for name in names:
            if len(running) >= children:
                self._await(running, codes)
            running[_in_child(lambda name=name: self._one(name))] = name  # type: ignore[misc]
        while running:
            self._await(running, codes)
        return {name: VERDICTS.get(codes[name], "timeout") for name in names}

    def _await(self, running: dict[int, str], codes: dict[str, int]) -> None:
        child, status = os.wait()
        codes[running.pop(child)] = os.waitstatus_to_exitcode(status)

    def _one(self, name: str) -> int:
        tests = self._reached.get(name.partition("__mutmut_")[0])
        if not tests:
            return UNREACHED
        _become(name)
        chosen = self._affordable(tests)
        _limit(self._seconds)
        for number, item in enumerate(chosen):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=_next(chosen, number))
            if _failed:
                return KILLED
        return SURVIVED

    def _affordable(self, tests: list[tuple[int, float]]) -> list[pytest.Item]:
        """The tests there is time for; one at least."""
        chosen: list[pytest.Item] = []
        spent = 0.0
        for number, seconds in sorted(tests, key=self._turn):
            if chosen and spent + seconds > self._seconds:
                break
            chosen.append(self._items[number])
            spent += seconds
        return chosen

    def _turn(self, test: tuple[int, float]) -> tuple[bool, float]:
        """Examples before properties, quick before slow: most mutants fail one at once."""
        number, seconds = test
        return is_hypothesis_test(getattr(self._items[number], "obj", None)), seconds


def _become(name: str) -> None:
    """Let every trampoline of mutmut's see this mutant."""
    from mutmut.mutation import trampoline

    os.environ.pop("MUTANT_UNDER_TEST", None)
    trampoline.get_mutant_under_test = lambda: name


def _limit(usual: float) -> None:
    """Stop a child that uses far more CPU time than its tests usually do, or that waits."""
    signal.setitimer(signal.ITIMER_PROF, 3 * usual + 3)
    signal.setitimer(signal.ITIMER_REAL, WAITS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _in_child(work: Callable[[], Any]) -> int:
    """Begin the work in a forked process that ends with its result; the process's id."""
    if child := os.fork():
        return child
    code = KILLED
    try:
        code = work()
    finally:
        os._exit(code)
