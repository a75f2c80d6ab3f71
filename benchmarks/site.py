"""Databases for measurements, copied for each, and the issuing office."""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import district, harness
from benchmarks.harness import Stage
from bot.chat.callback import Action, pack, signed, unpack
from bot.clock import SystemClock
from bot.store.database import Database
from bot.store.engine import open_engine
from bot.store.roster import roster
from bot.store.tx import Tx

Change = Callable[[Tx, Any, datetime], Any]


@dataclass(frozen=True, slots=True)
class Site:
    """A district: its size, its issuer, and a working folder."""

    folder: Path
    branches: int
    buildings: int
    account: int

    @classmethod
    def open(cls, folder: Path, branches: int, buildings: int) -> Site:
        """Build the district."""
        home = folder / f"{branches + buildings}"
        home.mkdir(parents=True)
        account = asyncio.run(_build(home, branches, buildings))
        return cls(home, branches, buildings, account)

    @property
    def units(self) -> int:
        """The number of units asked by an instruction to everybody."""
        return self.branches + self.buildings

    @property
    def plain(self) -> Path:
        """The district's database without an instruction."""
        return self.folder / "district.sqlite"

    def changed(self, name: str, *changes: Change, start: Path | None = None) -> Path:
        """A copy of a database after `change`, made once."""
        home = self.folder / name
        if not home.exists():
            home.mkdir()
            shutil.copy(start or self.plain, home / "district.sqlite")
            asyncio.run(_change(home, changes))
        return home / "district.sqlite"

    def issued(self) -> Path:
        """An urgent instruction to everybody is pending."""
        return self.changed("issued", lambda tx, _command, _now: issue(tx, self.account))

    def arrived(self) -> Path:
        """Its cards were delivered, under the ids of their rows."""
        return self.changed("arrived", district.arrive, start=self.issued())

    @contextmanager
    def gridcall(self, database: Path, **options: Any) -> Iterator[Stage]:
        """Gridcall, running on a copy of a database."""
        yield from _closing(harness.gridcall(self.folder / "at_work", database, **options))

    @contextmanager
    def peer(self, limit: float, *, side_by_side: bool, at_once: int = 30, most: int = 0
             ) -> Iterator[Stage]:  # fmt: skip
        """The peer, with all chats or `most`."""
        chats = range(1, 1 + (most or self.units))
        words = (int(limit), int(side_by_side), at_once)
        yield from _closing(harness.peer(self.folder / "peer", chats, *words))


def _closing(stages: Any) -> Iterator[Stage]:
    with stages as stage:
        yield stage


async def _build(home: Path, branches: int, buildings: int) -> int:
    database = await district.opened(home, branches, buildings)
    account = await database.read(district.liaison, None)
    await database.close()
    return account


async def _change(home: Path, changes: Sequence[Change]) -> None:
    database = Database(await open_engine("sqlite:///district.sqlite", home), SystemClock())
    for each in changes:
        await database.transact(each, None)
    await database.close()


def issue(tx: Tx, account: int, *, urgent: bool = True) -> int:
    """Write and send an instruction to everybody; returns its id."""
    return district.issue(tx, account, datetime.now(UTC), urgent=urgent)


def people(tx: Tx) -> dict[str, int]:
    """Everybody's Telegram id by name."""
    return {each.name: each.telegram_id or 0 for each in roster.load_roster(tx).members.values()}


def send_out(stage: Stage, account: int, *, urgent: bool) -> None:
    """Write, choose and send through the office's chat."""
    ask = stage.standin.ask
    ask("write", words=[(account, account, 0, "今晚停水，请提醒本楼住户储水。")])
    number, button = stage.until(lambda: _button(stage, account, Action.SEND))
    if urgent:
        _, toggle = _button(stage, account, Action.URGENT)
        ask("press", cards=[(account, account, number, toggle)])
        stage.until(lambda: _button(stage, account, Action.SEND)[1] != button)
        number, button = _button(stage, account, Action.SEND)
    ask("press", cards=[(account, account, number, button)])


def _button(stage: Stage, chat_id: int, action: Action) -> Any:
    """The last message of a chat and the data of its button, if any."""
    message = stage.standin.ask("last", chat_id=chat_id)
    for data in message["buttons"] if message else ():
        found = unpack(data)
        if found is not None and found.action is action:
            return message["message_id"], data
    return None


def answering(chat_id: int, number: int) -> tuple[int, int, int, str]:
    """A press of 收到 on a card whose message id is the id of its row, as `arrived` leaves them."""
    return chat_id, chat_id, number, signed(pack(Action.ACK, 1), number)


def answered(stage: Stage, presses: int) -> bool:
    """Whether that many presses were answered."""
    return bool(stage.standin.ask("counts")["answered"] >= presses)


def still(stage: Stage, seconds: float) -> Callable[[], bool]:
    """Returns a function that tells whether no request has come for `seconds`."""
    last = [0.0, time.monotonic()]

    def quiet() -> bool:
        requests = stage.standin.ask("counts")["requests"]
        if requests != last[0]:
            last[:] = [requests, time.monotonic()]
        return time.monotonic() - last[1] > seconds

    return quiet


def up(stage: Stage) -> None:
    """Wait until the bot polls."""
    stage.until(lambda: stage.standin.ask("counts")["polls"] > 0)
