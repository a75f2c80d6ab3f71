"""A database of the first version comes up with everything in it, in mid-course."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import bot.app
from bot.demo.botapi.messages import Message
from bot.store import backup
from bot.store.backup.examine import columns
from bot.store.engine import open_engine
from bot.store.migrate import lay_out, migrate, pending
from tests.canary import TOKEN
from tests.cli.conftest import Terminal
from tests.stories.town import Town
from tests.upgrades.left import Left

GROUP = "幸福里楼长群"


def old(town: Town, chat: str, part: str) -> Message:
    """The first message in a chat that contains `part`: one of the former bot's."""
    return town.said(chat, part)[0]


async def test_nothing_is_lost_on_the_way_up(left: Left, url: str, tmp_path: Path) -> None:
    before = _content(left.file(tmp_path / "before.sqlite"))
    engine = await open_engine(url, Path())
    expected = await pending(engine)
    assert "0001_core.sql" not in expected
    assert await migrate(engine) == expected
    await engine.close()
    backup.back_up(url, Path(), tmp_path / "after.sqlite")
    after = _content(tmp_path / "after.sqlite")
    before["outbox"]["lane"] = [each + (each >= 3) for each in before["outbox"]["lane"]]
    for table, names in before.items():
        assert after[table].keys() >= names.keys()
        assert {name: after[table][name] for name in names} == names, table


def _content(file: Path) -> dict[str, dict[str, list[Any]]]:
    """The contents of all columns of all tables."""
    with closing(sqlite3.connect(file)) as connection:
        return {
            table: {name: _column(connection, table, name, names[0]) for name in names}
            for table, names in columns(connection).items()
        }


def _column(connection: sqlite3.Connection, table: str, name: str, key: str) -> list[Any]:
    rows = connection.execute(f'SELECT "{name}" FROM {table} ORDER BY "{key}", rowid').fetchall()
    return [row[0] for row in rows]


async def test_what_had_come_is_handled_and_what_was_to_be_said_is_said(town: Town) -> None:
    assert "3/3：赵敏、李强、王芳" in old(town, GROUP, "#2】今晚停水").text, "赵敏 had pressed"
    for who in ("陈刚", "孙丽", "周杰", "吴静", GROUP):
        assert len(town.said(who, "【紧急通知 #3】台风预警")) == 1


async def test_buttons_of_earlier_cards_work(town: Town) -> None:
    assert "已转达 2 处" in await town.presses("孙丽", "收到并转达", old(town, "孙丽", "今晚停水"))
    assert town.said("周杰", "【通知 #2】今晚停水")
    card = old(town, GROUP, "#1】昨天的通知")
    assert "3 栋收到" in await town.presses("王芳", "收到", card)
    assert "1/3：王芳" in card.text
    assert "5/8" in old(town, "李敏", "#1 昨天的通知").text


async def test_buttons_of_earlier_reminders_work(town: Town) -> None:
    reminder = old(town, "赵敏", "#1 昨天的通知（5 栋）")
    assert "5 栋收到" in await town.presses("赵敏", "收到", reminder)
    above = old(town, "陈刚", "#1 昨天的通知：3、4")
    assert "还有 2 项" in above.text
    await town.presses("陈刚", "代答", above)
    screen = town.newest(town.person("陈刚").private, "‹ 返回")
    assert [button.text for row in screen.buttons[:-1] for button in row] == [
        "☐ #1 3 栋",
        "☐ #1 4 栋",
    ]


async def test_a_call_for_help_goes_on(town: Town) -> None:
    await town.presses("李强", "敲门没人应", old(town, "李强", "遇到什么困难"))
    asked = old(town, "李敏", "李强楼长求助")
    assert "敲门没人应" in asked.text
    await town.presses("李敏", "我来处理", asked)
    assert "李敏专员正在处理" in old(town, "陈刚", "李强楼长求助").text
    assert town.said("李强", "李敏专员")


async def test_an_open_draft_is_sent_and_a_claim_is_decided(town: Town) -> None:
    await town.presses("李敏", "发送", old(town, "李敏", "周五下午三点开会"))
    await town.presses("李敏", "还是要回复", old(town, "李敏", "周五下午三点开会"))
    await town.pass_time(seconds=21)
    assert town.said("陈刚", "【通知 #4】周五下午三点开会")
    await town.presses("李敏", "不是", old(town, "李敏", "幸福里6栋楼长钱多"))
    assert town.said("钱多", "名单上没对上")


async def test_silences_are_followed_up_from_where_they_were(town: Town) -> None:
    """#2 had rung 孙丽 once after half an hour; 45 minutes are the clock's turn to pass it on."""
    assert not town.said("周杰", "#2】今晚停水")
    await town.pass_time(minutes=11)
    assert "已自动转达" in old(town, "周杰", "#2】今晚停水").text
    await town.pass_time(minutes=90)
    assert len(town.said("孙丽", "#2 今晚停水（和平苑）")) == 1
    (told,) = town.said("李敏", "没回复")
    assert "#2 今晚停水：幸福里 6 栋；和平苑" in told.text


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_run_keeps_what_was_there_and_restores_it(
    left: Left, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine_name: str
) -> None:
    terminal = Terminal(tmp_path)
    terminal.file("config.toml", f'[telegram]\ntoken = "{TOKEN}"\n')
    before = _content(left.file(tmp_path / "gridcall.sqlite"))

    async def run(config: Any, folder: Path, *_: object) -> None:
        engine = await open_engine(config.database.url, folder)
        await migrate(engine)
        await engine.close()

    monkeypatch.setattr(bot.app, "run", run)
    assert terminal.type("run").status == 0
    kept = tmp_path / "gridcall.schema-0001.sqlite"
    assert _content(kept) == before
    assert terminal.type("backup", "new.sqlite").status == 0
    assert terminal.type("restore", kept, "--force").status == 0
    assert _content(tmp_path / "gridcall.sqlite") == before


def test_what_has_landed_is_not_changed(left: Left, tmp_path: Path) -> None:
    """Databases in the world went through these words: later changes are later migrations."""
    file = left.file(tmp_path / "left.sqlite")
    with closing(sqlite3.connect(file)) as there, closing(sqlite3.connect(":memory:")) as here:
        lay_out(here, "sqlite3", {1})
        assert _schema(here) == _schema(there)


def _schema(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {name: " ".join(sql.split()) for name, sql in rows.fetchall()}
