"""One-time links: the message to pass on, and the word that somebody came by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.posts import SeatName, seat_name
from bot.chat.text import lines
from bot.chat.texts import N_, Translator
from bot.chat.times import clock_time
from bot.roster.one_time import LinkFault


@dataclass(frozen=True, slots=True)
class OneTimeLinkView:
    """A link for a post. It names nobody: the message may be forwarded.

    `url`: None where it cannot be told any more; `fault`: why it is of no use.
    """

    link_id: int
    seat: SeatName
    url: str | None = field(repr=False)
    fault: LinkFault | None
    until: datetime
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class LinkUsedView:
    """Who came by a link: on the roster, and as they are called at Telegram."""

    member_id: int
    name: str
    nickname: str
    seat: SeatName


def render_one_time_link(view: OneTimeLinkView, t: Translator) -> Outgoing:
    """The link with a button that passes it on, or what became of it."""
    seat = seat_name(view.seat, t)
    if view.fault is not None or view.url is None:
        fault = view.fault or LinkFault.REVOKED
        return Outgoing(text=t(_OVER.get(fault, _OVER[LinkFault.CHANGED]), seat=seat))
    until = clock_time(view.until, view.now, view.zone, t)
    text = lines(
        t("One-time link for {seat}, good until {time}, for one person:", seat=seat, time=until),
        view.url,
        t("Please send it to nobody else: whoever opens it first is taken for the holder."),
    )
    call = t("Please open this link, press Start, and I know you: {seat}.", seat=seat)
    share = f"https://t.me/share/url?{urlencode({'url': view.url, 'text': call})}"
    rows = [
        [Button(t("Send it to them"), url=share)],
        [Button(t("Revoke"), pack(Action.INVITE_REVOKE, view.link_id))],
    ]
    return Outgoing(text=text.plain, keyboard=rows)


_OVER = {
    LinkFault.USED: N_("The one-time link for {seat} has been used."),
    LinkFault.EXPIRED: N_("The one-time link for {seat} has expired."),
    LinkFault.REVOKED: N_("The one-time link for {seat} is revoked."),
    LinkFault.LINKED: N_("The one-time link for {seat} is not needed any more: they are linked."),
    LinkFault.CHANGED: N_(
        "The one-time link for {seat} is of no use any more: the roster has changed."
    ),
}


def render_link_used(view: LinkUsedView, t: Translator) -> Outgoing:
    """Somebody came by a link."""
    facts = {"nickname": view.nickname, "name": view.name, "seat": seat_name(view.seat, t)}
    text = lines(
        t("{nickname} opened your one-time link and is linked now as {seat} {name}.", **facts),
        t("If that is somebody else, please unlink them."),
    )
    wrong = Button(t("Unlink"), pack(Action.UNLINK, view.member_id))
    return Outgoing(text=text.plain, keyboard=[[wrong]])
