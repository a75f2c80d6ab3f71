"""The demo put together, without a browser."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import aiohttp
import pytest
import pytest_asyncio

from bot.demo import sample
from bot.demo.run import run_demo
from bot.demo.settings import DATABASE
from bot.demo.theatre import Theatre
from bot.errors import GridcallError
from bot.roster.model import Roster
from bot.store.groups import groups
from bot.store.roster import roster
from bot.store.tx import Tx

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def theatre(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Theatre]:
    """Opened once: nobody here changes anything."""
    found = Theatre(None)
    await found.server.start()
    try:
        await found.open(tmp_path_factory.mktemp("demo"))
        yield found
    finally:
        await found.close()


def load(tx: Tx, _query: None, _now: datetime) -> tuple[Roster, int]:
    return roster.load_roster(tx), len(groups.unbound(tx))


async def test_the_community_has_moved_in(theatre: Theatre) -> None:
    assert theatre.app is not None
    found, unbound = await theatre.app.database.read(load, None)
    known = {member.name for member in found.members.values() if member.linked}
    assert known == {name for name in sample.posts() if sample.linked(name)}
    assert unbound == 1
    assert theatre.server.violations == []


async def test_some_can_only_be_reached_in_groups(theatre: Theatre) -> None:
    assert theatre.app is not None
    found, _ = await theatre.app.database.read(load, None)
    linked = [member for member in found.members.values() if member.linked]
    assert {member.name for member in linked if not member.reachable} == sample.BLOCKED


async def test_the_bot_greets_by_post(theatre: Theatre) -> None:
    people = theatre.community.people
    assert "王芳楼长" in people["王芳"].private.last.text
    assert "江小燕" in people["江小燕"].private.last.text
    assert people["郭伟民"].private.messages == []


async def test_a_taken_port_is_said(theatre: Theatre) -> None:
    with pytest.raises(GridcallError, match="taken"):
        await run_demo(theatre.server.port, browser=False)


async def test_a_kept_database_is_not_used_again(tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    with pytest.raises(GridcallError, match="another demo"):
        await run_demo(0, browser=False, keep=tmp_path)


async def test_the_board_is_served_beside_the_chats(theatre: Theatre) -> None:
    assert theatre.app is not None
    assert theatre.app.board is not None
    root = f"http://127.0.0.1:{theatre.app.board.server.port}"
    async with aiohttp.ClientSession() as session, session.get(f"{root}/healthz") as answer:
        assert await answer.json() == {"status": "ok"}
