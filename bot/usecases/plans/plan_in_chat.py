"""平面图 in the chat: the next picture that is sent becomes the plan of a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import Refused
from bot.messages.house import ToldArgs
from bot.messages.sentences import Sentence, to_say
from bot.roster.model import Unit
from bot.store import meta
from bot.store.board.maps import PlanPicture
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx
from bot.store.writing import expectations
from bot.usecases.looking.navigating import Asking, asker
from bot.usecases.plans.planning import keep_plan, may_set_plan
from bot.usecases.rights import Actor

EXPECTED = "plan_picture"
"""The kind of the question for a plan."""

_WAIT = timedelta(minutes=10)
_GIVE_UP = frozenset({"不换了", "不換了", "leave it"})


def gives_up_plan(words: str) -> bool:
    """Whether words say that the plan stays as it is; others are about something else."""
    return words.strip(" 。.!！").casefold() in _GIVE_UP


@dataclass(frozen=True, slots=True)
class PlanInChat:
    """A plan of a unit; `picture`: None while it is only asked for, or given up."""

    asking: Asking
    unit_id: int
    picture: PlanPicture | None = None


def ask_plan(tx: Tx, command: PlanInChat, now: datetime) -> None:
    """Take the next picture as the plan. Raises Refused("not_allowed")."""
    who, unit = _rightful(tx, command)
    expectations.expect(tx, who.telegram_id, EXPECTED, unit.id, None, now + _WAIT)
    told = to_say(
        "Please send a picture of the plan now, within ten minutes: {unit}."
        " To leave it as it is, write “leave it”.",
        unit=unit.name,
    )
    _tell(tx, who, told, now)


def may_send_plan(tx: Tx, command: PlanInChat, _now: datetime) -> None:
    """Before anything large is fetched. Raises Refused("not_allowed")."""
    _rightful(tx, command)


def take_plan(tx: Tx, command: PlanInChat, now: datetime) -> None:
    """The picture is the plan. Raises Refused("not_allowed")."""
    who, unit = _rightful(tx, command)
    if command.picture is None:
        raise Refused("plan_unreadable")
    keep_plan(tx, who, unit, command.picture, "chat", now)
    expectations.clear(tx, who.telegram_id)
    told = to_say(
        "The plan of {unit} is here. On its page, tap on where each building lies.", unit=unit.name
    )
    _tell(tx, who, told, now)


def give_up_plan(tx: Tx, command: PlanInChat, now: datetime) -> None:
    """不换了. Raises Refused("not_allowed")."""
    who, _ = _rightful(tx, command)
    expectations.clear(tx, who.telegram_id)
    _tell(tx, who, to_say("All right, the plan stays as it is."), now)


def _rightful(tx: Tx, command: PlanInChat) -> tuple[Actor, Unit]:
    who = asker(tx, command.asking)
    try:
        unit = people.living_unit(tx, command.unit_id)
    except LookupError:
        raise Refused("not_allowed") from None
    if not meta.get(tx, meta.PAGE) or not may_set_plan(tx, who, unit):
        raise Refused("not_allowed")
    return who, unit


def _tell(tx: Tx, who: Actor, said: Sentence, now: datetime) -> None:
    saying = Saying(chat_id=who.telegram_id, args=ToldArgs(said=said), lane=Lane.REPLY)
    outbox.say(tx, saying, now)
