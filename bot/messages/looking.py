"""What messages of the subjects looking and digests carry: screens, files, summaries."""

from __future__ import annotations

from dataclasses import dataclass

from bot.instructions.data_table import DataFormat
from bot.instructions.gaps import GapKind
from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class ScreenArgs(Args):
    """A screen: the way to the present place and that place itself, as (kind, ids, page); ticks.

    `operator`: the reader was an operator at the last press.
    """

    places: tuple[tuple[str, tuple[int, ...], int], ...] = ()
    ticked: tuple[int, ...] = ()
    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class StatusArgs(ScreenArgs, kind="status"):
    """/status."""


@dataclass(frozen=True, kw_only=True)
class GapsArgs(ScreenArgs, kind="gaps"):
    """/gaps."""


@dataclass(frozen=True, kw_only=True)
class RosterArgs(ScreenArgs, kind="roster"):
    """/roster."""


@dataclass(frozen=True, kw_only=True)
class StatusFileArgs(Args, kind="status_file"):
    """Names as a file: those below `unit`, 0 for all in care; `operator`: the reader is one."""

    unit: int = 0
    operator: bool = False
    form: DataFormat = DataFormat.CSV


@dataclass(frozen=True, kw_only=True)
class WeeklyArgs(Args, kind="weekly"):
    """The summary of the week before `due`, in microseconds since 1970."""

    due: int


@dataclass(frozen=True, kw_only=True)
class DigestArgs(Args, kind="digest"):
    """A summary.

    `due`: its hour, in microseconds since 1970; `new`: for each kind the number of new gaps and the
    first few units; `old`: the number of known ones.
    """

    due: int
    new: dict[GapKind, tuple[int, ...]]
    old: int
    week_begins: bool
