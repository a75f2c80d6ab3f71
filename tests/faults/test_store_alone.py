"""A second process on the same database."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from pathlib import Path

from bot.demo.botapi import BotApiServer, World
from tests.cli.conftest import Terminal

PATIENCE = 20.0
REFUSED = "The bot is running with this database; please stop it first."


async def test_a_second_process_is_refused_with_a_sentence_and_the_first_goes_on(
    tmp_path: Path, database_url: str
) -> None:
    world = World(lambda: datetime.now(UTC))
    server = BotApiServer(world)
    await server.start()
    terminal = Terminal(tmp_path)
    terminal.file(
        "config.toml",
        f'[telegram]\ntoken = "{server.token}"\nbase_url = "{server.base_url}"\n'
        f'[database]\nurl = "{database_url}"\n',
    )
    first = await terminal.begin("run")
    try:
        await world.until(lambda: world.updates.quiet, PATIENCE)
        second = await terminal.spawn("run")
        assert (second.status, second.out) == (1, "")
        assert second.err.splitlines()[-1].startswith(REFUSED)
        world.person("王芳").start()
        await world.until(lambda: world.calls("sendMessage"), PATIENCE)
        assert not [call for call in world.calls("getUpdates") if call.code == 409]
    finally:
        first.send_signal(signal.SIGTERM)
        await first.communicate()
        await server.stop()
    assert first.returncode == 0
