"""What messages of the subjects cascade and escalation carry: cards, reminders."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class CardArgs(Args, kind="card"):
    """A card.

    `before`: it dates from before its reader took over; `former`: the units its reader handed over;
    `informs`: its reader is told, and asked for nothing.
    """

    before: bool = False
    former: tuple[str, ...] = ()
    informs: bool = False


@dataclass(frozen=True, kw_only=True)
class FilesArgs(Args, kind="files"):
    """The files before a card.

    `refused`: the chat does not take them; `apart`: sent in private for that reason.
    """

    refused: bool = False
    apart: bool = False


@dataclass(frozen=True, kw_only=True)
class CompleteArgs(Args, kind="complete"):
    """All have answered, or the deadline has passed."""


@dataclass(frozen=True, kw_only=True)
class WellDoneArgs(Args, kind="well_done"):
    """Those who answered are thanked by the issuer."""


@dataclass(frozen=True, kw_only=True)
class UrgentNoticeArgs(Args, kind="urgent_notice"):
    """A supervisor is told of an urgent instruction."""


@dataclass(frozen=True, kw_only=True)
class ExtraCopyArgs(Args, kind="extra_copy"):
    """A message that arrived twice; its subject is the original."""


@dataclass(frozen=True, kw_only=True)
class ChaseArgs(Args, kind="chase"):
    """A reminder; `replaced`: a newer one holds what it held."""

    replaced: bool = False


@dataclass(frozen=True, kw_only=True)
class NudgeArgs(Args, kind="nudge"):
    """The mention of silent people in a group."""


@dataclass(frozen=True, kw_only=True)
class AllClearArgs(Args, kind="all_clear"):
    """How many silences were answered; `ended`: others ended unanswered."""

    total: int
    ended: bool = False


@dataclass(frozen=True, kw_only=True)
class AgainArgs(Args, kind="again"):
    """After an absence of so many minutes: the cards asked about once more.

    `lost`: it was so long that answers were lost.
    """

    cards: tuple[int, ...]
    lost: bool = False
    minutes: int = 0
