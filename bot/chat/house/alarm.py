"""Alarms to operators: the bot has fallen behind, or has caught up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.chat.looking.values import Wall
from bot.chat.outgoing import Outgoing
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time, duration
from bot.instructions.alarm import Lag, Trouble

_BEHIND = {
    Trouble.CHASES: N_("Reminders not sent: {n}, the first due at {time}"),
    Trouble.URGENT: N_("Urgent messages not sent: {n}, the first due at {time}"),
    Trouble.INBOX: N_("Messages not handled: {n}, the first from {time}"),
    Trouble.ASIDE: N_("Messages I cannot handle and have set aside: {n}"),
}
_CAUGHT_UP = {
    Trouble.CHASES: N_("Reminders are sent again, {span} late."),
    Trouble.URGENT: N_("Urgent messages are sent again, {span} late."),
    Trouble.INBOX: N_("Messages are handled again, {span} late."),
}


@dataclass(frozen=True, slots=True)
class Behind:
    """What is overdue; `still`: it was told before."""

    lags: Mapping[Trouble, Lag]
    still: bool
    wall: Wall


def render_behind(view: Behind, t: Translator) -> Outgoing:
    """What is overdue, since when, and where to look."""
    head = (
        t("Hello! Some things are still late. Please have another look:")
        if view.still
        else t("Hello! Some things are more than five minutes late. Please have a look:")
    )
    lines = [f"· {_line(trouble, lag, view.wall, t)}" for trouble, lag in view.lags.items()]
    where = t("On the server, `gridcall check` and the log say more.")
    return Outgoing(text="\n".join((head, *lines, where)))


def _line(trouble: Trouble, lag: Lag, wall: Wall, t: Translator) -> str:
    time = clock_time(lag.since, wall.now, wall.zone, t)
    return t(_BEHIND[trouble], n=lag.count, time=time)


def render_caught_up(spans: Mapping[Trouble, timedelta], t: Translator) -> Outgoing:
    """What works again, and for how long it did not."""
    found = (t(_CAUGHT_UP[trouble], span=duration(span, t)) for trouble, span in spans.items())
    return Outgoing(text="\n".join(found))


def render_unwritten(span: timedelta, t: Translator) -> Outgoing:
    """Told afterwards: while the database could not be written, no message could be either."""
    told = t(
        "Hello! For {span} I could not save anything; now I can again."
        " Please look at the disk, or the database server.",
        span=duration(span, t),
    )
    return Outgoing(text=told)
