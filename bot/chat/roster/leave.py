"""请假: the question until when, and what others are told of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.outgoing import Button, Outgoing
from bot.chat.persons import Named, address
from bot.chat.places import Spot, spot_list
from bot.chat.text import bold, lines, people_list
from bot.chat.texts import Translator
from bot.chat.times import day_name
from bot.instructions.leave import offered_days

_NAMES = 5


@dataclass(frozen=True, slots=True)
class StandIns:
    """Who of a unit is told instead, by name."""

    unit: Spot
    names: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveView:
    """A member's leave; `until`: the last day, None where they are not away."""

    member_id: int
    who: Named
    own: bool
    until: date | None
    today: date
    instead: Sequence[StandIns]
    named: date | None = None
    """A later day that was named: whether the leave begins or ends then is not clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNewsView:
    """Somebody's leave for those who are told instead.

    `alone`: nobody else is in the unit, the reader stands above; `post_id`: the post to be filled;
    `over`: they are back, or hold the post no more.
    """

    who: Named
    unit: Spot
    until: date
    today: date
    alone: bool
    over: bool
    post_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLeaveView:
    """One's own leave, begun or (without `until`) ended by somebody else or the clock.

    `waiting`: how many notices wait for them; `lasting`: it goes on.
    """

    member_id: int
    by: Named | None
    until: date | None
    today: date
    waiting: int = 0
    lasting: bool = True


def render_leave(view: LeaveView, t: Translator) -> Outgoing:
    """The question with a button a day, or the day with a way back early."""
    if view.until is None:
        days = [*([view.named] if view.named else []), *offered_days(view.today)]
        rows = buttons.in_rows([_until(view, day, t) for day in dict.fromkeys(days)], 2)
        text = lines(
            bold(_asked(view, t)),
            t("It begins now. If you leave only later, tell me then.") if view.named else None,
            *_instead(view, t),
            t("Press a day, or just write it: 12/5, three days."),
        )
    else:
        word = t("Back early") if view.own else t("Is back")
        rows = [[Button(word, pack(Action.LEAVE_OVER, view.member_id))]]
        text = lines(bold(_away(view, t)), *_instead(view, t))
    rows = [*rows, buttons.back_button(t)]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=buttons.keyboard(*rows))


def _asked(view: LeaveView, t: Translator) -> str:
    if view.own:
        return t("On leave until which day?")
    return t("Until which day is {who} on leave?", who=address(view.who, t))


def _away(view: LeaveView, t: Translator) -> str:
    day = day_name(view.until or view.today, view.today, t)
    if view.own:
        return t("You are on leave until {day}.", day=day)
    return t("{who} is on leave until {day}.", who=address(view.who, t), day=day)


def _instead(view: LeaveView, t: Translator) -> list[str]:
    return [_stand_ins(each, t) for each in view.instead]


def _stand_ins(found: StandIns, t: Translator) -> str:
    unit = spot_list([found.unit], 1, t)
    if not found.names:
        return t("{unit}: nobody else is there, so those above are told.", unit=unit)
    names = people_list(found.names[:_NAMES], t)
    return t("{unit}: notices go to {names} meanwhile.", unit=unit, names=names)


def _until(view: LeaveView, day: date, t: Translator) -> Button:
    label = t("Until {day}", day=day_name(day, view.today, t))
    return Button(label, pack(Action.LEAVE_UNTIL, view.member_id, int(f"{day:%Y%m%d}")))


def render_leave_news(view: LeaveNewsView, t: Translator) -> Outgoing:
    """What is asked of the reader meanwhile; afterwards thanks."""
    unit, who = spot_list([view.unit], 1, t), address(view.who, t)
    if view.over:
        return Outgoing(
            text=t("{unit} {who}'s leave is over, thank you for standing in!", unit=unit, who=who)
        )
    facts = {"unit": unit, "who": who, "day": day_name(view.until, view.today, t)}
    if not view.alone:
        return Outgoing(text=t(
            "{unit} {who} is on leave until {day}; notices come to you meanwhile. Thank you for"
            " standing in!", **facts,
        ))  # fmt: skip
    text = t(
        "{unit} {who} is on leave until {day}, and nobody else is there. Please put somebody in"
        " their place, or look after it yourself meanwhile.",
        **facts,
    )
    if view.post_id is None:
        return Outgoing(text=text)
    into = Button(t("Find somebody for {unit}", unit=unit), pack(Action.ROSTER_SEAT, view.post_id))
    return Outgoing(text=text, keyboard=[[into]])


def render_own_leave(view: OwnLeaveView, t: Translator) -> Outgoing:
    """A leave somebody else began or ended for the reader."""
    if view.until is None:
        return Outgoing(text=_welcome_back(view, t))
    day = day_name(view.until, view.today, t)
    if view.by is None:
        text = t("You were put on leave until {day}; notices go to others meanwhile.", day=day)
    else:
        text = t(
            "{who} put you on leave until {day}; notices go to others meanwhile.",
            who=address(view.by, t), day=day,
        )  # fmt: skip
    back = [[Button(t("Back early"), pack(Action.LEAVE_OVER, view.member_id))]]
    return Outgoing(text=text, keyboard=back if view.lasting else [])


def _welcome_back(view: OwnLeaveView, t: Translator) -> str:
    if not view.waiting:
        return t("Welcome back! Notices come to you again.")
    return t.n(
        "Welcome back! Notices come to you again. {n} is waiting for you.",
        "Welcome back! Notices come to you again. {n} are waiting for you.",
        view.waiting,
    )
