"""The values of instructions. Names and states follow docs/glossary.md."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from bot.instructions.quiet import QuietHours
from bot.roster.model import Unit


class Urgency(StrEnum):
    """The two modes, 平时 and 战时."""

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
    """Where the deadline came from: the text itself, or the issuer's button or typed answer."""

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
"""The states of targets without an answer yet."""


class AnswerPath(StrEnum):
    """How an acknowledgement was given."""

    BUTTON = "button"
    REPLY = "reply"
    PROXY = "proxy"
    WEB = "web"


class RelayPath(StrEnum):
    """Who relayed an instruction: a holder, somebody over their head, or the clock."""

    HOLDER = "holder"
    OVER = "over"
    CLOCK = "clock"


class Rung(StrEnum):
    """Who is told at a step of the ladder, relative to the silent unit."""

    HOLDER = "holder"
    DEPUTIES = "deputies"
    PARENT = "parent"
    LIAISON = "liaison"
    SUPERVISOR = "supervisor"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung and its delay after the ladder's start."""

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
    """A file of an instruction, already at Telegram and sent again by its file id."""

    kind: Literal["photo", "document", "video", "audio", "voice"]
    file_id: str


@dataclass(frozen=True, slots=True)
class Instruction:
    """An instruction: issuer, scope, content and deadline."""

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
    """The name of the first file, used as title where there is no text."""
    template_id: int | None = None
    """The template this draft was begun from."""
    drill: bool = False
    """Only an exercise: every message says so."""
    everyone: bool = False
    """Every holder answers for themself, not one for the whole unit."""
    version_id: int | None = None
    """Its present text among all that were ever sent; None for a draft."""
    corrections: int = 0
    """How often its text was corrected."""
    corrects_id: int | None = None
    """The instruction of which this draft is a correction."""
    changed: str | None = None
    """What a correction changes, in its writer's words."""
    parties: bool = False
    """Property companies and owners' committees are told of it as well."""
    form_tier: str | None = None
    """The tier whose units are asked its questions; None where it carries none, or is a draft."""

    @property
    def title(self) -> str:
        """The first line, or else the file's name; empty where neither exists."""
        words = self.text.strip()
        return words.splitlines()[0] if words else self.file_name or ""

    @property
    def deadline_of_its_own(self) -> datetime | None:
        """The deadline where the issuer set one: the ladder is scaled to it."""
        return self.deadline_at if self.deadline_given else None

    def asks_form(self, tier: str) -> bool:
        """Whether units of this tier answer by filling in its form."""
        return self.form_tier is not None and self.form_tier == tier

    @property
    def urgent(self) -> bool:
        """Whether it goes to all tiers at once, at any hour."""
        return self.urgency is Urgency.URGENT


@dataclass(frozen=True, slots=True)
class Target:
    """One unit's duty to answer one instruction.

    `upper_id`: the nearest target above; `gates`: targets below wait until this one relays.
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
    asked_version: int | None = None
    """The version it was last asked about anew; None: asked once, from the start."""

    @property
    def unanswered(self) -> bool:
        """Whether it still lacks an answer."""
        return self.state in UNANSWERED

    @property
    def to_relay(self) -> bool:
        """Whether it still has to be relayed."""
        return self.gates and self.relayed_at is None
