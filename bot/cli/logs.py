"""What the log looks like: lines to read at a terminal, JSON for whatever else reads them.

Tracebacks come without the values of local variables: those may be texts, numbers or the token.
"""

from __future__ import annotations

import contextlib
import logging
import sys
from typing import Any

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper, add_log_level, format_exc_info


class _Steadfast(structlog.PrintLogger):
    """Writes lines; one that cannot be written (disk full, reader gone) stops nothing else."""

    def msg(self, message: str) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().msg(message)

    log = debug = info = warn = warning = msg
    fatal = failure = err = error = critical = exception = msg


def configure() -> None:
    """Write to stderr from the level INFO up; other libraries from WARNING."""
    readable = sys.stderr.isatty()
    last: list[Any] = (
        [ConsoleRenderer(exception_formatter=plain_traceback)]
        if readable
        else [format_exc_info, JSONRenderer(ensure_ascii=False)]
    )
    structlog.configure(
        processors=[add_log_level, TimeStamper(fmt="iso", utc=True), *last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: _Steadfast(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
