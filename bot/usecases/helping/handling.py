"""What whoever asked for help says of it: the trouble, or that the button was a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.roster.model import Member
from bot.roster.permissions import Right
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpRequest
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import rights
from bot.usecases.helping.help_requests import log, refresh, request_of

REASONS = ("nobody_home", "refused", "need_hands", "broken")
"""Nobody opens, somebody refuses, hands are needed, something is broken."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the trouble is: one of REASONS, or words."""

    telegram_id: int
    request_id: int
    reason: str | None = None
    words: str | None = None


def explain(tx: Tx, command: Explanation, now: datetime) -> None:
    """Whoever asked says what the trouble is; all who were told see it."""
    request, _ = _own(tx, command.telegram_id, command.request_id)
    if command.reason is not None and command.reason not in REASONS:
        raise Refused("stale_button")
    words = command.words and command.words[:500]
    if not helps.explain(tx, request.id, command.reason, words):
        raise Refused("help_solved")
    expectations.clear(tx, command.telegram_id)
    refresh(tx, request, now)


@dataclass(frozen=True, slots=True)
class Mistake:
    """有困难 was pressed by mistake."""

    telegram_id: int
    request_id: int


def take_back(tx: Tx, command: Mistake, now: datetime) -> None:
    """Nobody need come; 收到 stays. Refused("help_taken") where somebody sees to it already."""
    request, member = _own(tx, command.telegram_id, command.request_id)
    if not helps.take_back(tx, request.id, now):
        raise Refused("help_solved" if request.state == "solved" else "help_taken")
    expectations.clear(tx, command.telegram_id)
    log(tx, request, member, "help.take_back", now)
    refresh(tx, request, now)


def _own(tx: Tx, telegram_id: int, request_id: int) -> tuple[HelpRequest, Member]:
    """The presser's own request, while they may still ask for help there."""
    request = request_of(tx, request_id)
    who = rights.actor(tx, telegram_id)
    if who.member is None or who.member.id != request.member_id:
        raise Refused("not_allowed")
    who.require(Right.ASK_HELP, people.unit(tx, request.unit_id))
    return request, who.member


@dataclass(frozen=True, slots=True)
class Seeing:
    """Somebody presses 我来处理 or 已解决."""

    telegram_id: int
    request_id: int


def take(tx: Tx, command: Seeing, now: datetime) -> None:
    """Somebody above sees to it; the one who asked hears who. Refused("help_taken") if late."""
    request, member = _allowed(tx, command)
    if not helps.take(tx, request.id, member.id, now):
        raise Refused("help_solved" if request.state == "solved" else "help_taken")
    log(tx, request, member, "help.take", now)
    _tell_asker(tx, request, "help_taken", member, now)
    refresh(tx, request, now)


def solve(tx: Tx, command: Seeing, now: datetime) -> None:
    """It is done. Refused("help_solved") where it already was."""
    request, member = _allowed(tx, command)
    if not helps.solve(tx, request.id, now):
        raise Refused("help_solved")
    log(tx, request, member, "help.solve", now)
    _tell_asker(tx, request, "help_solved", member, now)
    refresh(tx, request, now)


def _allowed(tx: Tx, command: Seeing) -> tuple[HelpRequest, Member]:
    request = request_of(tx, command.request_id)
    unit = people.unit(tx, request.unit_id)
    who = rights.actor(tx, command.telegram_id)
    who.require(Right.TAKE_HELP, unit)
    if who.member is None:
        raise Refused("not_allowed")
    return request, who.member


def _tell_asker(tx: Tx, request: HelpRequest, kind: str, helper: Member, now: datetime) -> None:
    asker = people.member(tx, request.member_id)
    if not asker.reachable or asker.id == helper.id:
        return
    saying = Saying(
        chat_id=asker.telegram_id or 0, kind=kind, lane=Lane.REPLY, subject_id=request.id,
        member_id=asker.id, args={"helper": helper.id},
    )  # fmt: skip
    outbox.say(tx, saying, now)
