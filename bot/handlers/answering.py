"""The buttons of cards and remarks (收到, 收到并转达, 有困难, 回复), and typed answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Message

from bot.chat.answering.remarks import ThanksView, thanks_said
from bot.chat.answering.results import NothingNewView, farewell, nothing_new_said
from bot.chat.callback import Callback
from bot.chat.posts import SeatName
from bot.chat.saying import in_words
from bot.chat.texts import Translator
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.words import reply_of, words_of
from bot.messages.answering import NothingNew
from bot.messages.args import Args
from bot.messages.house import ToldArgs
from bot.messages.sentences import Sentence, to_say
from bot.roster.model import PARTY_POSTS
from bot.store.tx import Tx
from bot.store.writing.expectations import Expectation
from bot.usecases.answering import adding_words, pressing, recording, responding
from bot.usecases.answering.adding_words import WORDS_LINK, AddedWords, DraftPress
from bot.usecases.answering.pressing import Press
from bot.usecases.answering.recording import (
    AlreadyAnswered,
    Answered,
    FormerHolder,
    InstructionEnded,
    NotLinked,
    Outdated,
    Outsider,
    Recorded,
    ToFillIn,
)
from bot.usecases.answering.remarks import Note
from bot.usecases.answering.responding import Picking, Wording
from bot.usecases.forms import opening
from bot.usecases.forms.opening import FORM_LINK, FormOpened
from bot.usecases.helping import handling, help_requests
from bot.usecases.helping.handling import CallingIn, Explanation, HelpPress, OwnRequest
from bot.usecases.helping.help_requests import HelpAsked
from bot.usecases.typed import asking_back, otherwise, replying, troubles, unsent
from bot.usecases.typed.asking_back import Settling
from bot.usecases.typed.told_writer import Reply
from bot.usecases.typed.unsent import PassingUp, WritingUp


async def acknowledge(callback: Callback, context: Context) -> None:
    """收到: acknowledge, or open the form that is asked for instead."""
    await _tell(context, await context.do(_received, _press(callback, context)))


def _received(tx: Tx, command: Press, now: datetime) -> Answered | FormOpened:
    answered = pressing.press(tx, command, now)
    if not isinstance(answered, ToFillIn):
        return answered
    return opening.open_instead(tx, answered, command.telegram_id, now)


async def fill_in(callback: Callback, context: Context) -> None:
    """填报: open the form in private."""
    await _tell(context, await context.do(opening.press_fill_in, _press(callback, context)))


async def relay(callback: Callback, context: Context) -> None:
    """收到并转达: acknowledge and relay."""
    press = _press(callback, context, relay=True)
    await _tell(context, await context.do(pressing.press, press))


async def ask_help(callback: Callback, context: Context) -> None:
    """有困难: open a help request."""
    await _tell(context, await context.do(help_requests.press_help, _press(callback, context)))


async def relay_words(callback: Callback, context: Context) -> None:
    """加一句再转达: ask in private for words to add before relaying."""
    asked = await context.do(adding_words.ask_added_words, _press(callback, context))
    url = None if _in_private(context) else _link(context, f"{WORDS_LINK}{asked}")
    await context.toast(to_say("Please write what you want to add."), url=url)


async def relay_go(callback: Callback, context: Context) -> None:
    """转达: relay with the words when the undo time is over."""
    await context.do(adding_words.relay_added_words, _draft(callback, context))
    await context.toast()


async def relay_undo(callback: Callback, context: Context) -> None:
    """撤回: do not relay yet."""
    await context.do(adding_words.undo_relay, _draft(callback, context))
    await context.toast(to_say("Taken back; nobody has got it."))


async def relay_drop(callback: Callback, context: Context) -> None:
    """取消: relay nothing now."""
    await context.do(adding_words.drop_added_words, _draft(callback, context))
    await context.toast()


async def relay_again(callback: Callback, context: Context) -> None:
    """One's own last words as a button: add them."""
    target, press = callback.number(1), DraftPress(*context.place, callback.number(0))
    await context.do(_add_again, (press, target))
    await context.toast()


def _add_again(tx: Tx, pressed: tuple[DraftPress, int], now: datetime) -> None:
    adding_words.add_words_again(tx, *pressed, now)


async def relay_plain(callback: Callback, context: Context) -> None:
    """不加了，直接转达: relay at once, without the words."""
    await _tell(context, await context.do(adding_words.plainly, _draft(callback, context)))


def _draft(callback: Callback, context: Context) -> DraftPress:
    version = callback.number(1) if len(callback.values) > 1 else 0
    return DraftPress(*context.place, callback.number(0), version, context.house.undo)


async def count(callback: Callback, context: Context) -> None:
    """算收到: count unclear words as an acknowledgement; 都收到 or 只 #2 where several wait."""
    await _settle(context, counts=True, only=callback.number(0) if callback.values else None)


async def count_not(_callback: Callback, context: Context) -> None:
    """不算: unclear words do not count."""
    await _settle(context, counts=False)


async def _settle(context: Context, *, counts: bool, only: int | None = None) -> None:
    settled = await context.do(asking_back.settle, Settling(*context.place, counts, only))
    said = {
        "form": to_say("Please answer the questions below."),
        "no": to_say("All right, it does not count."),
        "late": to_say("Thank you! That was answered before, or needs no answer any more."),
    }
    await context.toast(said.get(settled, to_say("Noted. Thank you!")))


async def pass_up(_callback: Callback, context: Context) -> None:
    """转给……: pass words that belonged nowhere to the next one up."""
    await context.do(unsent.pass_up, PassingUp(*context.place))
    await context.toast(to_say("Thank you, passed on."))


async def write_notice(_callback: Callback, context: Context) -> None:
    """写成通知: make a draft of words that went to nobody."""
    await context.do(unsent.write_notice, WritingUp(*context.place, context.house))
    await context.toast(to_say("It is a draft now, see below; nothing has been sent."))


async def help_reason(callback: Callback, context: Context) -> None:
    """One of the four reasons of a help request."""
    command = Explanation(context.account, callback.number(0), reason=callback.word(1))
    await context.do(handling.explain, command)
    await context.toast(to_say("Thank you, passed on."))


async def help_mistake(callback: Callback, context: Context) -> None:
    """点错了: take a help request back as a mistake."""
    await context.do(handling.take_back, OwnRequest(context.account, callback.number(0)))
    await context.toast(to_say("All right, nobody will be sent. Thank you!"))


async def help_take(callback: Callback, context: Context) -> None:
    """我来处理: take a help request."""
    await context.do(handling.take, HelpPress(context.account, callback.number(0)))
    await context.toast(to_say("Thank you! I have told them that you are seeing to it."))


async def help_solved(callback: Callback, context: Context) -> None:
    """已解决: solve a help request."""
    await context.do(handling.solve, HelpPress(context.account, callback.number(0)))
    await context.toast(to_say("Noted as solved. Thank you!"))


async def help_still(callback: Callback, context: Context) -> None:
    """还没解决: reopen a help request."""
    told = await context.do(handling.still_open, OwnRequest(context.account, callback.number(0)))
    await context.toast(to_say("All right, {names} has been told.", names=_names(told)))


async def help_party(callback: Callback, context: Context) -> None:
    """转给物业, 转给业委会: tell a party of the branch of a help request."""
    kind = next((each for each in PARTY_POSTS if each == callback.word(1)), None)
    if kind is None:
        raise Refused("stale_button")
    press = CallingIn(context.account, callback.number(0), kind)
    told = await context.do(handling.call_party_in, press)
    await context.toast(to_say("All right, {names} has been told.", names=_names(told)))


def _names(told: Sequence[str]) -> tuple[str, ...] | Sentence:
    return tuple(told) or to_say("everybody who can help")


async def remark_reply(callback: Callback, context: Context) -> None:
    """回复: ask for the reply to a remark."""
    await context.do(responding.ask_words, _picking(callback, context))
    await context.toast(to_say("Please write it here."))


async def remark_whom(callback: Callback, context: Context) -> None:
    """Choose whom the words are for."""
    await context.do(responding.pick_recipient, _picking(callback, context))
    await context.toast()


async def remark_post(callback: Callback, context: Context) -> None:
    """也发到群里: also post a reply in the group."""
    await context.do(responding.post_reply, _picking(callback, context))
    await context.toast(to_say("It stands in the group now."))


def _picking(callback: Callback, context: Context) -> Picking:
    return Picking(*context.place, callback.number(0))


def _press(callback: Callback, context: Context, *, relay: bool = False) -> Press:
    instruction_id = callback.number(0) if callback.values else None
    return Press(*context.place, instruction_id, relay)


async def _tell(context: Context, answered: Any) -> None:
    now = context.services.database.clock.now()
    text = toast(answered, now, context.house.zone, context.t)
    await context.show(text, _told(answered), url=_private_chat(context, answered))


def _told(answered: Answered | HelpAsked | FormOpened) -> Args:
    """The message that says what `toast` does."""
    match answered:
        case Recorded(units, who, passed):
            return recording.thanks_to(who, units, passed)
        case HelpAsked() | FormOpened() | ToFillIn() | NotLinked():
            return ToldArgs(said=_sentence(answered))
    return recording.nothing_new(answered)


def _sentence(answered: HelpAsked | FormOpened | ToFillIn | NotLinked) -> Sentence:
    match answered:
        case HelpAsked(told):
            if not told:
                return to_say("Noted. Nobody above can be reached here; please phone your branch.")
            return to_say("Noted, and {names} has been told right away.", names=told)
        case NotLinked():
            return to_say("I don't know you yet. Please open the private chat with me.")
    return to_say("Please answer the questions here in private.")


def _private_chat(context: Context, answered: Any) -> str | None:
    """The link to the private chat, for an unlinked presser with the group they came from, or to
    the form that waits there."""
    if isinstance(answered, FormOpened) and not _in_private(context):
        return _link(context, f"{FORM_LINK}{answered.instruction_id}")
    if not isinstance(answered, NotLinked):
        return None
    group = answered.group_id
    return _link(context, "claim" if group is None else f"claim_{group}")


def _in_private(context: Context) -> bool:
    return context.place[1] == context.account


def _link(context: Context, payload: str) -> str:
    """A link that opens the private chat with this payload."""
    return f"https://t.me/{context.settings.bot_username}?start={payload}"


async def group_reply(message: Message, context: Context) -> None:
    """A reply to the bot in a group. Channels, bots and anonymous administrators are ignored."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat is not None:
        return
    command = reply_of(message, sender.id, context.house.lexicon)
    await context.do(otherwise.reply_in_group, (command, context.settings.operators))


async def group_mention(message: Message, context: Context) -> None:
    """A mention of the bot in a group that replies to none of its messages."""
    sender = message.from_user
    if sender is None or sender.is_bot or message.sender_chat is not None:
        return
    command = reply_of(message, sender.id, context.house.lexicon)
    words = _without_name(command.words or "", context.settings.bot_username)
    if words != (command.words or ""):
        named = replace(command, text=words, caption=None, reply_to=None)
        await context.do(replying.mention, named)


def _without_name(words: str, username: str) -> str:
    return re.sub(rf"@{re.escape(username)}\b", " ", words, flags=re.IGNORECASE).strip()


async def private_reply(message: Message, context: Context) -> None:
    """A reply to a message of the bot in private."""
    heard = (words_of(message, context), context.settings.operators)
    await context.do(otherwise.reply_otherwise, heard)


async def private_trouble(message: Message, context: Context) -> None:
    """Words that ask for help, whatever else is pending."""
    await context.do(troubles.hear_trouble, words_of(message, context))


async def private_answer(message: Message, context: Context) -> None:
    """Words that reply to no message, from somebody an instruction waits for."""
    await context.do(replying.private_words, words_of(message, context))


async def private_nowhere(message: Message, context: Context) -> None:
    """Words that nothing waits for."""
    command = words_of(message, context)
    await context.do(_nowhere, (command, context.settings.operators))


def _nowhere(tx: Tx, heard: tuple[Reply, frozenset[int]], now: datetime) -> None:
    unsent.hear_unsent(tx, *heard, now)


async def relay_words_heard(message: Message, asked: Expectation, context: Context) -> None:
    """The words to add when relaying."""
    await context.do(
        adding_words.hear_added_words, own_words(message, context, asked.subject_id or 0)
    )


def own_words(message: Message, context: Context, instruction_id: int = 0) -> AddedWords:
    """Words in private, as words to add."""
    house = context.house
    return AddedWords(
        message.chat.id, message.message_id, message.text or "", instruction_id, house.undo,
        house.lexicon,
    )  # fmt: skip


async def help_words(message: Message, asked: Expectation, context: Context) -> None:
    """The trouble of a help request in own words."""
    note = _note(message)
    lexicon = context.house.lexicon
    command = Explanation(message.chat.id, asked.subject_id or 0, note=note, lexicon=lexicon)
    await context.do(handling.explain, command)


async def reply_words(message: Message, asked: Expectation, context: Context) -> None:
    """The reply to a remark."""
    command = Wording(message.chat.id, _note(message), asked)
    await context.do(responding.words_came, command)


def _note(message: Message) -> Note:
    return Note(message.text, message.chat.id, message.message_id, message.caption)


def toast(
    answered: Answered | HelpAsked | FormOpened, now: datetime, zone: ZoneInfo, t: Translator
) -> str:
    """A short notification of what a press did."""
    match answered:
        case Recorded():
            return thanks_said(ThanksView(answered.who, answered.units, answered.passed_to), t)
        case AlreadyAnswered():
            why = NothingNew.ALREADY
            by, own, at = answered.by, answered.by_self, answered.said_at
            view = NothingNewView(why=why, now=now, zone=zone, by=by, own=own, said_at=at)
            return nothing_new_said(view, t)
        case FormerHolder():
            held = answered.seat
            seat = SeatName(held.unit_name, held.kind, answered.height, held.title)
            return farewell([seat], t)
        case InstructionEnded() | Outdated():
            why = recording.nothing_new(answered).why
            return nothing_new_said(NothingNewView(why=why, now=now, zone=zone), t)
        case HelpAsked() | FormOpened() | ToFillIn() | NotLinked():
            return in_words(_sentence(answered), t)
        case Outsider():
            why = NothingNew.OUTSIDER
            return nothing_new_said(NothingNewView(why=why, now=now, zone=zone), t)
