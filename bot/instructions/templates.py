"""Templates: notices kept to be sent again, and when they recur."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.instructions.forms.question import FormQuestion
from bot.instructions.model import Urgency
from bot.instructions.recurrence import Recurrence


@dataclass(frozen=True, slots=True)
class RepeatedFile:
    """A file at Telegram that goes along again."""

    kind: str
    file_id: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A notice kept to be sent again.

    `scope`: ids of units; `by_itself`: it is sent without asking; `next_at`: when it recurs next,
    None where it does not.
    """

    id: int
    member_id: int
    unit_id: int
    text: str
    urgency: Urgency
    needs_answer: bool
    everyone: bool
    parties: bool
    drill: bool
    tiers: tuple[str, ...]
    scope: tuple[int, ...]
    files: tuple[RepeatedFile, ...]
    questions: tuple[FormQuestion, ...] = ()
    reuse: int | None = None
    """Up to how many days of age what is known is not asked."""
    repeats: int | None = None
    """The instruction it is like, where it is not kept yet."""
    weekdays: frozenset[int] = frozenset()
    wall: time = time(8, 30)
    workdays: bool = False
    by_itself: bool = False
    next_at: datetime | None = None

    @property
    def title(self) -> str:
        """The first line, else the name of its file."""
        words = self.text.strip()
        return words.splitlines()[0] if words else next((f.name or "" for f in self.files), "")

    def same_as(self, other: Template) -> bool:
        """Whether both say and ask the same, and both or neither as a drill."""
        one, two = (
            (each.text, each.files, each.questions, each.reuse, each.drill)
            for each in (self, other)
        )
        return one == two

    def recurrence(self, zone: ZoneInfo) -> Recurrence:
        """When it recurs."""
        return Recurrence(self.weekdays, self.wall, zone, self.workdays)
