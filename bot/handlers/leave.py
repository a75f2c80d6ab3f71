"""请假: buttons, and words in private."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.looking import asking
from bot.instructions.leave import LeaveWords, about_them, leave_day, read_leave
from bot.messages.sentences import Sentence, to_say, to_say_n
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.store.writing.expectations import Expectation
from bot.usecases.roster import leaves
from bot.usecases.roster.leaves import AskLeave, TakeLeave
from bot.usecases.screens import LEAVE_DAY


async def open_leave(callback: Callback, context: Context) -> None:
    """请假: ask until which day."""
    member = callback.number(0) if callback.values else None
    await context.do(leaves.open_leave, AskLeave(asking(context), member))
    await context.toast()


async def leave_until(callback: Callback, context: Context) -> None:
    """到周日: the last day of a leave."""
    try:
        last = date.fromisoformat(str(callback.number(1)))
    except ValueError:
        raise Refused("stale_button") from None
    command = TakeLeave(asking(context), callback.number(0), last)
    await context.do(leaves.take_leave, command)
    await context.toast(to_say("Noted."))


async def leave_over(callback: Callback, context: Context) -> None:
    """提前回来, 已回来."""
    command = AskLeave(asking(context), callback.number(0))
    waiting = await context.do(leaves.come_back, command)
    await context.toast(_welcome(waiting))


def _welcome(waiting: int) -> Sentence:
    return to_say_n("Noted. {n} notice is open.", "Noted. {n} notices are open.", waiting)


async def leave_day_typed(message: Message, asked: Expectation, context: Context) -> None:
    """The day that was asked for, in words: 周日, 请假到周日. 我请假到周日 is about the writer."""
    name = await context.services.database.read(_name_of, asked.subject_id or 0)
    words, today = about_them(message.text or "", name), _today(context)
    said = read_leave(words, today) or LeaveWords()
    member = None if said.own else asked.subject_id
    last = leave_day(words, today) or said.until
    await context.do(leaves.take_leave, TakeLeave(asking(context), member, last))


def _name_of(tx: Tx, member_id: int, _now: datetime) -> str:
    try:
        return people.member(tx, member_id).name
    except LookupError:
        return ""


async def leave_in_words(message: Message, context: Context) -> bool:
    """我请假到周日, 我回来了; False for other words, and from somebody unknown."""
    said = read_leave(message.text or "", _today(context))
    if said is None or message.reply_to_message is not None:
        return False
    if not await context.services.database.read(_means_it, _Spoken(context.account, said)):
        return False
    if said.back:
        await context.do(leaves.come_back, AskLeave(asking(context)))
    elif said.until is None or said.later:
        await context.do(leaves.open_leave, AskLeave(asking(context), named=said.until))
    else:
        await context.do(leaves.take_leave, TakeLeave(asking(context), None, said.until))
    return True


@dataclass(frozen=True, slots=True)
class _Spoken:
    account: int
    said: LeaveWords


def _means_it(tx: Tx, spoken: _Spoken, now: datetime) -> bool:
    """Whether the words can be about the writer's own leave: they hold a post, and only who is away
    comes back. A day without 我 answers the open question about somebody's last day."""
    member = people.member_by_telegram(tx, spoken.account)
    if member is None or not people.posts_of(tx, member.id):
        return False
    asked = expectations.expected(tx, spoken.account, now)
    if asked is not None and asked.kind == LEAVE_DAY and spoken.said.until and not spoken.said.own:
        return False
    return not (spoken.said.back and member.present)


def _today(context: Context) -> date:
    return context.services.database.clock.now().astimezone(context.house.zone).date()
