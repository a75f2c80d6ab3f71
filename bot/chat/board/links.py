"""Links to the board's page, and where somebody is signed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.outgoing import Button, Outgoing
from bot.chat.text import bold, lines
from bot.chat.texts import Translator
from bot.chat.times import clock_time


@dataclass(frozen=True, slots=True)
class BoardLinkView:
    """`url`: None where it is of no use any more; `app`: where the page opens as a Mini App."""

    url: str | None = field(repr=False)
    app: str | None
    session_id: int = 0


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A browser by what it calls itself, or a link for a hall; `phone`: one that was let in without
    Telegram, by the id of its link."""

    session_id: int
    device: str
    hall: bool
    since: datetime
    phone: bool = False


@dataclass(frozen=True, slots=True)
class DevicesView:
    """Where somebody is signed in."""

    lines: tuple[DeviceLine, ...]
    now: datetime
    zone: ZoneInfo


def render_board_link(view: BoardLinkView, t: Translator) -> Outgoing:
    """The page in a browser; the link is of use once, within ten minutes."""
    if view.url is None:
        return Outgoing(text=t("This link is of no use any more. /board gives you a new one."))
    app = [Button(t("Open here"), web_app=view.app)] if view.app else []
    rows = [
        [*app, Button(t("Open in the browser"), url=view.url)],
        [Button(t("A screen for the hall"), pack(Action.BOARD_HALL))],
    ]
    text = t(
        "The board as a page, live, with everything you may see here. The link is yours alone: it"
        " serves once, within ten minutes. /devices shows where you are signed in."
    )
    return Outgoing(text=text, keyboard=rows)


def render_hall_link(view: BoardLinkView, t: Translator) -> Outgoing:
    """The link for a screen in a hall."""
    if view.url is None:
        return Outgoing(text=t("This screen's link is revoked."))
    text = lines(
        t("For the screen in the hall: the open notices in turn, large, without names of people."),
        view.url,
        t("Whoever has the link sees it, until you revoke it."),
    )
    revoke = [Button(t("Revoke"), pack(Action.BOARD_END, view.session_id))]
    return Outgoing(text=text.plain, keyboard=[revoke])


def render_devices(view: DevicesView, t: Translator) -> Outgoing:
    """One line and one button each."""
    if not view.lines:
        return Outgoing(text=t("You are signed in nowhere, and no screen in a hall is yours."))
    said = [_line(n, each, view, t) for n, each in enumerate(view.lines, 1)]
    text = lines(bold(t("Where you are signed in")), *said)
    ends = [
        Button(t("End {n}", n=n), pack(Action.BOARD_END, each.session_id, *_phone(each)))
        for n, each in enumerate(view.lines, 1)
    ]
    rows = buttons.in_rows(ends, 3)
    return Outgoing(text=text.plain, entities=text.entities, keyboard=rows)


def _phone(line: DeviceLine) -> tuple[int, ...]:
    return (1,) if line.phone else ()


def _line(n: int, line: DeviceLine, view: DevicesView, t: Translator) -> str:
    what = t("a screen in a hall") if line.hall else line.device or t("a browser")
    since = clock_time(line.since, view.now, view.zone, t)
    return t("{n}. {what}, since {moment}", n=n, what=what, moment=since)
