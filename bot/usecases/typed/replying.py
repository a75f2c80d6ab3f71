"""Typed answers: in reply to a message of the bot, or alone in a private chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.instructions.leave import says_back
from bot.instructions.model import AnswerPath, Instruction, InstructionState
from bot.instructions.reading.confirming import confirmed
from bot.instructions.reading.meanings import Meaning, Reading, Why
from bot.instructions.reading.reader import building_number
from bot.messages.answering import (
    NotCountedArgs,
    NothingNew,
    NothingNewArgs,
)
from bot.roster.model import Member
from bot.store.answering import answers
from bot.store.answering.answers import Held
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.helping import helps
from bot.store.helping.helps import HelpFor
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named, rights
from bot.usecases.answering import proxying, recording, remarks, responding
from bot.usecases.answering.proxying import AnswerFor
from bot.usecases.answering.reading import read_from
from bot.usecases.answering.recording import (
    Answered,
    Given,
    Recorded,
    ToFillIn,
    best,
)
from bot.usecases.cascade import bot_messages
from bot.usecases.forms import filling as filled
from bot.usecases.helping import handling, help_requests
from bot.usecases.helping.handling import Explanation
from bot.usecases.typed import asking_back, form_replies, strangers
from bot.usecases.typed.asking_back import Doubtful
from bot.usecases.typed.speaking_for import spoken_for
from bot.usecases.typed.told_writer import (
    Reply,
    TypedAnswer,
    say_heard,
    say_nothing_new,
    say_part,
    say_thanks,
    say_why_not,
)


def reply(tx: Tx, command: Reply, now: datetime) -> bool:
    """Handle a reply to one of our messages; False where it is not about an instruction, or says
    more than 收到 and comes from somebody the instruction does not ask."""
    number = command.reply_to or 0
    message = bot_messages.asked_by(tx, command.chat_id, number, None, now)
    member = people.member_by_telegram(tx, command.telegram_id)
    message = message or _replaced(tx, command.chat_id, number)
    if message is None:
        return False
    if member is not None and _belongs_to_talk(tx, message, member, command, now):
        return True
    if message.kind not in bot_messages.ANSWERABLE | bot_messages.REPLIES:
        return False
    if not bot_messages.about_any(tx, message):
        return False
    about = bot_messages.instructions_on(tx, message, None)
    if member is not None:
        return _hear(tx, about, member, command, now)
    strangers.keep_unknown(tx, about, message, command, now)
    return True


def _belongs_to_talk(
    tx: Tx, message: BotMessage, member: Member, command: Reply, now: datetime
) -> bool:
    """Whether words were added to a help request, or answered a remark."""
    note, lexicon = _note(command), command.lexicon
    if handling.hear_asker(tx, message, member, note, lexicon, now):
        return True
    return responding.hear_reply(tx, message, member, note, now)


def mention(tx: Tx, command: Reply, now: datetime) -> bool:
    """Handle a mention in a group like a reply to the newest card there; False where
    there is none."""
    card = strangers.newest_card(tx, command.chat_id)
    if card is None or card.telegram_id is None:
        return False
    return reply(tx, replace(command, reply_to=card.telegram_id), now)


def _replaced(tx: Tx, chat_id: int, number: int) -> BotMessage | None:
    """The newer message that replaced one with a remark."""
    found = outbox.message_at(tx, chat_id, number)
    return found if found is not None and found.kind in responding.TOLD_OF else None


def private_words(tx: Tx, command: Reply, now: datetime) -> bool:
    """Handle words in a private chat that reply to nothing; False where nothing waits for the
    writer. With one waiting instruction they count for it; with more the writer is asked which."""
    member = people.member_by_telegram(tx, command.telegram_id)
    waiting = answers.waiting_for(tx, member.id) if member else []
    if member is None or not waiting:
        return False
    if len(waiting) == 1:
        _hear(tx, waiting, member, command, now)
        return True
    said = _read(tx, member, command)
    if said.meaning in _ABOUT_ALL:
        _hear(tx, waiting, member, command, now)
        return True
    asked = [(each, answers.held_by(tx, each.id, member.id)) for each in waiting]
    part = _part([each for _, held in asked for each in held], said, command)
    unclear = Doubtful(member, _note(command), said, command.said_at, part)
    asking_back.ask_back(tx, asked, unclear, now, which=True)
    return True


_ABOUT_ALL = frozenset({Meaning.NO, Meaning.HELP, Meaning.OTHER})
"""Meanings acted on at once, even with several instructions waiting."""


_Asked = list[tuple[Instruction, list[Held]]]


def _hear(
    tx: Tx, about: Sequence[Instruction], member: Member, command: Reply, now: datetime
) -> bool:
    """Apply words to every instruction they are about; the writer gets one answer. False where none
    asks them and the words say more than 收到."""
    running = [
        each for each in about if each.state is InstructionState.RUNNING and each.needs_answer
    ]
    said = _read(tx, member, command)
    if form_replies.hear_form_reply(tx, running, member, said, command, now):
        return True
    if form_replies.hear_form_for(tx, running, member, command, now):
        return True
    if form_replies.turn_back_other(tx, running, member, command, now):
        return True
    if said.meaning is Meaning.OTHER and _speaks_for(tx, running, member, said, command, now):
        return True
    asked = [(each, held) for each in running if (held := answers.held_by(tx, each.id, member.id))]
    if asked:
        part = _part([each for _, held in asked for each in held], said, command)
        asked = [(each, recording.narrowed(held, part)) for each, held in asked]
        _TAKEN[said.meaning](tx, asked, TypedAnswer(member, said, command, part), now)
    elif over := _too_late(tx, about, member, command, now):
        say_nothing_new(tx, over, member, NothingNewArgs(why=NothingNew.FORM_OVER), command, now)
    elif said.meaning is not Meaning.YES:
        return False
    elif command.private:
        say_why_not(tx, about[0], member, command, now)
    return True


def _too_late(
    tx: Tx, about: Sequence[Instruction], member: Member, command: Reply, now: datetime
) -> Instruction | None:
    """The instruction that is over and whose form words in private answer; they change nothing."""
    for each in about if command.private else ():
        mine = each.state is not InstructionState.RUNNING and filled.asked_to_fill_in(
            tx, each, member.id
        )
        if mine and form_replies.tells_form(tx, each, command.words or "", now):
            return each
    return None


def _part(held: Sequence[Held], said: Reading, command: Reply) -> tuple[str, ...]:
    """The numbers of those of the writer's buildings that the words speak of, where these are not
    all: 3栋收到 from somebody with 3 and 4, and 3栋收到，4栋没收到."""
    own = {building_number(each.target.unit.name) for each in held}
    named_ = said.buildings
    if len(named_) > 1 and said.meaning in (Meaning.YES, Meaning.NOTE):
        named_ = confirmed(command.words or "", command.lexicon) or named_
    return named_ if named_ and set(named_) < own else ()


def _read(tx: Tx, member: Member, command: Reply) -> Reading:
    """A picture is a remark even if its caption is only an answer; an assenting sticker is a
    plain yes."""
    unread = Reading(Meaning.NOTE, Why.MORE)
    said = unread
    if command.words:
        said = read_from(tx, member, command.words, command.lexicon)
        if says_back(command.words):  # from a leave they are not on, or from something else
            said = Reading(Meaning.ASK, said.why)
    elif command.sticker:
        said = read_from(tx, member, command.sticker, command.lexicon)
        return said if said.meaning is Meaning.YES else unread
    picture = command.text is None and said.meaning is Meaning.YES
    return said._replace(meaning=Meaning.NOTE) if picture else said


def _speaks_for(
    tx: Tx, about: Sequence[Instruction], member: Member, said: Reading, command: Reply,
    now: datetime,
) -> bool:  # fmt: skip
    """Whether it was handled as 代答: the writer stands above all the buildings they name, and says
    of some that they received it. Where a form is asked for it opens for the first one (代填)."""
    who = rights.actor(tx, command.telegram_id)
    received = confirmed(command.words or "", command.lexicon)
    if not spoken_for(tx, who, about, said.buildings) or not received:
        return False
    found = spoken_for(tx, who, about, received)
    asks = {each.id: each for each in about}
    by_form = [each for each in found if asks[each.instruction_id].asks_form(each.unit.tier)]
    if by_form:
        form_replies.ask_to_fill_in(tx, by_form[0], member, command, now, path=AnswerPath.PROXY)
    names = proxying.answer_for(
        tx,
        AnswerFor(command.telegram_id, tuple(each.id for each in found), command.chat_id),
        now,
    )
    if command.private and (names or not by_form):
        say_thanks(tx, names or tuple(each.unit.name for each in found), named.of(tx, member),
                    command, now)  # fmt: skip
    return True


def _yes(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    _record(tx, asked, spoken, now)


def _note_too(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    for instruction, held in asked:
        remarks.pass_up(tx, instruction, spoken.member, held[0], _note(spoken.command), now)
    _record(tx, asked, spoken, now)


def _record(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    results = _counted(tx, asked, spoken, now)
    told = best(results)
    if by_form := [each for each in results if isinstance(each, ToFillIn)]:
        target = by_form[0].targets[0]
        form_replies.ask_to_fill_in(tx, target, spoken.member, spoken.command, now)
        if told is by_form[0]:
            return
    if isinstance(told, Recorded) and spoken.part and _rest(tx, asked[0][0], spoken):
        say_part(tx, asked[0][0], told, spoken, now)
        return
    if not spoken.command.private:
        return
    if isinstance(told, Recorded):
        say_thanks(tx, told.units, told.who, spoken.command, now)
    else:
        facts = recording.nothing_new(told)
        say_nothing_new(tx, asked[0][0], spoken.member, facts, spoken.command, now)


def _rest(tx: Tx, about: Instruction, spoken: TypedAnswer) -> bool:
    """Whether others of the writer's units still wait."""
    held = answers.held_by(tx, about.id, spoken.member.id)
    return any(each.owes for each in held)


def _counted(
    tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime, *, troubled: bool = False
) -> list[Answered]:
    path, at = AnswerPath.REPLY, spoken.command.said_at
    member, part = spoken.member, spoken.part
    given = Given(spoken.command.chat_id)
    return [
        recording.answer(tx, each, member, path, at, now, part, given, troubled=troubled)
        for each, _ in asked
    ]


def _help(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    """Trouble counts as received and opens a request, or joins the open one."""
    _counted(tx, asked, spoken, now, troubled=True)
    instruction, held = asked[0]
    command, said = spoken.command, spoken.said
    what = HelpFor(held[0].target.unit.id, held[0].target.id)
    found = helps.current_help(tx, what)
    told: list[Member] = []
    if found is not None and found.member_id == spoken.member.id:
        note = _note(command)
        more = Explanation(command.telegram_id, found.id, note=note, lexicon=command.lexicon)
        handling.explain(tx, more, now)
        if not said.danger or spoken.member.reachable:
            return
    elif found is not None:
        remarks.pass_up(tx, instruction, spoken.member, held[0], _note(command), now)
    else:
        words = None if said.cry else command.words
        danger, note = said.danger, _note(command)
        told = help_requests.open_help(
            tx, instruction, spoken.member, held, words, now, danger=danger, note=note
        )
        if words is None and spoken.member.reachable and told:
            return  # the question about the trouble follows
    say_heard(tx, what, spoken, told, now)


def _no(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    """Pass a denial or question up; the writer is told in private that it did not count."""
    command, member = spoken.command, spoken.member
    told = {
        up.id: None
        for instruction, held in asked
        for up in remarks.pass_up(tx, instruction, member, held[0], _note(command), now, doubt=True)
    }
    if not member.reachable:
        return
    saying = Saying(
        chat_id=member.telegram_id or 0,
        args=NotCountedArgs(said=(command.words or "")[:200], told=tuple(told)),
        lane=Lane.REPLY,
        subject_id=asked[0][0].id,
        reply_to=command.message_id if command.private else None,
    )
    outbox.say(tx, saying, now)


def _ask(tx: Tx, asked: _Asked, spoken: TypedAnswer, now: datetime) -> None:
    command = spoken.command
    waiting = (filled.to_fill_in(tx, each, spoken.member.id) for each, _ in asked)
    if targets := next((found for found in waiting if found), None):
        form_replies.ask_to_fill_in(tx, targets[0], spoken.member, command, now)
        return
    unclear = Doubtful(spoken.member, _note(command), spoken.said, command.said_at, spoken.part)
    asking_back.ask_back(tx, asked, unclear, now)


_TAKEN: Mapping[Meaning, Callable[[Tx, _Asked, TypedAnswer, datetime], None]] = {
    Meaning.YES: _yes,
    Meaning.NOTE: _note_too,
    Meaning.NO: _no,
    Meaning.HELP: _help,
    Meaning.OTHER: _ask,
    Meaning.ASK: _ask,
}


def _note(command: Reply) -> remarks.Note:
    return remarks.Note(command.text, command.chat_id, command.message_id, command.caption)
