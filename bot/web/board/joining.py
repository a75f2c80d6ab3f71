"""Links to /mine for people without Telegram: a phone asks to be let in."""

from __future__ import annotations

import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.usecases.doors import devices
from bot.usecases.doors.devices import AskByLink, AskByUnit
from bot.usecases.doors.devices_view import AskDoorway, AtDoor, at_door
from bot.usecases.doors.tokens import unit_of_token
from bot.web.board.saying_doors import door_words
from bot.web.board.site import BoardSite
from bot.web.board.visiting import check_origin, device_of, new_token, own_path, read_fields

_CLAIM = 100


async def show_door(site: BoardSite, request: Request) -> Response:
    """A link was opened. Nothing is asked yet: whoever looks at links beforehand uses none up. The
    browser is given what it will ask with, so that pressing twice, or again after a lost answer,
    asks once. A phone that has asked by it goes on to its page."""
    token = _knocked(site, request)
    found = await _at_door(site, request, token)
    if found.knows:
        return _on_to_page(site, found.knows)
    t = site.speaking(request)
    if found.door is None:
        return _useless(site, request)
    words = door_words(found.door, t)
    answer = site.page("door.html", t, nav=site.bare(t), action=own_path(request), csrf="", **words)
    site.cookies.set_knock(answer, new_token())
    return answer


async def press_door(site: BoardSite, request: Request) -> Response:
    """The button on that page: ask whoever stands above. A phone that is let in for somebody else
    asks only where its owner has said that it is to change hands."""
    token = _knocked(site, request)
    check_origin(request, site.settings.origin)
    form = await read_fields(request)
    found = await _at_door(site, request, token)
    if found.knows:
        return _on_to_page(site, found.knows)
    if found.door is not None and found.door.asked and form.get("do", [""])[0] != "switch":
        return RedirectResponse(request.url.path, 303)
    session, code = found.knock or new_token(), f"{secrets.randbelow(10_000):04}"
    device, unit_id = device_of(request), unit_of_token(site.settings.key, token)
    if unit_id is None:
        by_link = AskByLink(token, session, code, device)
        asked = await site.database.transact(devices.ask_by_link, by_link)
    else:
        claim = form.get("claim", [""])[0].strip()[:_CLAIM]
        by_unit = AskByUnit(unit_id, claim, session, code, device)
        asked = await site.database.transact(devices.ask_by_unit, by_unit)
    return _on_to_page(site, session) if asked else _useless(site, request)


async def _at_door(site: BoardSite, request: Request, token: str) -> AtDoor:
    device, knock = site.cookies.device(request), site.cookies.knock(request)
    return await site.database.read(at_door, AskDoorway(token, site.settings.key, device, knock))


def _on_to_page(site: BoardSite, session: str) -> Response:
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


def _useless(site: BoardSite, request: Request) -> Response:
    t = site.speaking(request)
    why = t("It lets in one phone, once. Please ask whoever stands above you for a new one.")
    return site.said(t, t("This web link is of no use any more."), why, status=410)
