"""How far a reader has to go who follows one acknowledgement from its dispatch to its commit.

Counted are the files of handlers, use cases, rules and callback data. Not counted are the machinery
that carries any update (queue, database, the stand-in for Telegram) and the store, whose functions
run one named query each.
"""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import bot
from bot.store.tx import Tx
from tests.stories.town import Town

BOT = f"{Path(bot.__file__).parent}/"
MACHINERY = ("store/", "delivery/", "clock.py", "demo/")
COMMITTED = ("store/database.py", "_settle")
MOST_FILES, MOST_BACK = 12, 2


@dataclass
class Trace:
    """`files`: in the order in which they are entered; `back`: calls into one entered before by
    machinery, or by a file it had called itself."""

    files: list[str] = field(default_factory=list)
    back: list[str] = field(default_factory=list)
    over: bool = True
    known: set[FrameType] = field(default_factory=set, repr=False)

    def enter(self, frame: FrameType, event: str, _arg: object) -> None:
        """The profile function of a thread."""
        file = _file(frame)
        if self.over or event != "call" or file is None or frame in self.known:
            return
        self.known.add(frame)  # a coroutine that goes on is no new call
        if (file, frame.f_code.co_name) == COMMITTED:
            self.over = True
        elif not file.startswith(MACHINERY):
            self._counted(file, _callers(frame), frame.f_code.co_name)

    def _counted(self, file: str, callers: list[str], name: str) -> None:
        if file not in self.files:
            self.files.append(file)
        elif not callers or callers[0].startswith(MACHINERY) or file in _beyond(callers, file):
            self.back.append(f"{name} in {file}")


def _file(frame: FrameType) -> str | None:
    name = frame.f_code.co_filename
    return name.removeprefix(BOT) if name.startswith(BOT) else None


def _callers(frame: FrameType) -> list[str]:
    """The files of the bot's that led here, the nearest first."""
    found, each = [], frame.f_back
    while each is not None:
        if (file := _file(each)) is not None:
            found.append(file)
        each = each.f_back
    return found


def _beyond(callers: list[str], file: str) -> list[str]:
    """The callers without the nearest ones in the same file."""
    while callers and callers[0] == file:
        callers = callers[1:]
    return callers


async def _traced(town: Town, work: Awaitable[Any], monkeypatch: Any) -> Trace:
    path, dispatch = Trace(), town.app.inbox._dispatch

    async def dispatched(*update: Any) -> bool | None:
        path.over = False
        sys.setprofile(path.enter)
        try:
            return await dispatch(*update)
        finally:
            sys.setprofile(None)

    monkeypatch.setattr(town.app.inbox, "_dispatch", dispatched)
    await town.app.database.transact(_profile(path.enter), None)
    await work
    await town.app.database.transact(_profile(None), None)
    return path


def _profile(enter: Any) -> Callable[[Tx, None, Any], None]:
    """Profiles the thread of the database."""
    return lambda _tx, _command, _now: sys.setprofile(enter)


async def test_an_acknowledgement_passes_twelve_files_and_comes_back_twice(
    town: Town, monkeypatch: Any
) -> None:
    members = ["陈刚", "王芳", "李强", "赵敏"]
    group = await town.group("幸福里楼长群", ["幸福里"], members)
    await town.issues("李敏", "今晚停水\n请储水。", "紧急")
    card = town.said(group, "停水")[0]
    path = await _traced(town, town.presses("王芳", "收到", card), monkeypatch)
    assert "已收到 1/3：王芳" in card.text
    assert path.over
    assert len(path.files) <= MOST_FILES, "\n".join(path.files)
    assert len(path.back) <= MOST_BACK, path.back
    assert path.files[0] == "handlers/dispatch.py"
    assert {"usecases/answering/pressing.py", "usecases/answering/recording.py"} <= {*path.files}
