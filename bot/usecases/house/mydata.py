"""/mydata: everything that is held about the asker, to them alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.chat.house.mydata import MyData
from bot.messages.house import MyDataArgs, MyDataFileArgs
from bot.roster.model import Member
from bot.roster.seats import Seat
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import audit, house, languages, mydata, operators
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import named

_NO_ACCOUNT = -1
_ASKING = ("message", "update")
"""What is held of whoever only asks: their question, and what the bot has answered them."""


@dataclass(frozen=True, slots=True)
class AskMyData:
    """Somebody asks in private what is held about them; `language`: the one they read."""

    telegram_id: int
    operator: bool
    language: str


def ask(tx: Tx, command: AskMyData, now: datetime) -> None:
    """Send the short answer and, where anything is held, the file; to the asker's own chat."""
    member = people.member_by_telegram(tx, command.telegram_id)
    known = member is not None or _held(tx, command.telegram_id)
    if member is not None:
        actor = audit.by(member.id)
        audit.record(tx, now, actor, "mydata.ask", path="chat", member_id=member.id)
    for kind in (MyDataArgs, MyDataFileArgs) if known else (MyDataArgs,):
        args = kind(operator=command.operator, language=command.language, known=known)
        outbox.say(tx, Saying(chat_id=command.telegram_id, args=args, lane=Lane.REPLY), now)


def _held(tx: Tx, account: int) -> bool:
    """Whether more is held of somebody unknown than that they wrote here."""
    found = mydata.held_about(tx, account, None)
    return operators.is_one(tx, account) or any(each.kind not in _ASKING for each in found)


def mydata_view(tx: Tx, message: BotMessage, now: datetime) -> MyData:
    """What is held of the one this chat belongs to, whoever it is when the message leaves."""
    account, asked = message.chat_id, _asked(message)
    member = people.member_by_telegram(tx, account)
    found = _my_data(tx, account, member, asked.language, now)
    return replace(found, operator=found.operator or asked.operator, known=asked.known)


@dataclass(frozen=True, slots=True)
class AskMemberData:
    """A member reads on the page what is held about them; `language`: the one they read."""

    member_id: int
    language: str


def ask_on_page(tx: Tx, command: AskMemberData, now: datetime) -> MyData:
    """All that is held of a member."""
    member = people.member(tx, command.member_id)
    actor = audit.by(member.id)
    audit.record(tx, now, actor, "mydata.ask", path="web", member_id=member.id)
    return _my_data(tx, member.telegram_id or 0, member, command.language, now)


def _my_data(tx: Tx, account: int, member: Member | None, language: str, now: datetime) -> MyData:
    seats = [] if member is None else people.posts_of(tx, member.id)
    spoken = languages.chosen(tx, account)
    return MyData(
        who=named.of(tx, member) if member and member.on_roster else None,
        member=member,
        account=account,
        language=spoken or language,
        chosen=spoken is not None,
        operator=operators.is_one(tx, account),
        known=True,
        held=mydata.held_about(tx, account or _NO_ACCOUNT, member.id if member else None),
        asks=_liaison(tx, seats),
        heights=house.heights(tx),
        region=house.region(tx),
        zone=house.zone(tx),
        now=now,
    )


def _asked(message: BotMessage) -> MyDataArgs | MyDataFileArgs:
    short = message.kind == MyDataArgs.kind
    return message.args_as(MyDataArgs) if short else message.args_as(MyDataFileArgs)


def _liaison(tx: Tx, seats: list[Seat]) -> str | None:
    """The nearest liaison above somebody, who can put things right."""
    above = [each for seat in seats for each in people.holders_upwards(tx, seat.unit.id)]
    found = next((each for each in above if each.post.kind == "liaison" and each.member), None)
    return found.member.name if found and found.member else None
