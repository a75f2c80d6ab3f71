"""Whether all is well is told by HTTP, to this machine only."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from bot.app import App
from bot.clock import MonotonicMark
from bot.config import load_config
from bot.errors import GridcallError
from bot.web.health import Health
from bot.web.server import Web
from tests.engines import on_sqlite
from tests.stories.town import Town
from tests.web.conftest import Asker, Steady


async def test_all_is_well_while_it_polls_writes_and_beats(town: Town, ask: Asker) -> None:
    await town.writes("王芳", "/help")
    status, told = await ask.health()
    assert (status, told["status"], told["late"]) == (200, "ok", [])
    assert all(told[f"{name}_age_seconds"] < 30 for name in ("poll", "write", "pulse"))


async def test_when_polling_stops_it_says_so(town: Town, ask: Asker, steady: Steady) -> None:
    await town.app.receiver.stop()
    steady.ahead += 91
    await town.app.pulse.beat()
    status, told = await ask.health()
    assert (status, told["status"], told["late"]) == (503, "late", ["poll"])
    assert told["poll_age_seconds"] >= 91


async def test_when_nothing_is_written_and_no_pulse_beats(
    town: Town, ask: Asker, steady: Steady
) -> None:
    steady.ahead += 61
    assert (await ask.health())[1]["late"] == ["write", "pulse"]
    await town.app.pulse.beat()
    assert (await ask.health())[0] == 200


@on_sqlite
async def test_one_update_is_a_sign_of_life(town: Town, ask: Asker, steady: Steady) -> None:
    steady.ahead += 91
    assert "poll" in (await ask.health())[1]["late"]
    await town.writes("王芳", "/help")
    assert (await ask.health())[0] == 200


def test_what_has_never_happened_has_no_age_and_is_late_in_the_end(steady: Steady) -> None:
    health = Health(MonotonicMark(), MonotonicMark(), MonotonicMark())
    assert (health.late(), health.told()["poll_age_seconds"]) == ([], None)
    steady.ahead += 91
    assert health.late() == ["poll", "write", "pulse"]


@on_sqlite
@pytest.mark.parametrize("path", ["/healthz", "/metrics"])
async def test_a_foreign_name_for_this_machine_is_refused(
    town: Town, ask: Asker, path: str
) -> None:
    for host in ("example.org", "127.0.0.1.example.org:80", "[", ""):
        assert (await ask.get(path, Host=host))[0] == 403
    for host in ("localhost", "127.0.0.1:1", "[::1]:80"):
        assert (await ask.get(path, Host=host))[0] == 200


@on_sqlite
async def test_nothing_else_can_be_asked_or_done(town: Town, ask: Asker) -> None:
    assert (await ask.get("/"))[0] == 404
    async with ask.session.post("/healthz") as answer:
        assert answer.status == 405
        assert answer.headers["Server"] == "gridcall"


@on_sqlite
async def test_only_the_loopback_address_listens(town: Town, ask: Asker) -> None:
    assert town.app.web
    with pytest.raises(aiohttp.ClientConnectorError):
        await ask.session.get(f"http://127.0.0.2:{town.app.web.port}/healthz")


@on_sqlite
async def test_a_port_that_is_taken_is_named(town: Town, ask: Asker) -> None:
    app = town.app
    assert app.web
    second = Web(
        app.web.port,
        app.database,
        app.sender,
        Health(MonotonicMark(), MonotonicMark(), MonotonicMark()),
    )
    with pytest.raises(GridcallError, match=str(app.web.port)):
        await second.start()
    await second.stop()


@on_sqlite
async def test_a_bot_that_cannot_listen_closes_what_it_opened(
    town: Town, ask: Asker, tmp_path: Path
) -> None:
    second = await App.build(load_config(tmp_path / "config.toml"), tmp_path)
    with pytest.raises(
        GridcallError, match=r"^Cannot listen on port \d+: Address already in use\. Please"
    ):
        await second.run()
    assert (await ask.health())[0] == 200


@on_sqlite
async def test_it_ends_with_the_bot(town: Town, ask: Asker) -> None:
    assert (await ask.health())[0] == 200
    assert town.app.web
    await town.app.web.stop()
    with pytest.raises(aiohttp.ClientConnectionError):
        await ask.health()
