"""Posters of units: the choice of the layout, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.chat.callback import Action, pack
from bot.chat.looking import buttons
from bot.chat.outgoing import Button, NewFile, Outgoing
from bot.chat.places import Spot, spot_list
from bot.chat.text import bold, lines
from bot.chat.texts import Translator
from bot.paper.sheet import Poster, PosterSheet


@dataclass(frozen=True, slots=True)
class PostersView:
    """A unit and how many posters there are for it and those below."""

    unit_id: int
    spot: Spot
    count: int


@dataclass(frozen=True, slots=True)
class PosterUnit:
    """What tells one poster from another; `link` is what its QR code opens, `page` what the one for
    people without Telegram does, "" where no page is served."""

    community: Spot
    spot: Spot
    link: str
    page: str = ""


@dataclass(frozen=True, slots=True)
class PostersFileView:
    """The posters of a unit and those below."""

    spot: Spot
    units: tuple[PosterUnit, ...]
    per_page: Literal[1, 4]


def render_posters_place(view: PostersView, t: Translator) -> Outgoing:
    """What posters are for, and the two layouts."""
    text = lines(
        bold(t("Posters for {unit}", unit=_place(view.spot, t))),
        t.n("One building, one poster.", "{n} buildings, a poster each, in one file.", view.count),
        t(
            "Whoever scans one is shown to the liaison, who decides."
            " There is no harm in passing a poster on."
        ),
    )
    layouts = [
        Button(t("One a page"), pack(Action.POSTERS_PRINT, view.unit_id, 1)),
        Button(t("Four a page"), pack(Action.POSTERS_PRINT, view.unit_id, 4)),
    ]
    rows = [layouts, buttons.back_button(t)]
    return Outgoing(text=text.plain, entities=text.entities, keyboard=buttons.keyboard(*rows))


def render_posters(view: PostersFileView, t: Translator) -> Outgoing:
    """The file; it is laid out when it is sent."""
    place = _place(view.spot, t)
    sheet = PosterSheet(tuple(_poster(each, t) for each in view.units), view.per_page)
    text = t.n(
        "A poster for {unit}. Print it in A4 and put it up where leads and helpers pass.",
        "{n} posters for {unit}. Print them in A4 and put them up where leads and helpers pass.",
        len(view.units),
        unit=place,
    )
    name = t("posters-{unit}.pdf", unit=place.replace(" ", ""))
    return Outgoing(text=text, new_file=NewFile(name, posters=sheet))


def _poster(unit: PosterUnit, t: Translator) -> Poster:
    return Poster(
        community=_place(unit.community, t),
        unit=_place(unit.spot, t),
        call=t("Leads, deputies and helpers: please scan"),
        link=unit.link,
        steps=(
            t("1  Scan with the phone that has Telegram, then press Start"),
            t("2  Press “Share my phone number”; only the liaison and those above see it"),
            t("3  Once the liaison has checked, you get this building's notices"),
        ),
        page=unit.page,
        page_call=t("No Telegram? Scan this") if unit.page else "",
        promise=t("I only pass on notices and note “Received”; I do not read your chats."),
    )


def _place(spot: Spot, t: Translator) -> str:
    return spot_list([spot], 1, t)
