"""What the log shows, and what it must not."""

from __future__ import annotations

import errno
import io
import json
import sys

import pytest
import structlog

from bot.cli import logs


def test_a_traceback_shows_no_values(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure()
    secret = "123456:canary"
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


class FullDisk(io.StringIO):
    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_under_the_log_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", FullDisk())
    logs.configure()
    structlog.get_logger().warning("poll_failed", error="TimedOut")
