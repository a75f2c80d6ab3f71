"""What the log shows and what it never shows."""

from __future__ import annotations

import errno
import io
import json
import logging
import sys

import pytest
import structlog

from bot.cli import logs
from tests.canary import TOKEN


def test_a_traceback_shows_no_values(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    secret = TOKEN
    try:
        raise ValueError("something")
    except ValueError:
        structlog.get_logger().exception("went_wrong")
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    assert line["event"] == "went_wrong"
    assert "ValueError: something" in line["exception"]
    assert secret not in json.dumps(line)


def test_debug_is_left_out_and_lines_are_json(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    structlog.get_logger().debug("noise")
    structlog.get_logger().info("app.started", 名="幸福里")
    said = capfd.readouterr().err
    assert "noise" not in said
    assert "幸福里" in said


def others(level: str) -> None:
    """Other libraries say something too."""
    logs.configure(level)
    logging.getLogger("aiohttp.client").debug("GET /bot%s/getMe", TOKEN)
    logging.getLogger("telegram.Bot").debug("with parameters %s", "王芳 13800138003")
    logging.getLogger("apscheduler").warning("missed by %s", "3 s")


def test_other_libraries_are_heard_from_warning_and_in_the_same_form(
    capfd: pytest.CaptureFixture[str],
) -> None:
    others("info")
    (line,) = map(json.loads, capfd.readouterr().err.splitlines())
    assert (line["event"], line["logger"], line["level"]) == (
        "missed by 3 s",
        "apscheduler",
        "warning",
    )


def test_at_debug_all_is_heard_but_what_people_say_and_the_token(
    capfd: pytest.CaptureFixture[str],
) -> None:
    others("debug")
    structlog.get_logger().debug("token", value=TOKEN)
    said = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    assert [line["event"] for line in said] == ["GET /bot…/getMe", "missed by 3 s", "token"]
    assert said[-1]["value"] == "…"


def test_a_traceback_and_an_error_lose_the_token(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    try:
        raise ValueError(f"no answer from https://t.example/bot{TOKEN}/getMe")
    except ValueError:
        logging.getLogger("any.library").exception("oh")
        structlog.get_logger().exception("oh")
    said = capfd.readouterr().err
    assert said.count("https://t.example/bot…/getMe") == 2
    assert TOKEN not in said


def test_a_terminal_gets_lines_to_read(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    logs.configure("warning")
    structlog.get_logger().info("app.started")
    structlog.get_logger().warning("poll_failed", error=f"for {TOKEN}")
    said = capfd.readouterr().err
    assert "app.started" not in said
    assert "poll_failed" in said
    assert not said.startswith("{")


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_under_the_log_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", FullDisk())
    logs.configure()
    structlog.get_logger().warning("poll_failed", error="TimedOut")
    logging.getLogger("apscheduler").warning("missed")
