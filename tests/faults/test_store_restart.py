"""The PostgreSQL server is restarted while the bot works: it connects again by itself."""

from __future__ import annotations

import asyncio
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.delivery.waits import Waits
from bot.errors import Refused
from bot.store.engine import open_engine
from bot.store.lock import locked
from bot.store.tx import Tx
from tests.faults.servers import OwnServer
from tests.stories.town import Town

SOON = Waits(pause=0.02, longest_pause=0.05, database=0.02)
LEADS = tuple(f"楼长{chr(0x4E00 + number)}" for number in range(40))
EVERYBODY = ("陈刚", *LEADS)
_numbers = count()


@pytest.fixture(scope="module")
def server() -> Iterator[OwnServer]:
    # Not under pytest's folder: the path of a socket may have some hundred characters only.
    found = OwnServer(Path(tempfile.mkdtemp(prefix="gridcall-own-")))
    yield found
    found.remove()


@pytest.fixture
def url(server: OwnServer) -> str:
    return server.database(f"restarted_{next(_numbers)}")


@pytest_asyncio.fixture
async def town(tmp_path: Path, url: str) -> AsyncIterator[Town]:
    """A liaison, and a branch of forty buildings whose leads are linked."""
    found = await Town.open(tmp_path, url, waits=SOON)
    rows = (f"幸福社区,幸福里,{number}栋,楼长,{name}" for number, name in enumerate(LEADS, 1))
    await found.roster("幸福社区,,,专员,李敏", "幸福社区,幸福里,,书记,陈刚", *rows)
    await found.linked("李敏", *EVERYBODY)
    yield found
    await found.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.sender._DATABASE_AWAY", 0.02)


async def _restart(server: OwnServer) -> None:
    await server.crash()
    await asyncio.sleep(0.1)
    await server.start()


async def _everybody_presses(town: Town) -> None:
    """Press one after the other as soon as the cards have come."""
    for name in EVERYBODY:
        person = town.person(name)
        await town.world.until(lambda: person.private.last.buttons, 20)  # noqa: B023
        person.press(person.private.last, "收到")
        await asyncio.sleep(0.01)


async def test_a_restart_under_load_loses_nothing_and_does_nothing_twice(
    town: Town, server: OwnServer
) -> None:
    await town.writes("李敏", "今晚停水")
    await town.presses("李敏", "紧急")
    liaison = town.person("李敏")
    liaison.press(town.newest(liaison.private, "发送"), "发送")
    with capture_logs() as log:
        pressing = asyncio.create_task(_everybody_presses(town))
        for _ in range(2):
            await _restart(server)
        await pressing
    await town.settle()
    assert await _answers(town) == [1] * len(EVERYBODY)
    assert {name: len(town.said(name, "#1】今晚停水")) for name in EVERYBODY} == dict.fromkeys(
        EVERYBODY, 1
    )
    assert not [name for name in EVERYBODY if town.said(name, "重发")]
    toasts = Counter(
        each.params["callback_query_id"] for each in town.world.calls("answerCallbackQuery")
    )
    assert set(toasts.values()) == {1}
    assert "全部收到" in liaison.private.last.text
    assert {"poll_failed", "outbox_round_failed", "database_out_of_reach"} & _events(log)


async def _answers(town: Town) -> list[int]:
    """The number of acknowledgements of each target."""

    def count_answers(tx: Tx, _query: None, _now: Any) -> list[int]:
        rows = tx.connection.execute(
            """SELECT COUNT(k.id) AS n FROM target t
            LEFT JOIN acknowledgement k ON k.target_id = t.id GROUP BY t.id"""
        )
        return [int(row["n"]) for row in rows.fetchall()]

    return await town.app.database.read(count_answers, None)


def _events(log: list[Any]) -> set[str]:
    return {line["event"] for line in log}


async def test_after_a_restart_another_process_is_refused_still(
    url: str, server: OwnServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.store.lock.LOCK_TIMEOUT", "100ms")
    with locked(url):
        ours = await open_engine(url, Path())
        await _restart(server)
        with pytest.raises(psycopg.OperationalError):
            await ours.write(lambda connection: connection.execute("SELECT 1"))
        await ours.write(lambda connection: connection.execute("SELECT 1"))
        with pytest.raises(Refused, match="database_in_use"), locked(url):
            pass
        with pytest.raises(Refused, match="database_in_use"):
            await open_engine(url, Path())
        await ours.close()
    with locked(url):
        await (await open_engine(url, Path())).close()
