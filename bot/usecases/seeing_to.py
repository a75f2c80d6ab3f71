"""我来处理 and 已解决: somebody above sees to what a lead cannot solve."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.errors import Refused
from bot.roster.model import Member
from bot.roster.permissions import Right
from bot.store import helps, instructions, outbox, people
from bot.store.helps import HelpRequest
from bot.store.outbox import Lane, Saying
from bot.store.tx import Tx
from bot.usecases import rights
from bot.usecases.helping import log, refresh, request_of


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
    unit = instructions.target(tx, request.target_id).unit
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
