"""The values of what is sent down. Names and states follow docs/glossary.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.instructions.quiet import QuietHours
from bot.roster.model import Unit


class Urgency(StrEnum):
    """The two modes: 平时 and 战时."""

    ROUTINE = "routine"
    URGENT = "urgent"


class InstructionState(StrEnum):
    """draft → pending (undo time) → running → withdrawn | closed."""

    DRAFT = "draft"
    PENDING = "pending"
    RUNNING = "running"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class DeadlineFrom(StrEnum):
    """Who said by when: the text itself, or the issuer, by button or typed."""

    TEXT = "text"
    CHOSEN = "chosen"


class TargetState(StrEnum):
    """waiting → sent → acknowledged; waiting or sent → unreachable; open → withdrawn, closed."""

    WAITING = "waiting"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    UNREACHABLE = "unreachable"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


UNANSWERED = frozenset({TargetState.WAITING, TargetState.SENT, TargetState.UNREACHABLE})
"""States in which an answer is still hoped for."""


class AnswerPath(StrEnum):
    """How an acknowledgement came."""

    BUTTON = "button"
    REPLY = "reply"
    PROXY = "proxy"


class RelayPath(StrEnum):
    """Who passed an instruction on: a holder, somebody over their head, or the clock."""

    HOLDER = "holder"
    OVER = "over"
    CLOCK = "clock"


class Rung(StrEnum):
    """Whom a step of the ladder tells, seen from the silent unit."""

    HOLDER = "holder"
    DEPUTIES = "deputies"
    PARENT = "parent"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung and how long after the ladder's start it is reached."""

    after: timedelta
    to: Rung


@dataclass(frozen=True, slots=True)
class EscalationPolicy:
    """The ladder of a mode. A running instruction keeps the one it started with."""

    steps: tuple[Step, ...]
    relay_after: timedelta
    bundle: timedelta
    quiet: QuietHours | None = None
    repeat_every: timedelta | None = None
    repeat_times: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file already at Telegram that goes with an instruction, sent again by its id."""

    kind: Literal["photo", "document", "video", "audio", "voice"]
    file_id: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """What is sent down: who says it, to whom, until when it is to be answered."""

    id: int
    number: int | None
    issuer_id: int
    unit_id: int
    urgency: Urgency
    needs_answer: bool
    state: InstructionState
    text: str
    tiers: tuple[str, ...]
    deadline_at: datetime | None
    deadline_given: bool
    quiet_first: bool
    ladder: EscalationPolicy | None
    created_at: datetime
    touched_at: datetime
    sends_at: datetime | None
    started_at: datetime | None
    completed_at: datetime | None
    ended_at: datetime | None
    deadline_from: DeadlineFrom | None = None
    file_kind: str | None = None
    file_name: str | None = None
    """The first file, by which people speak of one that has no words."""

    @property
    def title(self) -> str:
        """Its first line, by which people speak of it; the name of its file where it has no words.
        Empty where a file has no name either: then its kind has to do."""
        words = self.text.strip()
        return words.splitlines()[0] if words else self.file_name or ""

    @property
    def deadline_of_its_own(self) -> datetime | None:
        """The deadline where the issuer set one: the ladder stretches or shrinks to it."""
        return self.deadline_at if self.deadline_given else None

    @property
    def urgent(self) -> bool:
        """Whether it goes to all tiers at once, at any hour."""
        return self.urgency is Urgency.URGENT


@dataclass(frozen=True, slots=True)
class Target:
    """One unit's duty to answer one instruction.

    `upper_id` is the nearest target above; `gates`: those below wait for this one to pass it on.
    """

    id: int
    instruction_id: int
    unit: Unit
    upper_id: int | None
    gates: bool
    state: TargetState
    opened_at: datetime | None
    sent_at: datetime | None
    answered_at: datetime | None
    ladder_at: datetime | None
    step: int
    due_at: datetime | None
    relay_due_at: datetime | None
    relayed_at: datetime | None
    relay_path: RelayPath | None
    relay_words: str | None

    @property
    def unanswered(self) -> bool:
        """Whether an answer is still hoped for."""
        return self.state in UNANSWERED

    @property
    def to_relay(self) -> bool:
        """Whether it still has to be passed on."""
        return self.gates and self.relayed_at is None
