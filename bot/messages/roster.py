"""What messages of the subject roster carry: imports, and the roster as a file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.messages.args import Args
from bot.messages.house import Facts
from bot.roster.model import PostKind


@dataclass(frozen=True, kw_only=True)
class ImportArgs(Args, kind="import"):
    """An import.

    `caption`: the file's, while undecided; `page`: of the changes; `sure`: a confirmation is asked
    for; `counts`: what was applied; `reason` and `facts`: why the file cannot be used;
    `superseded`, `expired`: why it was dropped; `imports`, `issues`: whether its sender may.
    """

    caption: str | None = None
    page: int = 0
    sure: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    reason: str | None = None
    facts: Facts = field(default_factory=dict)
    superseded: bool = False
    expired: bool = False
    imports: bool = True
    issues: bool = True


@dataclass(frozen=True, kw_only=True)
class RosterTemplateArgs(Args, kind="roster_template"):
    """The empty table; `words`: the office's own for posts."""

    language: str
    words: tuple[tuple[PostKind, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RosterFileArgs(Args, kind="roster_file"):
    """The roster as a file; `operator`: the reader runs the bot."""

    operator: bool
    language: str


@dataclass(frozen=True, kw_only=True)
class PostersArgs(Args, kind="posters"):
    """Posters of a unit and those below as a file; `operator`: the reader runs the bot."""

    unit: int
    per_page: Literal[1, 4] = 1
    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class PickContactArgs(Args, kind="pick_contact"):
    """The question that opens Telegram's list of contacts; its subject is a change."""


@dataclass(frozen=True, kw_only=True)
class LeaveNewsArgs(Args, kind="leave_news"):
    """Somebody is on leave, for those who are told instead; its subject is that member.

    `unit`: theirs; `until`: when it ends, in microseconds since 1970; `alone`: nobody else is
    there, and the reader stands above.
    """

    unit: int
    until: int
    alone: bool = False


@dataclass(frozen=True, kw_only=True)
class LeaveArgs(Args, kind="leave"):
    """The reader's own leave, begun (`until`) or ended by somebody else or the clock.

    `by`: the member who did; `waiting`: how many notices wait for the reader.
    """

    by: int | None = None
    until: int | None = None
    waiting: int = 0
