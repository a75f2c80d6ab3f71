"""Remarks that go up, and kind words that come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.chat.outgoing import CopyOf, Outgoing
from bot.chat.persons import Named, address
from bot.chat.text import name_list, shorten
from bot.chat.texts import Translator

_QUOTED = 24
"""How much of somebody's own words is said back to them."""


@dataclass(frozen=True, slots=True)
class NotCountedView:
    """What did not count, and who has been told."""

    said: str
    told: Sequence[Named]


@dataclass(frozen=True, slots=True)
class RelayWordsView:
    """The question for a word of one's own; `passed_to`: how many units got it, once it came."""

    passed_to: int | None


@dataclass(frozen=True, slots=True)
class ThanksView:
    """For which units an answer was noted."""

    who: Named
    units: Sequence[str]


def render_copy(view: CopyOf, _t: Translator) -> Outgoing:
    """The picture or voice message itself."""
    return Outgoing(copy_of=view)


def render_not_counted(view: NotCountedView, t: Translator) -> Outgoing:
    """Told kindly to whoever denied or asked."""
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
    """A typed answer was noted."""
    return Outgoing(text=noted(view.who, view.units, t))


def noted(who: Named, units: Sequence[str], t: Translator) -> str:
    """记上了：3 栋、4 栋收到。谢谢王芳楼长！"""
    return t(
        "Noted: {units} received. Thank you, {who}!",
        units=name_list(units, 5, t),
        who=address(who, t),
    )


def render_relay_words(view: RelayWordsView, t: Translator) -> Outgoing:
    """The question for a word of one's own, or what became of it."""
    if view.passed_to is not None:
        return Outgoing(
            text=t.n(
                "Passed on to {n} unit with your words. Thank you!",
                "Passed on to {n} units with your words. Thank you!",
                view.passed_to,
            )
        )
    return Outgoing(
        text=t("Write what you want to add; it goes to the buildings together with the notice.")
    )
