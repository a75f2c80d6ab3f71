"""Personal links to the page, and the question whether a phone is let in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.outgoing import Button, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.posts import SeatName, seat_names
from bot.chat.text import lines, shorten
from bot.chat.texts import Translator
from bot.chat.times import clock_time

_NAME = 12


@dataclass(frozen=True, slots=True)
class DeviceFor:
    """A member for whom a device may be let in."""

    member_id: int
    name: str
    seats: tuple[SeatName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLinkView:
    """A personal link; `url`: None where no device can ask by it any more."""

    link_id: int
    who: DeviceFor | None
    url: str | None = field(repr=False)
    state: str
    device: str
    until: datetime
    now: datetime
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class DeviceRequestView:
    """A device that asks. `people`: for whom it may be let in; `at`: the building whose QR code it
    came by; `known`: the link names its member."""

    link_id: int
    people: tuple[DeviceFor, ...]
    state: str
    device: str = ""
    code: str = ""
    claim: str | None = None
    at: Spot | None = None
    known: bool = False


def render_page_link(view: PageLinkView, t: Translator) -> Outgoing:
    """The link to pass on, or what became of it."""
    end = [[Button(t("Revoke"), pack(Action.DEVICE_END, view.link_id))]]
    if view.url is not None:
        return Outgoing(text=_link(view, view.url, t), keyboard=end)
    who, device = _who(view.who, t), _device(view, t)
    if view.state == "asked":
        return Outgoing(text=t("Web link for {who}: {device} waits.", who=who, device=device))
    if view.state == "approved":
        said = t("Web link for {who}: in use on {device}.", who=who, device=device)
        return Outgoing(text=said, keyboard=end)
    return Outgoing(text=t("The web link for {who} is of no use any more.", who=who))


def _link(view: PageLinkView, url: str, t: Translator) -> str:
    until = clock_time(view.until, view.now, view.zone, t)
    return lines(
        t("Web link for {who}, to be opened until {time}:", who=_who(view.who, t), time=until),
        url,
        t(
            "Send it in any messenger. Whoever stands above is asked once whether it is their"
            " phone; from then on they read and answer there, without Telegram."
        ),
        t("A former link and phone of theirs are of no use any more."),
    ).plain


def render_device_request(view: DeviceRequestView, t: Translator) -> Outgoing:
    """The question, or what was decided."""
    if view.state == "ended":
        return Outgoing(text=t("This phone has no access to the page."))
    if view.state == "approved":
        who = _who(view.people[0] if view.people else None, t)
        said = t("{who} answers on the page now, with {device}.", who=who, device=_device(view, t))
        end = Button(t("End it"), pack(Action.DEVICE_END, view.link_id))
        return Outgoing(text=said, keyboard=[[end]])
    text = lines(
        _who_asks(view, t),
        t("They write: “{claim}”", claim=shorten(view.claim, 100)) if view.claim else None,
        t("The phone shows the number {code}. Is it them? A call settles it.", code=view.code),
    )
    refuse = Button(t("It is not them"), pack(Action.DEVICE_NO, view.link_id))
    agree = [
        Button(_agree(view, each, t), pack(Action.DEVICE_YES, view.link_id, each.member_id))
        for each in view.people
    ]
    rows = [[*agree, refuse]] if view.known else [*([each] for each in agree), [refuse]]
    return Outgoing(text=text.plain, keyboard=rows)


def _who_asks(view: DeviceRequestView, t: Translator) -> str:
    device = _device(view, t)
    if view.known and view.people:
        who = _who(view.people[0], t)
        return t("A phone opened the web link of {who}: {device}.", who=who, device=device)
    where = spot_list([view.at], 1, t) if view.at else ""
    return t("A phone scanned the poster of {unit}: {device}.", unit=where, device=device)


def _agree(view: DeviceRequestView, who: DeviceFor, t: Translator) -> str:
    if view.known:
        return t("Let this phone in")
    return t("Let it in: {name}", name=shorten(who.name, _NAME))


def _who(who: DeviceFor | None, t: Translator) -> str:
    if who is None:
        return "?"
    return t("{seats} {name}", seats=seat_names(who.seats[:3], t), name=who.name).strip()


def _device(view: PageLinkView | DeviceRequestView, t: Translator) -> str:
    return view.device or t("a browser")
