"""The installation's settings as far as the rules need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.instructions.called_in import PartyWords
from bot.instructions.model import EscalationPolicy, Urgency
from bot.instructions.quiet import QuietHours
from bot.instructions.reading.phrases import Lexicon, shipped
from bot.roster.customs import USUAL, Customs
from bot.roster.model import Tier


@dataclass(frozen=True, slots=True)
class House:
    """Tiers from the top down, a ladder for each mode, the undo time, and the time zone."""

    tiers: tuple[Tier, ...]
    ladders: Mapping[Urgency, EscalationPolicy]
    undo: timedelta
    zone: ZoneInfo
    operators: frozenset[int] = frozenset()
    """Telegram ids of the operators."""
    lexicon: Lexicon = field(default_factory=shipped)
    """The word lists for reading typed answers."""
    customs: Customs = USUAL
    """How the office writes its spreadsheets."""
    called_in: PartyWords = field(default_factory=dict)
    """The words in a call for help of which a party of the branch hears at once."""

    approval_above: int | None = None
    """Urgent instructions to more units than this take a second person; None: none do."""
    unheard_after: timedelta = timedelta(days=60)
    """A holder who was asked and has answered nothing for so long is a gap."""

    yearly_drill: str | None = None
    """The text of the yearly unannounced drill; None: there is none."""

    @property
    def night(self) -> QuietHours | None:
        """The hours in which routine instructions wait and urgent ones ask for confirmation."""
        return self.ladders[Urgency.ROUTINE].quiet

    @property
    def lowest(self) -> Tier:
        """The buildings' tier."""
        return self.tiers[-1]
