"""An instruction starts (cascade): its plan is written down, and whoever may be told is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.instructions.model import Instruction
from bot.instructions.reach import Plan
from bot.messages.args import Args
from bot.messages.cascade import UrgentNoticeArgs
from bot.roster.model import Member, Unit
from bot.roster.posts import BRANCH
from bot.store.answering import answers
from bot.store.cascade import opening
from bot.store.cascade.opening import Opened
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.digests import digests
from bot.store.groups import groups
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import issuers
from bot.usecases.cascade import cards, relaying


def start_instruction(
    tx: Tx, instruction: Instruction, now: datetime, plan: Plan | None = None
) -> None:
    """Write the targets of an instruction that now runs, and give those that open their cards.

    `plan`: where it has just been made.
    """
    lines = (plan or issuers.planned(tx, instruction).plan).lines
    ids = opening.write_plan(tx, instruction.id, lines, now)
    opened = [
        Opened(
            target_id=ids[each.unit.id],
            unit_id=each.unit.id,
            upper_id=ids[each.upper.id] if each.upper else None,
            to_relay=each.gates,
            route=each.route,
        )
        for each in lines
        if each.opens
    ]
    groups.try_muted(tx, instruction.id, now)
    relaying.place(tx, instruction, opened, now)
    inform_parties(tx, instruction, (each.unit for each in lines), now)
    tell_supervisors(tx, instruction, now)


KIND = UrgentNoticeArgs.kind


def tell_supervisors(tx: Tx, instruction: Instruction, now: datetime) -> None:
    """Tell each supervisor concerned, except the issuer; idempotent."""
    if not instruction.urgent:
        return
    told = {each.chat_id for each in outbox.messages_about(tx, KIND, instruction.id)}
    for member_id, chat_id in digests.supervisors(tx, instruction.id):
        if member_id != instruction.issuer_id and chat_id not in told:
            _tell(tx, instruction, member_id, chat_id, now)


def ring_again(tx: Tx, instruction: Instruction, args: Args, actor: str, now: datetime) -> None:
    """Reply to the notice of each supervisor who was told with a new message, except to
    the actor."""
    for notice in outbox.messages_about(tx, KIND, instruction.id):
        if notice.telegram_id is not None and audit.by(notice.member_id or 0) != actor:
            saying = Saying(
                chat_id=notice.chat_id,
                args=args,
                lane=Lane.URGENT,
                subject_id=instruction.id,
                member_id=notice.member_id,
                reply_to=notice.telegram_id,
            )
            outbox.say(tx, saying, now)


def _tell(tx: Tx, instruction: Instruction, member_id: int, chat_id: int, now: datetime) -> None:
    saying = Saying(
        chat_id=chat_id,
        args=UrgentNoticeArgs(),
        lane=Lane.URGENT,
        subject_id=instruction.id,
        member_id=member_id,
    )
    outbox.say(tx, saying, now)


def parties_of(tx: Tx, asked: Iterable[Unit]) -> list[Member]:
    """Who holds such a post in a branch in which some unit is asked, each once."""
    tiers = house.heights(tx).items()
    seats = [seat for code, height in tiers if height == BRANCH
             for seat in people.party_seats(tx, code)]  # fmt: skip
    if not seats:
        return []
    inside = {path for unit in asked for path in _upwards(unit.path)}
    found = (seat.member for seat in seats if seat.unit.path in inside)
    return list({member.id: member for member in found if member is not None}.values())


def inform_parties(tx: Tx, instruction: Instruction, asked: Iterable[Unit], now: datetime) -> None:
    """Where the issuer ticked them: show them the card in private. It asks for nothing, so that
    those who answer for some unit besides wait for that unit's card."""
    if not instruction.parties:
        return
    told = [
        member.telegram_id
        for member in parties_of(tx, asked)
        if member.listening and not answers.held_by(tx, instruction.id, member.id)
    ]
    cards.inform(tx, instruction, [chat for chat in told if chat is not None], now)


def _upwards(path: str) -> list[str]:
    """The path of a unit and of all above it."""
    return [path[: at + 1] for at, sign in enumerate(path) if sign == "."]
