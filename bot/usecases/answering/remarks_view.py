"""Views of small messages between people: remarks, thanks and help."""

from __future__ import annotations

from datetime import datetime

from bot.chat.answering.remarks import NotCountedView, RelayWordsView, ThanksView
from bot.chat.helping.help_requests import HelpAnswerView, HelpView, HelpWordsView
from bot.chat.outgoing import CopyOf
from bot.chat.persons import Named
from bot.errors import Refused
from bot.instructions.model import InstructionState
from bot.roster.model import PostKind
from bot.store.answering import threads
from bot.store.delivery.outbox import BotMessage
from bot.store.helping import helps
from bot.store.house import house
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named
from bot.usecases.answering.talk_view import talk
from bot.usecases.helping.help_requests import about


def copy_view(_tx: Tx, message: BotMessage, _now: datetime) -> CopyOf:
    """The picture or voice message of a remark."""
    args = message.args
    return CopyOf(args["from"], args["number"], args.get("caption") or "")


def not_counted_view(tx: Tx, message: BotMessage, _now: datetime) -> NotCountedView:
    """The words that did not count, and who was told."""
    told = tuple(named.anybody(tx, each) for each in message.args["told"])
    return NotCountedView(message.args["said"], told)


def thanks_view(_tx: Tx, message: BotMessage, _now: datetime) -> ThanksView:
    """The units for which a typed answer was recorded."""
    args = message.args
    who = Named(args["name"], PostKind(args["post"]), args["height"], args.get("title"))
    return ThanksView(who, tuple(args["units"]))


def help_view(tx: Tx, message: BotMessage, now: datetime) -> HelpView | None:
    """A help request, for those above who may take it."""
    request = helps.request(tx, message.subject_id or 0)
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
    )


def help_words_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpWordsView:
    """The question to the asker what the trouble is."""
    request = helps.request(tx, message.subject_id or 0)
    told = request.words is not None or request.reason is not None
    return HelpWordsView(
        request_id=request.id,
        answered=told or request.state == "solved",
        mistake=request.reason == helps.MISTAKE,
        open=request.state == "open",
        region=house.region(tx) if message.args.get("danger") else None,
    )


def help_answer_view(tx: Tx, message: BotMessage, _now: datetime) -> HelpAnswerView:
    """Who took a help request, or solved it."""
    request = helps.request(tx, message.subject_id or 0)
    instruction = about(tx, request)
    helper = named.anybody(tx, message.args["helper"])
    solved = message.kind == "help_solved"
    still = solved and request.state == "solved"
    return HelpAnswerView(instruction, helper, solved, request.id if still else None)


def sentence_view(_tx: Tx, message: BotMessage, _now: datetime) -> Refused:
    """Why something was refused."""
    return Refused(message.args["reason"], **message.args["facts"])


def relay_words_view(_tx: Tx, message: BotMessage, _now: datetime) -> RelayWordsView:
    """To how many units an instruction was relayed with the added words."""
    return RelayWordsView(message.args.get("passed"))
