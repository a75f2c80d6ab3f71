"""The real application with its seams watched from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from unittest.mock import patch

from bot.clock import Clock
from bot.delivery.claiming import Batch
from bot.delivery.gateway import Gateway
from bot.delivery.letter import Letter
from bot.delivery.sender_store import RoundInput
from bot.delivery.waits import Waits
from bot.schedule.pulse import STEP
from bot.store.database import Database, UseCase
from bot.store.delivery.outcomes import Outcome
from bot.store.engine import Engine
from bot.store.tx import Tx
from tests.faults.points import Passages, Point

C = TypeVar("C")
R = TypeVar("R")
Seam = tuple[Point, Point]
"""The points just before and just after a commit."""

SOON = Waits(again=0.05)
"""Uncertain messages are repeated without delay."""


class WatchedDatabase(Database):
    """Passes a point before and after every commit that matters."""

    def __init__(self, passages: Passages, engine: Engine, clock: Clock) -> None:
        super().__init__(engine, clock)
        self._passages = passages

    async def transact(self, work: UseCase[C, R], command: C) -> R:
        def watched(tx: Tx, command: C, now: datetime) -> R:
            outcome = work(tx, command, now)
            for before, _ in _seams(work, command, outcome):
                self._passages.passing(before)
            return outcome

        outcome = await super().transact(watched, command)
        for _, after in _seams(work, command, outcome):
            self._passages.passing(after)
        return outcome


class WatchedGateway(Gateway):
    """Passes a point when Telegram has answered."""

    def __init__(
        self, passages: Passages, token: str, base_url: str, waits: Waits, *, rich: bool = False
    ) -> None:
        super().__init__(token, base_url, waits, rich=rich)
        self._passages = passages

    async def updates(self, offset: int | None, wait: float) -> list[dict[str, Any]]:
        found = await super().updates(offset, wait)
        if found:
            self._passages.passing(Point.FETCHED)
        return found

    async def perform(self, letter: Letter) -> Outcome:
        outcome = await super().perform(letter)
        self._passages.passing(Point.PERFORMED)
        return outcome


@contextmanager
def watching(passages: Passages) -> Iterator[None]:
    """An App built inside is watched; that it offers menus first would be half its start."""
    with patch.multiple(
        "bot.app",
        menus=_no_menus,
        Database=partial(WatchedDatabase, passages),
        Gateway=partial(WatchedGateway, passages),
    ):
        yield


def _no_menus(_language: str) -> tuple[()]:
    return ()


def _seams(work: Any, command: Any, outcome: Any) -> Iterator[Seam]:
    """Which steps on the data's way a transaction is."""
    name = getattr(work, "__qualname__", "")
    if name == "Receiver._store" and command.updates:
        yield Point.STORING, Point.STORED
    elif name == "Context.do.<locals>.handled":
        yield Point.HANDLING, Point.HANDLED
    elif command == STEP and outcome:
        yield Point.DECIDING, Point.DECIDED
    if isinstance(command, RoundInput) and command.results:
        yield Point.RECORDING, Point.RECORDED
    if isinstance(outcome, Batch) and outcome.letters:
        yield Point.CLAIMING, Point.CLAIMED
