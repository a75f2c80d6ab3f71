"""拨打: one number for somebody above, and what came of the call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from bot.chat.looking.values import pages
from bot.chat.people.calls import CALLS_A_PAGE, CallListView, CallPersonView, CallView
from bot.chat.persons import Named
from bot.errors import Refused
from bot.instructions.calls import CallOutcome, after_call, missed_today
from bot.instructions.leave import offered_days
from bot.instructions.model import AnswerPath, InstructionState, Target
from bot.messages.people import CallArgs, CallListArgs
from bot.roster.edits import Edit, EditVerb
from bot.roster.model import UNIT_POSTS, Member
from bot.roster.permissions import Right
from bot.store.answering import answers
from bot.store.cascade import calls, instructions
from bot.store.cascade.calls import CallLine
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit, house
from bot.store.people import people
from bot.store.roster import leaves
from bot.store.roster import roster as store
from bot.store.tx import Tx, to_micros
from bot.usecases import care, named
from bot.usecases.answering import proxying
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.calls import call_steps
from bot.usecases.cascade import calling, refreshing
from bot.usecases.forms import filling
from bot.usecases.looking import navigating
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.rights import Actor, actor
from bot.usecases.roster import edit_rights
from bot.usecases.roster import leaves as leaves_of
from bot.usecases.roster.leaves import TakeLeave

_NUMBER_STANDS = timedelta(hours=1)
"""For how long a number stands in a chat where nobody says what came of the call."""


@dataclass(frozen=True, slots=True)
class Dial:
    """拨打: `about`: the instruction to tell them of, 0 for none."""

    asking: Asking
    member_id: int
    about: int = 0


def dial(tx: Tx, command: Dial, now: datetime) -> None:
    """Show one number to whoever may call it, in private; it is in the log. Raises Refused."""
    who, member = _concerned(tx, command.asking, command.member_id)
    about = command.about if _asks(tx, who, member, command.about) else None
    audit.record(tx, now, who.name, "phone.show", path="chat", member_id=member.id)
    for before in outbox.messages_about(tx, CallArgs.kind, member.id):
        if before.chat_id == who.telegram_id and before.args_as(CallArgs).outcome is None:
            outbox.take_away(tx, before, now)
    until = now + _NUMBER_STANDS
    saying = Saying(
        chat_id=who.telegram_id,
        args=CallArgs(about=about, until=to_micros(until)),
        lane=Lane.REPLY,
        subject_id=member.id,
    )
    outbox.refresh_at(tx, outbox.say(tx, saying, now), who.telegram_id, until, now)


def _asks(tx: Tx, who: Actor, member: Member, about: int) -> bool:
    """Whether an instruction that has started asks a unit of theirs that the caller stands above;
    no other is shown with the number."""
    units = [each.target.unit for each in answers.held_by(tx, about, member.id)]
    if not any(who.may(Right.DIAL, unit) for unit in units):
        return False
    return instructions.instruction(tx, about).state in care.STARTED


@dataclass(frozen=True, slots=True)
class Called:
    """What came of the call whose message was pressed."""

    asking: Asking
    outcome: CallOutcome


def called(tx: Tx, command: Called, now: datetime) -> tuple[str, ...]:
    """Record what came of a call; 已通知 answers for their units, whose names are returned.

    Raises Refused.
    """
    message = navigating.pressed_screen(tx, command.asking)
    if message is None or message.kind != CallArgs.kind:
        raise Refused("stale_button")
    who, member = _concerned(tx, command.asking, message.subject_id or 0)
    args = message.args_as(CallArgs)
    names = _record_call(tx, who, member, command.outcome, args.about, "chat", now)
    args = replace(args, outcome=command.outcome, by=None, to=None)
    args = replace(args, to=call_steps.tell_whoever_may(tx, who, member, args, now))
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)
    return names


@dataclass(frozen=True, slots=True)
class CallOnPage:
    """A call made from the board's page. `outcome`: None: to see the number; `about`: the
    instruction, 0 for none."""

    asking: Asking
    member_id: int
    about: int = 0
    outcome: CallOutcome | None = None
    until: date | None = None
    """The last day of somebody who is away, where it is known."""


def number_on_page(tx: Tx, command: CallOnPage, now: datetime) -> tuple[str, str]:
    """The name and number of somebody the asker may call; it is in the log. Raises Refused."""
    who, member = _concerned(tx, command.asking, command.member_id)
    audit.record(tx, now, who.name, "phone.show", path="web", member_id=member.id)
    return member.name, member.phone or ""


@dataclass(frozen=True, slots=True)
class CalledOnPage:
    """What a call made from the page led to: the units that were answered for; whether the next
    step waits in the caller's chat, or who was told of it; `form`: the code of the unit whose
    form is to be filled in on the page, "" for none."""

    units: tuple[str, ...]
    in_chat: bool
    told: Named | None
    form: str = ""


_NEXT = (CallOutcome.LEFT_POST, CallOutcome.WRONG_NUMBER, CallOutcome.AWAY)
"""Outcomes that ask for a change of the roster."""


def called_on_page(tx: Tx, command: CallOnPage, now: datetime) -> CalledOnPage:
    """As `called`, from the page; a step that the caller may take comes into their chat, but a form
    is filled in on the page."""
    who, member = _concerned(tx, command.asking, command.member_id)
    if command.outcome is None:
        raise Refused("not_allowed")
    about = command.about if _asks(tx, who, member, command.about) else None
    form = _form_here(tx, who, member, command, about)
    names = _record_call(tx, who, member, command.outcome, about, "web", now, form_in_chat=False)
    if command.outcome is CallOutcome.AWAY and command.until is not None:
        leaves_of.take_leave(tx, TakeLeave(command.asking, member.id, command.until), now)
        return CalledOnPage(names, in_chat=False, told=None)
    args = CallArgs(about=about, outcome=command.outcome)
    told = call_steps.tell_whoever_may(tx, who, member, args, now)
    mends = call_steps.call_steps(tx, who, member.id).mend(command.outcome)
    in_chat = mends and command.outcome in _NEXT
    if in_chat:
        saying = Saying(chat_id=who.telegram_id, args=args, lane=Lane.REPLY, subject_id=member.id)
        outbox.say(tx, saying, now)
    return CalledOnPage(names, in_chat, named.anybody(tx, told) if told else None, form)


def _form_here(tx: Tx, who: Actor, member: Member, command: CallOnPage, about: int | None) -> str:
    """The unit whose form is to be filled in next, on the page."""
    if not about or command.outcome is not CallOutcome.TOLD:
        return ""
    asked = _by_form(tx, _waiting_for(tx, who, member, about), about)
    return asked[0].unit.code if asked and who.member is not None else ""


def _record_call(
    tx: Tx,
    who: Actor,
    member: Member,
    outcome: CallOutcome,
    about: int | None,
    path: str,
    now: datetime,
    *,
    form_in_chat: bool = True,
) -> tuple[str, ...]:
    last = after_call(calls.last_call(tx, member.id), outcome, now, house.zone(tx))
    calls.set_last_call(tx, member.id, last)
    facts = {"outcome": outcome.value}
    audit.record(tx, now, who.name, "phone.call", path=path, member_id=member.id, facts=facts)
    told = outcome is CallOutcome.TOLD
    if told:
        people.mark_alive(tx, member.id, now)
    names: tuple[str, ...] = ()
    if told and about:
        names = _answer_for(tx, who, member, about, now, form_in_chat=form_in_chat)
    refreshing.refresh_about(tx, leaves.open_targets_of(tx, member.id), now)
    return names


def _answer_for(
    tx: Tx, who: Actor, member: Member, about: int, now: datetime, *, form_in_chat: bool
) -> tuple[str, ...]:
    """代答 for every unit of theirs that still waits and that the caller stands above; where a form
    is asked for it opens for the first of them (代填)."""
    mine = _waiting_for(tx, who, member, about)
    by_form = _by_form(tx, mine, about)
    if form_in_chat and by_form and who.member is not None:
        filling.begin_form(tx, who.member, by_form[0], AnswerPath.PROXY, now)
    command = AnswerFor(who.telegram_id, tuple(each.id for each in mine))
    return proxying.answer_for(tx, command, now)


def _waiting_for(tx: Tx, who: Actor, member: Member, about: int) -> list[Target]:
    """The units of somebody that wait and that the caller may answer for."""
    held = answers.held_by(tx, about, member.id)
    waiting = [each.target for each in held if each.target.unanswered]
    return [each for each in waiting if who.may(Right.ANSWER_FOR, each.unit)]


def _by_form(tx: Tx, targets: list[Target], about: int) -> list[Target]:
    asks_form = instructions.instruction(tx, about).asks_form
    return [each for each in targets if asks_form(each.unit.tier)]


@dataclass(frozen=True, slots=True)
class MarkByPhone:
    """电话联系: a member has no Telegram, or has it after all."""

    asking: Asking
    member_id: int
    by_phone: bool


def mark_by_phone(tx: Tx, command: MarkByPhone, now: datetime) -> None:
    """Mark a member; what is urgent and open goes on the list of calls at once. Raises Refused."""
    who = asker(tx, command.asking)
    edit = Edit(EditVerb.PHONE, member=command.member_id)
    edit_rights.require_edit(tx, who, edit, store.load_roster(tx))
    if not calls.set_by_phone(tx, command.member_id, by_phone=command.by_phone):
        raise Refused("on_telegram_already")
    action = "phone.only" if command.by_phone else "phone.not_only"
    audit.record(tx, now, who.name, action, path="chat", member_id=command.member_id)
    for target in leaves.open_targets_of(tx, command.member_id):
        calling.renew_lists(tx, target, now)
    navigating.refresh(tx, command.asking, now)


def _concerned(tx: Tx, asking: Asking, member_id: int) -> tuple[Actor, Member]:
    who = asker(tx, asking)
    if not care.may_dial(tx, who, member_id):
        raise Refused("not_allowed")
    return who, people.member(tx, member_id)


@dataclass(frozen=True, slots=True)
class CallsPage:
    """Another page of one's own list of calls."""

    asking: Asking
    page: int


def turn_calls(tx: Tx, command: CallsPage, now: datetime) -> None:
    """Show another page. Raises Refused("stale_button") for what is no list in one's own chat."""
    message = navigating.pressed_screen(tx, command.asking)
    if message is None or message.kind != CallListArgs.kind:
        raise Refused("stale_button")
    args = CallListArgs(page=max(command.page, 0))
    outbox.refresh(tx, message, now, lane=Lane.REPLY, args=args)


def call_list_view(tx: Tx, message: BotMessage, now: datetime) -> CallListView | None:
    """Whom to call, ten people a page; None where nobody is left before it was sent."""
    instruction = instructions.instruction(tx, message.subject_id or 0)
    found = calls.calls_left(tx, message.id)
    if not found and message.telegram_id is None:
        return None
    people_left = _by_person(found)
    at = pages(message.args_as(CallListArgs).page, CALLS_A_PAGE, len(people_left))
    reader = actor(tx, message.chat_id)
    return CallListView(
        instruction=instruction,
        people=tuple(_person(tx, reader, each, now) for each in at.of(people_left)),
        pages=at,
        ended=instruction.state is not InstructionState.RUNNING,
    )


def _by_person(found: Sequence[CallLine]) -> list[list[CallLine]]:
    """The lines of each person. Of more than stand on a page, those who were tried come last, so
    that everybody's turn comes."""
    theirs: dict[int, list[CallLine]] = {}
    for line in found:
        theirs.setdefault(line.member_id, []).append(line)
    if len(theirs) <= CALLS_A_PAGE:
        return list(theirs.values())
    return sorted(theirs.values(), key=lambda each: _tried(each[0]))


def _tried(line: CallLine) -> datetime:
    last = line.last
    tried = last is not None and (last.missed or last.outcome in _SETTLED)
    return last.at if last is not None and tried else _NEVER


_NEVER = datetime.min.replace(tzinfo=UTC)


def _person(tx: Tx, reader: Actor, theirs: Sequence[CallLine], now: datetime) -> CallPersonView:
    line = theirs[0]
    units = (instructions.target(tx, each.target_id).unit for each in theirs)
    reader_id = reader.member.id if reader.member else 0
    return CallPersonView(
        member_id=line.member_id,
        post_id=line.post_id,
        name=line.name,
        units=tuple(named.spot(tx, unit, reader_id) for unit in units),
        outcome=line.last.outcome if line.last else None,
        missed=missed_today(line.last, now, house.zone(tx)),
        mends=_mends(tx, reader, line),
    )


_SETTLED = (CallOutcome.WRONG_NUMBER, CallOutcome.LEFT_POST)


def _mends(tx: Tx, who: Actor, line: CallLine) -> bool:
    """Whether the reader of a list may put right what the last call to somebody found wrong."""
    match line.last.outcome if line.last else None:
        case CallOutcome.LEFT_POST:
            return call_steps.may_replace(tx, who, people.seat(tx, line.post_id))
        case CallOutcome.WRONG_NUMBER:
            return call_steps.call_steps(tx, who, line.member_id).phone
    return False


def call_view(tx: Tx, message: BotMessage, now: datetime) -> CallView | None:
    """One call: the number until it is known what came of it, for a reader who still may see it."""
    args = message.args_as(CallArgs)
    member, who = people.member(tx, message.subject_id or 0), actor(tx, message.chat_id)
    if not care.may_dial(tx, who, member.id):
        return None if message.telegram_id is None else CallView(member.id, named.of(tx, member))
    seats = [each for each in people.posts_of(tx, member.id) if each.kind in UNIT_POSTS]
    hidden, zone = args.until is None or to_micros(now) >= args.until, house.zone(tx)
    today = now.astimezone(zone).date()
    return CallView(
        member.id,
        named.of(tx, member),
        units=tuple(named.spot(tx, each.unit, who.member.id) for each in seats if who.member),
        phone=None if hidden or args.outcome else member.phone,
        hidden=hidden,
        outcome=args.outcome,
        open=True,
        about=instructions.instruction(tx, args.about) if args.about else None,
        steps=call_steps.call_steps(tx, who, member.id),
        by=named.anybody(tx, args.by) if args.by else None,
        to=named.anybody(tx, args.to) if args.to else None,
        days=tuple(offered_days(today)),
        today=today,
        away=not member.present,
        missed=missed_today(calls.last_call(tx, member.id), now, zone),
    )
