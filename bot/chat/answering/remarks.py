"""Remarks that go up, and the confirmations that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, CopyOf, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import name_list, shorten
from bot.chat.texts import Translator

_QUOTED = 24
"""Characters of somebody's own words that are quoted to them."""


@dataclass(frozen=True, slots=True)
class NotCountedView:
    """The words that did not count, and who was told."""

    said: str
    told: Sequence[Named]


@dataclass(frozen=True, slots=True)
class ThanksView:
    """The units for which an answer was recorded. `passed`: to how many it was passed on."""

    who: Named
    units: Sequence[str]
    passed: int | None = None


@dataclass(frozen=True, slots=True)
class PartCountedView:
    """The units for which an answer counted, and those of the writer that still wait."""

    instruction_id: int
    who: Named
    units: Sequence[str]
    rest: Sequence[str]


def render_copy(view: CopyOf, _t: Translator) -> Outgoing:
    """The picture or voice message itself."""
    return Outgoing(copy_of=view)


def render_not_counted(view: NotCountedView, t: Translator) -> Outgoing:
    """Tells the writer kindly that a denial or question did not count."""
    said = shorten(view.said, _QUOTED)
    if not view.told:
        return Outgoing(
            text=t("You said “{said}”, so I did not count it as received. "
                   "Once you have it, please press “Received”.", said=said)
        )  # fmt: skip
    names = t(", ").join(address(each, t) for each in view.told)
    return Outgoing(
        text=t("You said “{said}”, so I did not count it as received and told {names}. "
               "Once you have it, please press “Received”.", said=said, names=names)
    )  # fmt: skip


def render_thanks(view: ThanksView, t: Translator) -> Outgoing:
    """Confirms a typed answer."""
    return Outgoing(text=thanks_said(view, t))


def thanks_said(view: ThanksView, t: Translator) -> str:
    """记上了：幸福里收到。谢谢陈刚书记！已转达 3 处。"""
    text = noted(view.who, view.units, t)
    if view.passed is None:
        return text
    return text + t.n(" Passed on to {n} unit.", " Passed on to {n} units.", view.passed)


def render_part_counted(view: PartCountedView, t: Translator) -> Outgoing:
    """For which units an answer counted, with a button for those that still wait."""
    text = noted(view.who, view.units, t)
    if not view.rest:
        return Outgoing(text=text)
    rest = name_list(view.rest, 5, t)
    text += t(" {rest} still waits for a “Received”.", rest=rest)
    button = Button(t("{rest} received, too", rest=rest), pack(Action.ACK, view.instruction_id))
    return Outgoing(text=text, keyboard=[[button]])


def noted(who: Named, units: Sequence[str], t: Translator) -> str:
    """记上了：3 栋、4 栋收到。谢谢王芳楼长！"""
    return t(
        "Noted: {units} received. Thank you, {who}!",
        units=name_list(units, 5, t),
        who=address(who, t),
    )
