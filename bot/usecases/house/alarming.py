"""Alarms: the bot tells its operators when it has fallen behind, and when that is over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.chat.house.alarm import Behind
from bot.chat.looking.values import Wall
from bot.instructions.alarm import OVERDUE, Alarm, Decision, Lag, Trouble, decide
from bot.messages.args import Args
from bot.messages.house import BehindArgs, CaughtUpArgs, UnwrittenArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.house import alarms, house, operators
from bot.store.house.alarms import ToldAlarm
from bot.store.tx import Tx, instant, to_micros


@dataclass(frozen=True, slots=True)
class CheckBacklogs:
    """The configured operators; since when the pulse runs without interruption; and for how long
    the database could not be written, if not yet told."""

    operators: frozenset[int]
    watched_since: datetime
    unwritten: timedelta = timedelta()


def look_for_lags(tx: Tx, command: CheckBacklogs, now: datetime) -> None:
    """Check for backlogs, and tell the operators what is new."""
    to = sorted(command.operators | operators.known_operators(tx))
    if not to:
        return
    if command.unwritten >= OVERDUE:
        _say_unwritten(tx, to, command.unwritten, now)
    told = alarms.alarm_told(tx)
    lags = alarms.lags(tx, told, now)
    known = {trouble: each.alarm for trouble, each in told.items()}
    decision = decide(lags, known, command.watched_since, now)
    if decision != Decision():
        _over(tx, told, decision, now)
        kept = {trouble: each for trouble, each in told.items() if trouble not in decision.over}
        news = {each: lags[each] for each in sorted(decision.begun | decision.again)}
        told_now = _tell(tx, to, news, still=not decision.begun, now=now) if news else {}
        alarms.keep_alarm(tx, kept | told_now)


def _tell(
    tx: Tx, to: Iterable[int], news: Mapping[Trouble, Lag], *, still: bool, now: datetime
) -> dict[Trouble, ToldAlarm]:
    """Send one message with all news; returns the alarms it tells of."""
    facts = {trouble: (lag.count, to_micros(lag.since)) for trouble, lag in news.items()}
    args = BehindArgs(lags=facts, still=still)
    messages = tuple(_say(tx, chat_id, args, now) for chat_id in to)
    return {trouble: ToldAlarm(Alarm(lag.since, now), messages) for trouble, lag in news.items()}


def _over(tx: Tx, told: Mapping[Trouble, ToldAlarm], decision: Decision, now: datetime) -> None:
    """Tell that alarms are over to those who were told of them."""
    spans: dict[int, dict[Trouble, float]] = {}
    for trouble in sorted(decision.over):
        span = (now - told[trouble].alarm.since).total_seconds()
        for message_id in told[trouble].messages:
            spans.setdefault(message_id, {})[trouble] = span
    for message_id, ended in spans.items():
        message = _arrived(tx, message_id)
        if message is not None:
            args = CaughtUpArgs(spans=ended)
            _say(tx, message.chat_id, args, now, reply_to=message.telegram_id)


def _arrived(tx: Tx, message_id: int) -> BotMessage | None:
    try:
        message = outbox.message(tx, message_id)
    except LookupError:  # told so long ago that the message was deleted by retention
        return None
    return message if message.telegram_id is not None else None


def _say_unwritten(tx: Tx, to: list[int], span: timedelta, now: datetime) -> None:
    for chat_id in to:
        _say(tx, chat_id, UnwrittenArgs(span=span.total_seconds()), now)


def _say(tx: Tx, chat_id: int, args: Args, now: datetime, *, reply_to: int | None = None) -> int:
    saying = Saying(
        chat_id=chat_id,
        args=args,
        lane=Lane.REPLY,  # a lane of its own, not one it may tell about
        reply_to=reply_to,
        silent=isinstance(args, CaughtUpArgs),
    )
    return outbox.say(tx, saying, now)


def behind_view(tx: Tx, message: BotMessage, now: datetime) -> Behind | None:
    """The backlogs that still last; None where all are over."""
    told = alarms.alarm_told(tx)
    args = message.args_as(BehindArgs)
    lags = {
        trouble: Lag(count, instant(since))
        for trouble, (count, since) in args.lags.items()
        if trouble in told
    }
    if not lags:
        return None
    return Behind(lags, args.still, Wall(now, house.zone(tx)))


def caught_up_view(_tx: Tx, message: BotMessage, _now: datetime) -> dict[Trouble, timedelta]:
    """Which alarms are over, and how long they lasted."""
    spans = message.args_as(CaughtUpArgs).spans
    return {trouble: timedelta(seconds=span) for trouble, span in spans.items()}


def unwritten_view(_tx: Tx, message: BotMessage, _now: datetime) -> timedelta:
    """For how long the database could not be written."""
    return timedelta(seconds=message.args_as(UnwrittenArgs).span)
