"""The seven steps of the README, typed as they stand there, against the embedded server."""

from __future__ import annotations

import pytest

from bot.demo.botapi import BotApiServer
from tests.cli.conftest import LIST, Terminal
from tests.cli.test_init import asked, link_in, server
from tests.test_docs import ROOT, gridcalls, read

__all__ = ["server"]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "README.zh-Hant.md"])
async def test_its_commands_lead_to_a_running_bot(
    bare: Terminal, server: BotApiServer, name: str
) -> None:
    bare.file("roster.csv", LIST)
    steps = list(gridcalls(read(ROOT / name)))
    steps = steps[: steps.index(["run"]) + 1]
    link = ""
    for words in steps:
        # The file of the README is the office's own; the token is typed, not given.
        typed = [word.replace("roster.xlsx", "roster.csv") for word in words]
        if typed == ["init"]:
            told = await bare.spawn(*typed, *asked(server))
            link = link_in(told.out)
        elif typed == ["run"]:
            await _run_and_follow(bare, server, link)
            return
        else:
            told = await bare.spawn(*typed)
        assert (told.status, told.err) == (0, ""), typed
    pytest.fail("the README never runs the bot")


async def _run_and_follow(bare: Terminal, server: BotApiServer, link: str) -> None:
    running = await bare.begin("run")
    person = server.world.person("运维")
    person.follow(link)
    await server.world.until(lambda: person.private.from_bot, 20)
    assert "管理员" in person.private.from_bot[-1].text
    running.terminate()
    assert await running.wait() == 0
