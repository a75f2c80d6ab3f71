"""The plan of a branch: its picture, and the page on which its units are put where they lie."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat.board.places import plan_overlay
from bot.chat.text import unit_name
from bot.chat.texts import Translator
from bot.paper.apart import picture_made_anew
from bot.roster.model import Unit
from bot.store.board.maps import WHOLE, PlanPicture
from bot.store.tx import Tx
from bot.usecases.board.pages import PageReader
from bot.usecases.plans import planning
from bot.usecases.plans.planning import AskPlan, PlanPage, SetPlan, SetSpot
from bot.web.board import views
from bot.web.board.acts import number_field, one_field
from bot.web.board.codes import asked_code, unit_path
from bot.web.board.site import BoardSite
from bot.web.board.uploads import read_upload
from bot.web.board.visiting import Form, check_form, own_path

_WIDTHS = (340, 680, 1020)
"""Pixels in which a plan is shown to be tapped on: a tap says where in these."""
_NAME = 40


async def send_plan(site: BoardSite, request: Request) -> Response:
    """/u/{code}/plan: the picture."""
    code = asked_code(request)

    def work(tx: Tx, reader: PageReader, at: datetime) -> bytes:
        return planning.plan_picture(tx, AskPlan(reader, code), at)

    _, picture = await site.look(request, work)
    kept = "private, max-age=604800" if "v" in request.query_params else "no-store"
    return Response(picture, media_type="image/jpeg", headers={"Cache-Control": kept})


async def show_plan(site: BoardSite, request: Request) -> Response:
    """/u/{code}/map: the plan, and what lies where."""
    code, width = asked_code(request), _width(request.query_params.get("w", ""))

    def work(tx: Tx, reader: PageReader, at: datetime) -> PlanPage:
        return planning.plan_page(tx, AskPlan(reader, code), at)

    visited, page = await site.look(request, work)
    return views.whole_page(site, request, visited, _words(page, width, visited.t))


async def press_plan(site: BoardSite, request: Request) -> Response:
    """A picture was uploaded, the plan tapped on, or taken away."""
    code = asked_code(request)
    await site.look(request, lambda _tx, _reader, _at: None)  # before anything large is read
    form, sent = await read_upload(request)
    check_form(request, form, site.form_secret(request), site.settings.origin)
    do = one_field(form, "do")
    if do == "upload":
        said = await _upload(site, request, code, sent)
    elif do == "remove":
        said = await _remove(site, request, code)
    else:
        said = await _put(site, request, code, form)
    width = _width(one_field(form, "w"))
    answer = RedirectResponse(f"{own_path(request)}?w={width}", 303)
    site.cookies.flash(answer, said)
    return answer


async def _upload(site: BoardSite, request: Request, code: str, sent: bytes | None) -> str:
    def may(tx: Tx, reader: PageReader, at: datetime) -> PlanPage:
        return planning.plan_page(tx, AskPlan(reader, code), at)

    await site.look(request, may)
    picture = PlanPicture(*await picture_made_anew(sent or b""))

    def keep(tx: Tx, reader: PageReader, at: datetime) -> None:
        planning.set_plan(tx, SetPlan(AskPlan(reader, code), picture), at)

    visited, _ = await site.act(request, keep)
    return visited.t("The plan is here. Now tap on where each unit lies.")


async def _remove(site: BoardSite, request: Request, code: str) -> str:
    def work(tx: Tx, reader: PageReader, at: datetime) -> None:
        planning.remove_plan(tx, AskPlan(reader, code), at)

    visited, _ = await site.act(request, work)
    return visited.t("The plan is gone.")


async def _put(site: BoardSite, request: Request, code: str, form: Form) -> str:
    unit_id, spot = number_field(one_field(form, "unit")), _spot(form)

    def work(tx: Tx, reader: PageReader, at: datetime) -> Unit:
        return planning.set_spot(tx, SetSpot(AskPlan(reader, code), unit_id, spot), at)

    visited, unit = await site.act(request, work)
    name, t = unit_name(unit.name, _NAME), visited.t
    return t("{unit} is on the plan.", unit=name) if spot else t("{unit} is off it.", unit=name)


def _spot(form: Form) -> tuple[int, int] | None:
    """Where was tapped, or written in hundredths; None where the unit is taken off."""
    if "at.x" in form:
        width, height = (number_field(one_field(form, each)) or 1 for each in ("w", "h"))
        x, y = (number_field(one_field(form, f"at.{each}")) for each in "xy")
        return x * WHOLE // width, y * WHOLE // height
    if one_field(form, "do") == "put":
        x, y = (number_field(one_field(form, each)) for each in ("right", "down"))
        return x * WHOLE // 100, y * WHOLE // 100
    if one_field(form, "do") == "off":
        return None
    raise HTTPException(404)


def _width(said: str) -> int:
    return next((each for each in _WIDTHS if said == str(each)), _WIDTHS[0])


def _words(page: PlanPage, width: int, t: Translator) -> dict[str, Any]:
    here, size = unit_path(page.unit.code), page.size
    height = round(width * size.height / size.width) if size else 0
    left = [each for each in page.units if each.id not in page.spots]
    chosen = (left or list(page.units))[:1]
    return {
        "fragment": "plan.html",
        "title": t("Plan of {unit}", unit=unit_name(page.unit.name, _NAME)),
        "action": f"{here}/map",
        "crumbs": [("/", t("Now")), (here, unit_name(page.unit.name, _NAME))],
        "here": t("Plan"),
        "live": False,
        "picture": f"{here}/plan?v={int(size.set_at.timestamp())}" if size else "",
        "width": width,
        "height": height,
        "widths": [(f"?w={each}", str(each), each == width) for each in _WIDTHS],
        "overlay": plan_overlay(page.spots, _names(page), width, height) if size else "",
        "units": [
            (each.id, unit_name(each.name, _NAME), each.id in page.spots, each in chosen)
            for each in page.units
        ],
        "words": {
            "tap": t("Choose a unit, then tap on where it lies."),
            "plan": t("The plan; tap on it to put the chosen unit there"),
            "size": t("Size"),
            "by_hand": t("Put it there without tapping"),
            "unit": t("Unit"),
            "right": t("From the left, in hundredths"),
            "down": t("From above, in hundredths"),
            "put": t("Put it there"),
            "off": t("Take it off the plan"),
            "upload": t("Upload a plan"),
            "choose": t("Choose a picture"),
            "file": t("A picture (JPEG or PNG) of where the buildings lie. Nothing but what can be"
                      " seen in it is kept."),
            "remove": t("Take the plan away"),
            "placed": t("on the plan"),
        },
    }  # fmt: skip


def _names(page: PlanPage) -> dict[int, str]:
    return {each.id: unit_name(each.name, 12) for each in page.units}
