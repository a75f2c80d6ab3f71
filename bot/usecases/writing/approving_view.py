"""The views of a request for approval."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.chat.persons import Named
from bot.chat.writing.approving import (
    ApprovalNews,
    ApprovalView,
    Second,
    WaitsForSecondView,
)
from bot.chat.writing.sending import Wakes
from bot.instructions import correction
from bot.instructions.approval import Approval
from bot.instructions.model import Instruction
from bot.messages.writing import ApprovalArgs
from bot.roster.model import TierWord
from bot.store.cascade import instructions, opening
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage
from bot.store.digests import digests
from bot.store.forms import questions
from bot.store.house import house
from bot.store.tx import Tx
from bot.store.writing import approvals
from bot.usecases import issuers, named
from bot.usecases.issuers import Planned
from bot.usecases.writing.approvals import needs_approval, second_persons


def approval_view(tx: Tx, message: BotMessage, now: datetime) -> ApprovalView | None:
    """The request; None where it was over before the message left."""
    found = _request(tx, message)
    if found is None or (not found.open and message.telegram_id is None):
        return None
    draft = instructions.instruction(tx, found.instruction_id)
    instruction = _as_it_would_run(tx, draft, now)
    args = message.args_as(ApprovalArgs)
    asked = outbox.messages_about(tx, ApprovalArgs.kind, found.id)
    return ApprovalView(
        approval=found,
        instruction=instruction,
        corrects=draft.corrects_id is not None,
        issuer=named.issuer(tx, draft.issuer_id),
        units=_units(tx, instruction) if found.open else (),
        questions=[each.question for each in questions.asked_in(tx, instruction.id)],
        files=_files(tx, draft),
        others=len(asked) > 1,
        decided_by=_decided_by(tx, found),
        own=found.decided_by is not None and found.decided_by == message.member_id,
        asks=args.asks,
        wakes=_wakes(tx, instruction) if found.open and args.night else None,
        now=now,
        zone=house.zone(tx),
    )


def _request(tx: Tx, message: BotMessage) -> Approval | None:
    try:
        return approvals.approval(tx, message.subject_id or 0)
    except LookupError:
        return None


def _as_it_would_run(tx: Tx, draft: Instruction, now: datetime) -> Instruction:
    """The draft itself, or what it corrects with the new text."""
    if draft.corrects_id is None:
        return draft
    of = instructions.instruction(tx, draft.corrects_id)
    return correction.corrected(of, draft, now, asks=of.needs_answer)


def _wakes(tx: Tx, instruction: Instruction) -> Wakes:
    return would_ring(tx, instruction, issuers.planned(tx, instruction))


def _units(tx: Tx, instruction: Instruction) -> list[tuple[TierWord, int]]:
    tiers = issuers.planned(tx, instruction).plan.tiers
    words = house.known_tiers(tx).values()
    return [(word, tiers[word.code]) for word in words if tiers.get(word.code)]


def _files(tx: Tx, instruction: Instruction) -> list[tuple[str, int]]:
    found = Counter(each.kind for each in opening.attachments(tx, instruction.id))
    return [(str(kind), n) for kind, n in found.items()]


def _decided_by(tx: Tx, found: Approval) -> Named | None:
    return None if found.decided_by is None else named.anybody(tx, found.decided_by)


def approval_news_view(tx: Tx, message: BotMessage, _now: datetime) -> ApprovalNews | None:
    """What became of it; None where the draft is gone."""
    found = _request(tx, message)
    if found is None or found.open:
        return None
    instruction = instructions.instruction(tx, found.instruction_id)
    return ApprovalNews(found, instruction, _decided_by(tx, found))


def waits_for_second(tx: Tx, instruction: Instruction, now: datetime) -> WaitsForSecondView | None:
    """For whom an instruction waits; None where nobody is asked."""
    found = approvals.open_approval(tx, instruction.id)
    if found is None:
        return None
    sent = outbox.messages_about(tx, ApprovalArgs.kind, found.id)
    asked = [named.anybody(tx, each.member_id) for each in sent if each.member_id is not None]
    return WaitsForSecondView(instruction, asked, found.until, now, house.zone(tx))


def second_of(tx: Tx, draft: Instruction, found: Planned) -> Second | None:
    """Whether a draft takes a second person, and who can be asked."""
    above = house.approval_above(tx)
    if above is None or not needs_approval(tx, draft, found.plan.total):
        return None
    asked: Sequence[Named] = [
        named.of(tx, member) for member in second_persons(tx, draft, found.scope)
    ]
    return Second(above, asked)


def would_ring(tx: Tx, instruction: Instruction, found: Planned) -> Wakes:
    """Each person and each group once, by the routes of the plan."""
    holders, heights = opening.holders_in(tx, found.tops), house.heights(tx)
    people: set[int] = set()
    for line in found.plan.lines:
        here = holders.get(line.unit.id, [])
        people |= {*line.route.rings(here)} or {*line.route.chats(here)} - {line.route.group}
    told = {chat for member, chat in digests.supervisors(tx, instruction.id)
            if member != instruction.issuer_id}  # fmt: skip
    return Wakes(
        people=len(people),
        uppers=any(heights.get(tier, 0) for tier in found.plan.tiers),
        supervisors=len(told - people),
        groups=len({line.route.group for line in found.plan.lines} - {None}),
    )
