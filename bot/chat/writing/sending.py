"""From 发送 to the first card: the confirmation at night, the undo time, and ended drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking.rows import title
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines, shorten
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, duration
from bot.chat.titles import headline
from bot.instructions.burden import Burden
from bot.instructions.model import Instruction

_TITLE = 40


@dataclass(frozen=True, slots=True)
class Wakes:
    """Whom an instruction rings for: people of the units asked, each once; supervisors besides
    them; groups. `uppers`: units above the buildings are among those asked."""

    people: int
    uppers: bool
    supervisors: int
    groups: int


@dataclass(frozen=True, slots=True)
class NightView:
    """An urgent draft that would ring at night."""

    instruction: Instruction
    version: int
    wakes: Wakes
    now: datetime
    zone: ZoneInfo


def _woken(wakes: Wakes, t: Translator) -> str:
    """36 位楼长和书记、1 位督导，3 个群也会响."""
    found = []
    if wakes.people and wakes.uppers:
        found.append(t.n("{n} lead of a building or branch",
                         "{n} leads of buildings and branches", wakes.people))  # fmt: skip
    elif wakes.people:
        found.append(t.n("{n} lead", "{n} leads", wakes.people))
    if wakes.supervisors:
        found.append(t.n("{n} supervisor", "{n} supervisors", wakes.supervisors))
    if wakes.groups:
        found.append(t.n("everybody in {n} group", "everybody in {n} groups", wakes.groups))
    return t(", ").join(found) or t.n("{n} lead", "{n} leads", 0)


@dataclass(frozen=True, slots=True)
class OftenView:
    """A draft that asks people who were asked often today. `units`: how many it asks."""

    instruction: Instruction
    version: int
    units: int
    burden: Burden


@dataclass(frozen=True, slots=True)
class PendingView:
    """Sent and within the undo time.

    `held_until`: the end of the quiet hours that delay its cards.
    """

    instruction: Instruction
    leaves_in: timedelta
    held_until: datetime | None
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class GoneView:
    """There is no draft here any more: cancelled, expired, or handed_over."""

    reason: str


def wakes_now(wakes: Wakes, now: datetime, zone: ZoneInfo, t: Translator) -> str:
    """现在 02:04，会立刻叫醒 43 位楼长。确定吗？"""
    facts = {"clock": clock_time(now, now, zone, t), "who": _woken(wakes, t)}
    return t("It is {clock}. This wakes {who} at once. Are you sure?", **facts)


def render_night(view: NightView, t: Translator) -> Outgoing:
    """Asks for confirmation before people are woken."""
    asks = wakes_now(view.wakes, view.now, view.zone, t)
    number = view.instruction.id
    sure = Button(t("Yes, send"), pack(Action.SEND_SURE, number, view.version))
    row = (sure, Button(t("Look again"), pack(Action.PREVIEW, number)))
    text = lines(bold(shorten(headline(view.instruction, t), _TITLE)), asks)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=(row,))


def render_often(view: OftenView, t: Translator) -> Outgoing:
    """Offers 仅告知 before people are asked once more."""
    asks = t(
        "These {units} were asked for an answer {today} × today. Make it for information only?",
        units=view.units,
        today=view.burden.today,
    )
    number = view.instruction.id
    row = (
        Button(t("For information only"), pack(Action.NEEDS_ANSWER, number)),
        Button(t("Ask for an answer all the same"), pack(Action.SEND_SURE, number, view.version)),
    )
    back = Button(t("‹ Back"), pack(Action.PREVIEW, number))
    text = lines(bold(shorten(headline(view.instruction, t), _TITLE)), asks)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=(row, (back,)))


def render_pending(view: PendingView, t: Translator) -> Outgoing:
    """It is about to be sent, with the undo button."""
    text = lines(bold(title(view.instruction, t)), _goes_out(view, t))
    withdraw = Button(t("Withdraw"), pack(Action.WITHDRAW, view.instruction.id))
    return Outgoing(text=text.plain, entities=text.entities, keyboard=((withdraw,),))


def _goes_out(view: PendingView, t: Translator) -> str:
    if view.held_until is None:
        return t("Goes out in {span}.", span=duration(view.leaves_in, t))
    time = clock_time(view.held_until, view.now, view.zone, t)
    return t("It is quiet time: goes out at {time}.", time=time)


_GONE = {
    "cancelled": N_("Cancelled; nothing was sent."),
    "expired": N_("Nobody touched this draft for a day, so it was thrown away unsent."),
    "corrected": N_("The correction is out; everybody has it now."),
    "correction_over": N_("The notice has ended meanwhile, so there is nothing to correct."),
    "handed_over": N_("Handed over to your successor. Thank you!"),
}


def render_gone(view: GoneView, t: Translator) -> Outgoing:
    """Why there is no draft any more."""
    return Outgoing(text=t(_GONE.get(view.reason, _GONE["cancelled"])))
