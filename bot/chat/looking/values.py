"""The contents of status screens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.chat.answering.talk import Talk
from bot.chat.persons import Named
from bot.instructions.counts import Fates, Progress
from bot.instructions.forms.sums import FormSums
from bot.instructions.looks import Branch, NameLine
from bot.instructions.model import Instruction
from bot.roster.model import Unit

_T = TypeVar("_T")

NAMES_A_PAGE = 10
LINES_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class Wall:
    """The present time, and the zone in which times are shown."""

    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Pages:
    """The page shown, and the number of rows."""

    page: int
    size: int
    total: int

    @property
    def count(self) -> int:
        """The number of pages; at least one."""
        return max(-(-self.total // self.size), 1)

    @property
    def rest(self) -> int:
        """The number of rows after this page."""
        return max(self.total - (self.page + 1) * self.size, 0)

    @property
    def skip(self) -> int:
        """The number of rows before this page."""
        return self.page * self.size

    def of(self, rows: Sequence[_T]) -> Sequence[_T]:
        """The rows on this page."""
        return rows[self.skip : self.skip + self.size]


def pages(page: int, size: int, total: int) -> Pages:
    """The page asked for, or the last one where there are fewer."""
    return Pages(min(page, max(total - 1, 0) // size), size, total)


@dataclass(frozen=True, slots=True)
class Heading:
    """An instruction and its progress, as far as the reader may see it. `fates`: what became of
    the cards of one that asks for no answer. `waits`: it waits for the reader's own answer. `sums`:
    what its form adds up to."""

    instruction: Instruction
    progress: Progress
    helps: int = 0
    fates: Fates | None = None
    waits: bool = False
    fills: bool = False
    """What waits for the reader is a form."""
    sums: FormSums | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """The open instructions in somebody's care."""

    headings: tuple[Heading, ...]
    pages: Pages
    wall: Wall
    log: bool = False
    """The reader may take the log out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """The buttons available to the reader. `answer`: for their own units; `pass_on`: likewise;
    `relay`: the target to relay for."""

    answer: bool = False
    fills: bool = False
    """The answer is a form."""
    pass_on: bool = False
    remind: bool = False
    proxy: bool = False
    names: bool = False
    export: bool = False
    table: bool = False
    """An office's own table is filled in."""
    close: bool = False
    correct: bool = False
    relay: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """An instruction in one part of the tree.

    `unit` is None at the top of what the reader may see.
    """

    heading: Heading
    issuer: Named
    unit: Unit | None
    unit_id: int
    rows: tuple[Branch | NameLine, ...]
    pages: Pages
    offers: Offers
    wall: Wall
    talks: Sequence[Talk] = ()
    more_talks: int = 0


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name and its instruction."""

    instruction: Instruction
    name: NameLine


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesView:
    """Silent units by name, of one instruction or of all in a message.

    `ticked`: None for reading only, else the targets ticked to answer for. `tops`: the units the
    list begins at; those right below need no branch name.
    """

    heading: Heading | None
    rows: tuple[NameRow, ...]
    pages: Pages
    wall: Wall
    unit_id: int = 0
    unit: Unit | None = None
    tops: frozenset[int] = frozenset()
    ticked: frozenset[int] | None = None
    may_tick: frozenset[int] = frozenset()
    offers: Offers = Offers()


StatusView = ListView | UnitView | NamesView
