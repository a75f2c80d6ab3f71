"""Views of help requests and of the replies to whoever asked."""

from __future__ import annotations

from datetime import datetime

from bot.chat.helping.heard import HelpHeardView, NobodyToldView
from bot.chat.helping.help_requests import HelpAnswerView, HelpParty, HelpView, HelpWordsView
from bot.instructions.model import InstructionState
from bot.messages.helping import (
    HelpAnswerArgs,
    HelpHeardArgs,
    HelpTakenArgs,
    HelpWordsArgs,
    NobodyToldArgs,
)
from bot.store.answering import threads
from bot.store.delivery.outbox import BotMessage
from bot.store.helping import helps
from bot.store.helping.helps import HelpRequest
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import care, issuers, named, rights
from bot.usecases.helping.help_requests import about
from bot.usecases.helping.telling import parties_near, told_so_far
from bot.usecases.taking_up import stands_above
from bot.usecases.talks import talk


def help_heard_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpHeardView:
    """The asker's words, and who was told of them."""
    args = message.args_as(HelpHeardArgs)
    told = tuple(named.anybody(tx, each) for each in args.told)
    private = message.chat_id > 0
    writes = private and bool(args.said) and not args.drafted
    return HelpHeardView(
        args.said, told, args.danger, house.region(tx),
        message.subject_id if private else None, args.alone,
        writes and bool(issuers.roots(tx, rights.actor(tx, message.chat_id))),
    )  # fmt: skip


def nobody_told_view(tx: Tx, message: BotMessage, _now: datetime) -> NobodyToldView:
    """Trouble of somebody for whom nobody can be told."""
    return NobodyToldView(message.args_as(NobodyToldArgs).known, house.region(tx))


def help_view(tx: Tx, message: BotMessage, now: datetime) -> HelpView | None:
    """A help request, for those above who may take it."""
    request = helps.help_request(tx, message.subject_id or 0)
    instruction = about(tx, request)
    withdrawn = instruction is not None and instruction.state is InstructionState.WITHDRAWN
    if message.telegram_id is None and withdrawn:
        return None
    begun = threads.of_help(tx, request.id)
    asked = talk(tx, begun, message.member_id or 0, whole=True) if begun else None
    return HelpView(
        request_id=request.id,
        remark_id=asked.id if asked else 0,
        answers=asked.answers if asked else (),
        asked_at=request.reopened_at or request.opened_at,
        now=now,
        zone=house.zone(tx),
        again=request.reopened_at is not None,
        instruction=instruction,
        asker=named.anybody(tx, request.member_id),
        unit=named.spot(tx, people.unit(tx, request.unit_id), message.member_id or 0),
        state=request.state,
        reason=request.reason,
        words=request.words,
        taken_by=named.anybody(tx, request.taken_by) if request.taken_by else None,
        mistake=request.reason == helps.MISTAKE,
        dial=_dial(tx, request, message),
        parties=_parties(tx, request, message),
    )


def _parties(tx: Tx, request: HelpRequest, message: BotMessage) -> tuple[HelpParty, ...]:
    """The parties of the branch: who was told, and whom a reader above may still tell or call."""
    who, told = rights.actor(tx, message.chat_id), told_so_far(tx, request)
    above = stands_above(who, people.unit(tx, request.unit_id))
    found = []
    for seat in parties_near(tx, request):
        member = seat.member
        if member is None or not (above or member.id in told):
            continue
        phoned = member.phone is not None and care.may_dial(tx, who, member.id)
        found.append(
            HelpParty(
                kind=seat.kind,
                who=named.of(tx, member),
                told=member.id in told,
                listening=member.listening,
                dial=member.id if phoned and not member.listening else None,
            )
        )
    return tuple(found)


def _dial(tx: Tx, request: HelpRequest, message: BotMessage) -> int | None:
    """The asker, where they have a number and the reader may call them."""
    asker = people.member(tx, request.member_id)
    may = asker.phone is not None and care.may_dial(tx, rights.actor(tx, message.chat_id), asker.id)
    return asker.id if may else None


def help_words_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpWordsView:
    """The question to the asker what the trouble is."""
    request = helps.help_request(tx, message.subject_id or 0)
    told = request.words is not None or request.reason is not None
    return HelpWordsView(
        request_id=request.id,
        answered=told or request.state == "solved",
        mistake=request.reason == helps.MISTAKE,
        open=request.state == "open",
        region=house.region(tx) if message.args_as(HelpWordsArgs).danger else None,
    )


def help_answer_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpAnswerView:
    """Who took a help request, or solved it."""
    request = helps.help_request(tx, message.subject_id or 0)
    instruction = about(tx, request)
    args = message.args_as(HelpAnswerArgs)
    helper = named.anybody(tx, args.helper)
    handed = args.instead if isinstance(args, HelpTakenArgs) else None
    instead = None if handed is None else tuple(named.anybody(tx, each) for each in handed)
    solved = message.kind == "help_solved"
    still = solved and request.state == "solved"
    return HelpAnswerView(instruction, helper, solved, request.id if still else None, instead)
