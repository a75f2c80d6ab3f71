"""Telegram does not answer when the bot starts, or no longer knows its token."""

from __future__ import annotations

from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.engines import on_sqlite
from tests.faults.wire import SICK, TOO_MANY, TRUNCATED, Wire
from tests.faults.wired import SOON, Wired
from tests.stories.town import Town

pytestmark = on_sqlite


@pytest.mark.parametrize("asked_before", [0, 1])
async def test_what_passes_is_waited_out(
    tmp_path: Path, database_url: str, asked_before: int
) -> None:
    wire = Wire()
    faults = [TOO_MANY, SICK, TRUNCATED]
    wire.weather = lambda request: (
        faults.pop(0)
        if request.method == "getMe" and faults and len(wire.seen("getMe")) >= asked_before
        else None
    )
    with capture_logs() as logs:
        town = await Town.open(tmp_path, database_url, by=wire.open, waits=SOON)
    said = [each for each in logs if each["event"] == "waiting_for_telegram"]
    assert [each["seconds"] for each in said] == [1.0, SOON.pause, SOON.pause * 2]
    await town.settle()
    await town.close()
    await wire.cut()


async def test_a_token_that_was_revoked_is_named_with_what_to_do(wired: Wired) -> None:
    await wired.warns()
    wired.server.token, known = "1:revoked", wired.server.token
    with capture_logs() as logs:
        wired.world.updates.close()
        await wired.once(lambda: [each for each in logs if each["event"] == "token_refused"])
    wired.server.token = known
    assert "@BotFather" in logs[-1]["hint"]
    assert known not in str(logs)
    await wired.presses("王芳", "收到")
    assert await wired.count("acknowledgement") == 1
