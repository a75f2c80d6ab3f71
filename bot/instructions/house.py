"""The rules of the house: what the operator configured, as far as rules ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.instructions.model import EscalationPolicy, Urgency
from bot.instructions.quiet import QuietHours
from bot.instructions.reading.phrases import Lexicon, shipped
from bot.roster.customs import USUAL, Customs
from bot.roster.model import Tier


@dataclass(frozen=True, slots=True)
class House:
    """Tiers from the top down, a ladder for each mode, the undo time, and the zone of walls."""

    tiers: tuple[Tier, ...]
    ladders: Mapping[Urgency, EscalationPolicy]
    undo: timedelta
    zone: ZoneInfo
    operators: frozenset[int] = frozenset()
    """Telegram ids of those who run the bot."""
    lexicon: Lexicon = field(default_factory=shipped)
    """How typed answers are read."""
    customs: Customs = USUAL
    """How the office writes its tables."""

    @property
    def night(self) -> QuietHours | None:
        """The hours in which routine waits and urgent asks twice."""
        return self.ladders[Urgency.ROUTINE].quiet

    @property
    def lowest(self) -> Tier:
        """The tier of buildings."""
        return self.tiers[-1]
