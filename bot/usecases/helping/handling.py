"""What the asker says about a help request: the trouble, a mistake, not solved after all
(helping)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import is_small_talk
from bot.messages.helping import HelpAnswerArgs, HelpHeardArgs, HelpSolvedArgs, HelpTakenArgs
from bot.roster.model import Member, PostKind
from bot.roster.permissions import Right
from bot.store.answering import threads
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpRequest
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases import notices, rights
from bot.usecases.answering import remarks
from bot.usecases.answering.reading import read_from
from bot.usecases.answering.remarks import Note
from bot.usecases.helping import help_requests
from bot.usecases.helping.help_requests import help_request_of, log_help, refresh_request
from bot.usecases.helping.telling import call_in, tell_parties
from bot.usecases.taking_up import require_take_up, stands_above

REASONS = ("nobody_home", "refused", "need_hands", "broken")
"""Nobody opens, somebody refuses, more hands are needed, something is broken."""
TO_THE_ASKER = frozenset({"help_words", "help_heard", "help_taken", "help_solved"})
"""Kinds of messages to the asker: words in reply to them belong to the request."""
_LONGEST = 1000
_RINGS_AGAIN = timedelta(minutes=1)
"""The least time between two rings to those above."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the trouble is: one of REASONS, or words."""

    telegram_id: int
    request_id: int
    reason: str | None = None
    note: Note | None = None
    lexicon: Lexicon | None = None


def explain(tx: Tx, command: Explanation, now: datetime) -> None:
    """Add what the trouble is, and ring those who were told.

    Words of the next half hour are added too.
    """
    request, member = _own(tx, command.telegram_id, command.request_id)
    add_trouble(tx, request, member, command.reason, command.note, now, command.lexicon)
    until = now + help_requests.WORDS_WAIT
    expectations.expect(tx, command.telegram_id, "help_words", request.id, {}, until)


def add_trouble(
    tx: Tx, request: HelpRequest, member: Member, reason: str | None, note: Note | None,
    now: datetime, lexicon: Lexicon | None = None,
) -> None:  # fmt: skip
    """Add one of REASONS or words of the member's to a request. Raises Refused."""
    if reason is not None and reason not in REASONS:
        raise Refused("stale_button")
    if not helps.explain(tx, request.id, reason, _joined(request, note)):
        raise Refused("help_solved")
    if note is not None:
        _ring(tx, request, member, note, lexicon, now)
    call_in(tx, helps.help_request(tx, request.id), now)
    refresh_request(tx, request, now)


def _joined(request: HelpRequest, note: Note | None) -> str | None:
    if note is None or note.words is None:
        return None
    return "\n".join(filter(None, (request.words, note.words)))[:_LONGEST]


def _ring(
    tx: Tx, request: HelpRequest, member: Member, note: Note, lexicon: Lexicon | None, now: datetime
) -> None:
    """Ring all who were told; a picture or voice message is copied to them as well. The asker is
    told, with the emergency numbers where their words tell of danger."""
    told = help_requests.tell_anew(tx, request, now)
    begun = threads.of_help(tx, request.id)
    if note.text is None and begun is not None:
        for each in told:
            remarks.pass_on_copy(tx, begun, note, each.telegram_id or 0, each, now)
    chat = member.telegram_id or 0
    here = note.message_id if note.chat_id == chat else None
    words = note.words
    if not member.reachable:
        return
    if words and read_from(tx, member, words, lexicon).danger:
        args = HelpHeardArgs(said=words[:200], told=tuple(e.id for e in told), danger=True)
        saying = Saying(
            chat_id=chat, args=args, lane=Lane.REPLY, subject_id=request.id, member_id=member.id,
            reply_to=here,
        )  # fmt: skip
        outbox.say(tx, saying, now)
    elif request.reason is not None or request.words is not None:
        notices.notify(tx, chat, "help_joined", now, reply_to=here)


def hear_asker(
    tx: Tx, message: BotMessage, member: Member, note: Note, lexicon: Lexicon | None, now: datetime
) -> bool:
    """Add words in reply to a message about the request, reopening a solved one; False where the
    message is of another kind or not to the member."""
    if message.kind not in TO_THE_ASKER or message.member_id != member.id:
        return False
    chat, request = note.chat_id, help_request_of(tx, message.subject_id or 0)
    if note.text is not None and is_small_talk(note.text):
        notices.notify(tx, chat, "heard_out", now, reply_to=note.message_id)
        return True
    if request.state == "solved":
        still_open(tx, OwnRequest(member.telegram_id or 0, request.id), now)
    more = Explanation(member.telegram_id or 0, request.id, note=note, lexicon=lexicon)
    explain(tx, more, now)
    return True


@dataclass(frozen=True, slots=True)
class OwnRequest:
    """The asker presses a button about their own request."""

    telegram_id: int
    request_id: int


def take_back(tx: Tx, command: OwnRequest, now: datetime) -> None:
    """Take a request back as a mistake; the acknowledgement stays. Raises Refused("help_taken")."""
    request, member = _own(tx, command.telegram_id, command.request_id)
    if not helps.take_back(tx, request.id, now):
        raise Refused("help_solved" if request.state == "solved" else "help_taken")
    expectations.clear(tx, command.telegram_id)
    log_help(tx, request, member, "help.take_back", now)
    refresh_request(tx, request, now)


def still_open(tx: Tx, command: OwnRequest, now: datetime) -> tuple[str, ...]:
    """还没解决: reopen a solved request and ring the one above; let an open one climb at once.

    Returns who was rung. Raises Refused("help_on_its_way") soon after the last time.
    """
    request, member = _own(tx, command.telegram_id, command.request_id)
    return still_open_for(tx, request, member, now)


def still_open_for(tx: Tx, request: HelpRequest, member: Member, now: datetime) -> tuple[str, ...]:
    """The same for an asker who was checked before."""
    if request.state == "solved":
        if not helps.reopen(tx, request.id, now):
            raise Refused("help_open_already")
        log_help(tx, request, member, "help.reopen", now)
        told = help_requests.climb_request(tx, helps.help_request(tx, request.id), now)
    elif request.state == "open" and _rung_long_ago(tx, request, now):
        told = help_requests.climb_request(tx, request, now)
    else:
        raise Refused("help_on_its_way")
    refresh_request(tx, request, now)
    return tuple(each.name for each in told)


def _rung_long_ago(tx: Tx, request: HelpRequest, now: datetime) -> bool:
    if request.due_at is None:
        return False
    return (
        help_requests.climbs_at(help_requests.about(tx, request), now) - request.due_at
        >= _RINGS_AGAIN
    )


def _own(tx: Tx, telegram_id: int, request_id: int) -> tuple[HelpRequest, Member]:
    """The presser's own request, while they may still ask for help there."""
    request = help_request_of(tx, request_id)
    who = rights.actor(tx, telegram_id)
    if who.member is None or who.member.id != request.member_id:
        raise Refused("not_allowed")
    who.require(Right.ASK_HELP, people.unit(tx, request.unit_id))
    return request, who.member


@dataclass(frozen=True, slots=True)
class HelpPress:
    """A press of 我来处理 or 已解决."""

    telegram_id: int
    request_id: int


def take(tx: Tx, command: HelpPress, now: datetime) -> None:
    """Take a request; the asker is told who. Raises Refused("help_taken")."""
    request, member = _allowed(tx, command)
    if not helps.take(tx, request.id, member.id, now):
        raise Refused("help_solved" if request.state == "solved" else "help_taken")
    log_help(tx, request, member, "help.take", now)
    _tell_asker(tx, request, HelpTakenArgs(helper=member.id), member, now)
    refresh_request(tx, request, now)


def solve(tx: Tx, command: HelpPress, now: datetime) -> None:
    """Solve a request. Raises Refused("help_solved")."""
    request, member = _allowed(tx, command)
    if not helps.solve(tx, request.id, now):
        raise Refused("help_solved")
    log_help(tx, request, member, "help.solve", now)
    _expect_no_more(tx, request, now)
    _tell_asker(tx, request, HelpSolvedArgs(helper=member.id), member, now)
    refresh_request(tx, request, now)


def _expect_no_more(tx: Tx, request: HelpRequest, now: datetime) -> None:
    """The asker's further words do not belong to the request any more."""
    chat = people.member(tx, request.member_id).telegram_id or 0
    asked = expectations.expected(tx, chat, now)
    if asked is not None and (asked.kind, asked.subject_id) == ("help_words", request.id):
        expectations.clear(tx, chat)


@dataclass(frozen=True, slots=True)
class CallingIn:
    """转给物业, 转给业委会: a party of the branch is to be told."""

    telegram_id: int
    request_id: int
    kind: PostKind


def call_party_in(tx: Tx, command: CallingIn, now: datetime) -> tuple[str, ...]:
    """Tell a party of the branch; returns who was told. For those above alone."""
    request = help_request_of(tx, command.request_id)
    who = rights.actor(tx, command.telegram_id)
    if who.member is None or not stands_above(who, people.unit(tx, request.unit_id)):
        raise Refused("not_allowed")
    if request.state == "solved":
        raise Refused("help_solved")
    told = tell_parties(tx, request, (command.kind,), now)
    if not told:
        raise Refused("stale_button")
    log_help(tx, request, who.member, "help.call_in", now)
    refresh_request(tx, request, now)
    return tuple(each.name for each in told)


def _allowed(tx: Tx, command: HelpPress) -> tuple[HelpRequest, Member]:
    request = help_request_of(tx, command.request_id)
    unit = people.unit(tx, request.unit_id)
    who = rights.actor(tx, command.telegram_id)
    require_take_up(tx, who, unit, request.id)
    if who.member is None:
        raise Refused("not_allowed")
    return request, who.member


def _tell_asker(
    tx: Tx, request: HelpRequest, args: HelpAnswerArgs, helper: Member, now: datetime
) -> None:
    asker = people.member(tx, request.member_id)
    if not asker.reachable or asker.id == helper.id:
        return
    saying = Saying(
        chat_id=asker.telegram_id or 0, args=args, lane=Lane.REPLY, subject_id=request.id,
        member_id=asker.id,
    )  # fmt: skip
    outbox.say(tx, saying, now)
