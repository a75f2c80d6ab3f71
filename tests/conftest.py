"""Rules for all tests: no network but loopback, and no unnoticed skips in CI."""

import logging
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from typing import Any

import pytest
import structlog
from hypothesis import Phase, settings

from tests.canary import Canary
from tests.engines import (  # noqa: F401 - fixtures for every test
    clock,
    database,
    database_url,
    empty_url,
    engine_name,
    postgres,
    sqlite_template,
)
from tests.executed import Executed

# Processes that tests start say all they can say, so that a token in it is heard.
os.environ.setdefault("GRIDCALL_LOG__LEVEL", "debug")

CI = os.environ.get("CI", "").lower() in {"1", "true"}
LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def _stay_at_home(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse a connection that leaves this machine: a test that needs one is flaky by design."""
    if event != "socket.connect" or not isinstance(address := arguments[1], tuple):
        return
    if not str(address[0]).startswith(LOOPBACK):
        raise RuntimeError(f"A test tried to reach {address[0]}; tests stay on loopback.")


sys.addaudithook(_stay_at_home)


def pytest_addoption(parser: pytest.Parser) -> None:
    """For the whole suite."""
    told = "fail if a named query was never executed on PostgreSQL"
    parser.addoption("--every-query", action="store_true", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Listen for the token in all that is written, and to the queries."""
    config.pluginmanager.register(Canary(), "canary")
    config.pluginmanager.register(Executed(), "executed")


# Values of locals in a traceback take seconds to draw, and a test waits for its log meanwhile.
structlog.configure(
    processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()],
    logger_factory=structlog.stdlib.LoggerFactory(),
)


@pytest.fixture(autouse=True)
def same_log() -> Iterator[None]:
    """Put the log back: a command under test writes it to a stream that ends with the test."""
    plain, root = structlog.get_config(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.configure(**plain)
    root.handlers[:] = handlers
    root.setLevel(level)


# A busy machine is slow, not wrong: properties are about answers, benchmarks about time.
settings.register_profile("gridcall", deadline=None)
# For `make mutants`: without chance, and nothing kept from one run for the next.
settings.register_profile(
    "mutants",
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)
settings.load_profile("gridcall")


def _as_failure(report: pytest.TestReport | pytest.CollectReport) -> None:
    report.outcome = "failed"
    report.longrepr = f"Skipped, and CI runs everything: {report.longrepr}"


# A skipped test looks green. On a developer's machine a browser may be missing and that is fine;
# in CI it would mean that nobody ever notices the test has stopped running.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skipped test red in CI, except where it compares with a file from outside."""
    report = yield
    expected = hasattr(report, "wasxfail") or item.get_closest_marker("reference")
    if CI and report.skipped and not expected:
        _as_failure(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a module that skips itself red in CI."""
    report = yield
    if CI and report.skipped:
        _as_failure(report)
    return report


@pytest.fixture(scope="session")
def chromium() -> str:
    """Find a Chromium for the tests marked `browser`; `make test` sees to one where it may."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    pytest.skip("no Chromium on this machine")
