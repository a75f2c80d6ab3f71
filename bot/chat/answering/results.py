"""What became of an answer that recorded nothing new: as a toast, and as the reply to typed
words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.outgoing import Outgoing
from bot.chat.posts import SeatName, seat_names
from bot.chat.texts import Translator
from bot.chat.times import clock_time
from bot.messages.answering import NothingNew


@dataclass(frozen=True, slots=True, kw_only=True)
class NothingNewView:
    """Why, and for an earlier answer whose it was and when."""

    why: NothingNew
    now: datetime
    zone: ZoneInfo
    by: str = ""
    own: bool = False
    said_at: datetime | None = None
    seats: tuple[SeatName, ...] = ()


def render_nothing_new(view: NothingNewView, t: Translator) -> Outgoing:
    """The reason in a sentence."""
    return Outgoing(text=nothing_new_said(view, t))


def nothing_new_said(view: NothingNewView, t: Translator) -> str:
    """The reason in a sentence."""
    match view.why:
        case NothingNew.ALREADY:
            return _already(view, t)
        case NothingNew.FORMER:
            return farewell(view.seats, t)
        case NothingNew.WITHDRAWN:
            return t("This notice was withdrawn; no need to answer.")
        case NothingNew.FORM_OVER:
            return t("This notice is over; what you have just reported was not kept.")
        case NothingNew.CLOSED:
            return t("This notice is closed. Thank you!")
        case NothingNew.INFORMS:
            return t("This one only informs; no need to answer. Thank you!")
        case NothingNew.OUTDATED:
            return t(
                "This notice has just been corrected. Please look at the new text, then press "
                "“Received” once more. Thank you!"
            )
        case NothingNew.OUTSIDER:
            return t("Thank you! This is for the building leads to answer; no need to press.")


def farewell(seats: Sequence[SeatName], t: Translator) -> str:
    """您已卸任 3 栋楼长，这条不用回复了。"""
    return t(
        "You are no longer {seats}; no need to answer. Thank you for all you have done!",
        seats=seat_names(seats, t),
    )


def _already(view: NothingNewView, t: Translator) -> str:
    time = clock_time(view.said_at or view.now, view.now, view.zone, t)
    if view.own:
        return t("You already answered at {time}; no need to press again.", time=time)
    return t("{name} already answered at {time}; no need to press.", name=view.by, time=time)
