"""Log formats: readable lines at a terminal, JSON otherwise.

Tracebacks omit local variables, which may hold texts, numbers or the token.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from typing import Any

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, add_log_level, format_exc_info
from structlog.stdlib import ProcessorFormatter

from bot.delivery.redact import guard_logs, redacted

LEVELS = logging.getLevelNamesMapping()
_REPEAT_WHAT_WAS_SAID = ("telegram", "aiosqlite")
"""Libraries whose debug lines contain names, numbers and texts."""


class _TolerantLogger(structlog.PrintLogger):
    """Writes lines and ignores write errors (disk full, reader gone)."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


class _TolerantHandler(logging.StreamHandler[Any]):
    """The same for other libraries' log records."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Nowhere to report a failing log."""


def configure(level: str = "info") -> None:
    """Log to stderr from `level` up; other libraries from WARNING, or everything at debug."""
    first: list[Any] = [add_log_level, TimeStamper(fmt="iso", utc=True)]
    last = [*_last(readable=sys.stderr.isatty()), _without_token]
    structlog.configure(
        processors=[*first, *last],
        wrapper_class=structlog.make_filtering_bound_logger(LEVELS[level.upper()]),
        logger_factory=lambda *_: _TolerantLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    _of_others(level, first, last)


def _last(*, readable: bool) -> list[Any]:
    if readable:
        return [ConsoleRenderer(exception_formatter=plain_traceback)]
    return [format_exc_info, JSONRenderer(ensure_ascii=False)]


def _of_others(level: str, first: list[Any], last: list[Any]) -> None:
    """Format other libraries' records in the same way."""
    guard_logs()
    handler = _TolerantHandler(sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            processors=[ProcessorFormatter.remove_processors_meta, *last],
            foreign_pre_chain=[*first, structlog.stdlib.add_logger_name],
        )
    )
    debug = level == "debug"
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.DEBUG if debug else max(logging.WARNING, LEVELS[level.upper()]))
    for name in _REPEAT_WHAT_WAS_SAID:
        logging.getLogger(name).setLevel(logging.INFO if debug else logging.NOTSET)


def _without_token(_logger: Any, _method: str, line: str) -> str:
    return redacted(line)
