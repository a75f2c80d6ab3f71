"""`gridcall init` and `gridcall check` against the embedded server."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest_asyncio

from bot.clock import ManualClock
from bot.config import load_config
from bot.demo.botapi import BotApiServer, World
from bot.store.house.operators import known_operators
from tests.cli.conftest import LIST, SETTINGS, Terminal
from tests.engines import MORNING, open_database


@pytest_asyncio.fixture
async def server() -> AsyncIterator[BotApiServer]:
    world = World(lambda: datetime.now(UTC))
    made = BotApiServer(world)
    await made.start()
    yield made
    await made.stop()


def link_in(out: str) -> str:
    found = re.search(r"https://t\.me/gridcall_demo_bot\?start=op_[A-Za-z0-9_-]+", out)
    assert found
    return found[0]


async def test_from_a_token_to_an_operator(bare: Terminal, server: BotApiServer) -> None:
    told = await bare.spawn("init", *asked(server))
    assert (told.status, told.err) == (0, "")
    settings = bare.folder / "config.toml"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    config = load_config(settings)
    assert (config.telegram.secret(), config.language) == (server.token, "zh-hans")
    running = await bare.begin("run")
    person = server.world.person("运维")
    person.follow(link_in(told.out))
    await server.world.until(lambda: person.private.from_bot, 20)
    assert "管理员" in person.private.from_bot[-1].text
    person.send_document(person.private, "名册.csv", LIST.encode())
    await server.world.until(lambda: "导入" in person.private.from_bot[-1].text, 20)
    beside = await bare.spawn("init")  # another link, while the bot holds the database
    assert (beside.status, beside.err) == (0, "")
    assert "First start the bot" not in beside.out
    second = server.world.person("值班")
    second.follow(link_in(beside.out))
    await server.world.until(lambda: second.private.from_bot, 20)
    assert "管理员" in second.private.from_bot[-1].text
    running.terminate()
    out, _ = await running.communicate()
    assert running.returncode == 0
    assert out.decode().splitlines() == [
        "@gridcall_demo_bot is running: no roster yet.",
        "It knows 0 linked people, 0 who may write notices, 0 operators, 0 groups.",
        "https://t.me/gridcall_demo_bot, `gridcall check` says what is missing, Ctrl-C ends it",
    ]
    url = f"sqlite:///{bare.folder}/gridcall.sqlite"
    database = await open_database(url, ManualClock(MORNING))
    assert await database.read(lambda tx, _, __: known_operators(tx), None) == {
        person.id,
        second.id,
    }
    await database.close()


async def test_a_wrong_token_leaves_nothing(bare: Terminal, server: BotApiServer) -> None:
    for token, sentence in {
        "1:unknown": "Telegram does not know this bot token",
        "no token": "Wrong value for token: does not look like a bot token",
    }.items():
        told = await bare.spawn("init", "--token", token, "--base-url", server.base_url)
        assert (told.status, told.out) == (1, "")
        assert told.err.startswith(sentence)
    assert list(bare.folder.iterdir()) == []


async def test_settings_are_never_overwritten(bare: Terminal, server: BotApiServer) -> None:
    first = await bare.spawn("init", *asked(server), "--language", "en")
    second = await bare.spawn("init")
    assert link_in(first.out) != link_in(second.out)
    third = await bare.spawn("init", *asked(server))
    assert (third.status, third.out) == (1, "")
    assert "is there already" in third.err


async def test_the_token_may_stay_in_its_file(bare: Terminal, server: BotApiServer) -> None:
    secret = bare.file("secret.txt", f"{server.token}\n")
    told = await bare.spawn("init", "--token-file", secret, "--base-url", server.base_url)
    assert told.status == 0
    assert server.token not in (bare.folder / "config.toml").read_text("utf-8")


async def test_check_lists_what_is_there_and_what_is_not(
    bare: Terminal, server: BotApiServer
) -> None:
    assert (await bare.spawn("check")).status == 1
    await bare.spawn("init", *asked(server))
    fresh = await bare.spawn("check")
    assert fresh.status == 0
    assert fresh.out.splitlines() == [
        "✓ The settings in config.toml can be used.",
        "✓ Telegram knows this bot as @gridcall_demo_bot.",
        "✓ Privacy mode is on: talk in groups stays there.",
        "✓ The database can be read and is up to date.",
        "○ No operator is known yet: `gridcall init` shows a link.",
        "○ There is no roster yet: gridcall roster import FILE",
        "○ The bot is in no group yet: add it to a building leads' group.",
    ]
    await bare.spawn("roster", "import", bare.file("list.csv"))
    server.world.bot.privacy = False
    later = await bare.spawn("check")
    assert later.status == 1
    assert "✗ Privacy mode is off" in later.out
    assert "✓ Roster: 5 units, 4 people in post, 1 post vacant." in later.out


async def test_check_goes_on_where_something_is_wrong(bare: Terminal, server: BotApiServer) -> None:
    await bare.spawn("init", *asked(server))
    bare.file("gridcall.sqlite", b"this is no database" * 100)
    await server.stop()
    told = await bare.spawn("check")
    assert told.status == 1
    wrong = [line for line in told.out.splitlines() if line.startswith("✗")]
    assert len(wrong) == 2
    assert "Telegram does not answer" in wrong[0]
    assert "The database file is not a database. A backup takes its place with" in wrong[1]
    assert server.token not in told.out + told.err


def modes(terminal: Terminal) -> dict[str, int]:
    files = terminal.folder.glob("gridcall.*")
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in files}


async def test_the_database_and_all_beside_it_are_the_owners(
    bare: Terminal, server: BotApiServer
) -> None:
    before = os.umask(0)
    try:
        await bare.spawn("init", *asked(server))
        bot = await bare.begin("run")
        assert bot.stdout is not None
        await bot.stdout.readline()
        await bare.spawn("roster", "export", bare.folder / "gridcall.list.csv")
        await bare.spawn("backup", bare.folder / "gridcall.backup.sqlite")
        found = modes(bare)
        bot.terminate()
        await bot.wait()
    finally:
        os.umask(before)
    assert set(found.values()) == {0o600}
    names = {"sqlite", "sqlite-wal", "sqlite-shm", "sqlite.lock", "notes", "backup.sqlite"}
    assert {f"gridcall.{name}" for name in names} <= set(found)


async def test_check_complains_of_what_others_can_read(
    bare: Terminal, server: BotApiServer
) -> None:
    await bare.spawn("init", *asked(server))
    assert (await bare.spawn("check")).status == 0
    for file in ("gridcall.sqlite", "gridcall.sqlite.lock"):
        (bare.folder / file).chmod(0o644)
    bare.folder.chmod(0o777)
    told = await bare.spawn("check")
    assert told.status == 1
    wrong = [line for line in told.out.splitlines() if line.startswith("✗")]
    assert wrong[0].endswith("chmod 600 gridcall.sqlite")
    assert wrong[1].endswith("chmod 600 gridcall.sqlite.lock")
    assert wrong[2].endswith(f"chmod go-w {bare.folder}")
    bare.folder.chmod(0o700)
    assert (await bare.spawn("init")).status == 0  # whoever opens it to write mends it
    assert (await bare.spawn("check")).status == 0


async def test_errors_speak_the_language_of_the_terminal(
    bare: Terminal, server: BotApiServer
) -> None:
    await bare.spawn("init", *asked(server))
    await server.stop()
    for language, words in {"zh_CN.UTF-8": "没有连上", "zh_TW.UTF-8": "沒有連上"}.items():
        told = await bare.spawn("run", LC_ALL=language)
        assert (told.status, words in told.err, "HTTPS_PROXY" in told.err) == (1, True, True)
    bare.file("config.toml", 'language = "zh"\n[database]\nurl = "mysql://root:pw@host/x"')
    told = await bare.spawn("run", LC_ALL="zh_CN.UTF-8")
    assert told.err.splitlines()[0] == (
        "language 的值不对：只能是 zh-hans, zh-hant, en 之一。现在写的是“zh”。"
    )
    assert "pw" not in told.err


async def test_a_proxy_that_does_not_answer_is_named(bare: Terminal) -> None:
    for proxy in ("http://user:secret@127.0.0.1:9", "socks5://127.0.0.1:9"):
        told = await bare.spawn("init", "--token", "1:unknown", HTTPS_PROXY=proxy, NO_PROXY="")
        assert told.status == 1
        assert f"proxy {proxy.replace('user:secret@', '')}." in told.err
        assert "secret" not in told.err


async def test_run_gives_up_where_telegram_is_silent(bare: Terminal, server: BotApiServer) -> None:
    await bare.spawn("init", *asked(server))
    await server.stop()
    told = await bare.spawn("run")
    assert told.status == 1
    assert "Telegram does not answer at http://127.0.0.1" in told.err
    assert "set HTTPS_PROXY" in told.err
    assert "(NotSent)" not in told.err
    assert server.token not in told.out + told.err


async def test_run_without_a_token_says_so(bare: Terminal) -> None:
    bare.file("config.toml", SETTINGS)
    told = await bare.spawn("run")
    assert (told.status, told.err[:13]) == (1, "No bot token:")


def asked(server: BotApiServer) -> tuple[str, ...]:
    return ("--token", server.token, "--base-url", server.base_url)
