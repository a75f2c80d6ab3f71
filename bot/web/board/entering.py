"""Coming in: by a link from the bot, or as a Mini App."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.usecases.doors import signing_in
from bot.usecases.doors.signing_in import AppSignIn, SignIn
from bot.web.board.init_data import checked_init_data
from bot.web.board.site import BoardSite
from bot.web.board.visiting import check_origin, device_of, new_token, own_path, read_fields


async def show_login(site: BoardSite, request: Request) -> Response:
    """A link was opened. Nothing happens yet: whoever looks at links beforehand uses none up."""
    t = site.speaking(request)
    form = {"action": own_path(request), "fields": [], "buttons": [("do", "enter", t("Open"))]}
    answer = site.said(t, t("Open the board"), t("The link serves once."), form=form)
    site.cookies.set_knock(answer, new_token())
    return answer


async def press_login(site: BoardSite, request: Request) -> Response:
    """The button on that page: sign in; pressed twice, it signs in once."""
    check_origin(request, site.settings.origin)
    knock = site.cookies.knock(request) or new_token()
    session = new_token() if await _is_in(site, knock) else knock
    token = str(request.path_params["token"])[:200]
    command = SignIn(token, session, device_of(request), site.settings.operators())
    if not await site.database.transact(signing_in.sign_in, command):
        if await _is_in(site, knock):
            return _entered(site, knock)
        t = site.speaking(request)
        how = t("Please write /board to the bot: it gives you a link.")
        return site.said(t, t("This link is of no use any more."), how, status=410)
    return _entered(site, session)


async def _is_in(site: BoardSite, token: str) -> bool:
    return await site.database.read(signing_in.signed_in, token) is not None


async def show_app(site: BoardSite, request: Request) -> Response:
    """The Mini App's first page: its script hands over what Telegram put behind the address."""
    t = site.speaking(request)
    form = {"action": "/app", "id": "app", "fields": [("init_data", "")], "buttons": []}
    how = t("If nothing happens: write /board to the bot, it gives you a link.")
    return site.said(t, t("The board opens …"), how, form=form)


async def press_app(site: BoardSite, request: Request) -> Response:
    """Sign in with a Mini App's proof."""
    check_origin(request, site.settings.origin)
    form = await read_fields(request)
    said = form.get("init_data", [""])[0]
    proof = checked_init_data(said, site.settings.token, site.database.clock.now())
    if proof is None:
        raise HTTPException(403)
    session, operators = new_token(), site.settings.operators()
    device = device_of(request) or "Telegram"
    command = AppSignIn(proof.account, proof.signature, proof.until, session, device, operators)
    if not await site.database.transact(signing_in.sign_in_app, command):
        raise HTTPException(403)
    return _entered(site, session)


def _entered(site: BoardSite, session: str) -> Response:
    answer = RedirectResponse("/", 303)
    site.cookies.set(answer, session)
    return answer


async def show_health(_site: BoardSite, _request: Request) -> Response:
    """Whether the page is served, for the proxy in front of it."""
    return JSONResponse({"status": "ok"})
