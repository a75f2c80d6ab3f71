"""Links to /mine for people without Telegram: a phone asks to be let in."""

from __future__ import annotations

import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.store.tx import Tx
from bot.usecases.board.tokens import unit_of_token
from bot.usecases.people import devices
from bot.usecases.people.devices import AskByLink, AskByUnit
from bot.usecases.people.devices_view import AskDoorway, doorway
from bot.web.board.saying_doors import door_words
from bot.web.board.site import BoardSite
from bot.web.board.visiting import check_origin, device_of, new_token, read_fields

_CLAIM = 100


async def show_door(site: BoardSite, request: Request) -> Response:
    """A link was opened. Nothing happens yet: whoever looks at links beforehand uses none up. A
    phone that asked by it goes on to its page."""
    token = _knocked(site, request)
    door = await site.database.read(doorway, AskDoorway(token, site.settings.key))
    unit_id = unit_of_token(site.settings.key, token)
    if (door is None or unit_id is not None) and await _has_asked(site, request):
        return RedirectResponse("/mine", 303)
    t = site.speaking(request)
    if door is None:
        return _useless(site, request)
    words = door_words(door, t)
    return site.page("door.html", t, nav=site.bare(t), action=request.url.path, csrf="", **words)


async def press_door(site: BoardSite, request: Request) -> Response:
    """The button on that page: ask whoever stands above."""
    token = _knocked(site, request)
    check_origin(request, site.settings.origin)
    form = await read_fields(request)
    session, code = new_token(), f"{secrets.randbelow(10_000):04}"
    device, unit_id = device_of(request), unit_of_token(site.settings.key, token)
    if unit_id is None:
        by_link = AskByLink(token, session, code, device)
        asked = await site.database.transact(devices.ask_by_link, by_link)
    else:
        claim = form.get("claim", [""])[0].strip()[:_CLAIM]
        by_unit = AskByUnit(unit_id, claim, session, code, device)
        asked = await site.database.transact(devices.ask_by_unit, by_unit)
    if not asked:
        return _useless(site, request)
    answer = RedirectResponse("/mine", 303)
    site.cookies.set_device(answer, session)
    return answer


def _knocked(site: BoardSite, request: Request) -> str:
    """The token of an address, within the rates. Raises HTTPException."""
    token = str(request.path_params["token"])[:200]
    address = request.scope["state"]["address"]
    if not site.knocks.take(address) or not site.links.take(token):
        raise HTTPException(429)
    return token


async def _has_asked(site: BoardSite, request: Request) -> bool:
    session = site.cookies.device(request)
    return bool(session) and await site.database.read(_is_known, session)


def _is_known(tx: Tx, session: str, _now: object) -> bool:
    link = devices.device_link(tx, session)
    return link is not None and link.state in ("asked", "approved")


def _useless(site: BoardSite, request: Request) -> Response:
    t = site.speaking(request)
    why = t("It lets in one phone, once. Please ask whoever stands above you for a new one.")
    return site.said(t, t("This web link is of no use any more."), why, status=410)
