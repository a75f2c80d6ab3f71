"""What the log shows, and what it must not."""

from __future__ import annotations

import json

import pytest
import structlog

from bot.cli import logs


def test_a_traceback_shows_no_values(capfd: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    logs.configure()
    secret = "123456:canary"
    try:
        raise ValueError("something")
    except ValueError:
        structlog.get_logger().exception("went_wrong")
    line = json.loads(capfd.readouterr().err.splitlines()[-1])
    structlog.configure(**before)
    assert line["event"] == "went_wrong"
    assert "ValueError: something" in line["exception"]
    assert secret not in json.dumps(line)


def test_debug_is_left_out_and_lines_are_json(capfd: pytest.CaptureFixture[str]) -> None:
    before = structlog.get_config()
    logs.configure()
    structlog.get_logger().debug("noise")
    structlog.get_logger().info("app.started", 名="幸福里")
    said = capfd.readouterr().err
    structlog.configure(**before)
    assert "noise" not in said
    assert "幸福里" in said
