"""A call sheet's page: where its code leads, and where its ticks are entered."""

from __future__ import annotations

from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat.looking.rows import title
from bot.chat.people.calls import called_words
from bot.chat.places import Spot, spot_list
from bot.chat.text import name_list, unit_name
from bot.chat.texts import Translator
from bot.instructions.calls import CallOutcome
from bot.roster.phone import mask
from bot.usecases.calls import paper_back
from bot.usecases.calls.paper_back import (
    AskSheet,
    Entered,
    EnterSheet,
    SheetLine,
    SheetPage,
    Ticked,
)
from bot.web.board import saying
from bot.web.board.codes import instruction_path
from bot.web.board.site import BoardSite
from bot.web.board.visiting import Form, own_path

_NAME = 40


async def show_sheet(site: BoardSite, request: Request, number: int, code: str) -> Response:
    """The lines of a sheet, each with the boxes that stand on paper."""
    visited, page = await site.look(
        request, lambda tx, who, at: paper_back.sheet_page(tx, AskSheet(who, number, code), at)
    )
    words = _words(page, own_path(request), visited.t)
    nav = saying.navigation(visited.t, own_path(request), mine=visited.answers)
    csrf = site.csrf(request)
    flash = site.cookies.flashed(request)
    answer = site.page("sheet.html", visited.t, nav=nav, csrf=csrf, flash=flash, kind="", **words)
    if flash:
        site.cookies.said(answer)
    return answer


def _words(page: SheetPage, path: str, t: Translator) -> saying.Words:
    about = title(page.instruction, t) if page.instruction else t("Everybody")
    return {
        "title": t("Call sheet: {unit}", unit=unit_name(page.unit.name, _NAME)),
        "action": path,
        "about": about,
        "lines": [_line(each, t) for each in page.lines],
        "forms": [(href, unit_name(name, _NAME)) for href, name in _forms(page)],
        "outcomes": [
            (each.value, word)
            for each, word in called_words(t).items()
            if each is not CallOutcome.AWAY
        ],
        "away": CallOutcome.AWAY.value,
        "today": page.today.isoformat(),
        "latest": page.latest.isoformat(),
        "words": {
            "how": t("Tick what stands on the paper. What is left empty stays as it is."),
            "until": t("away until"),
            "none": t("Nobody any more."),
            "forms": t("They were told; what they reported is still to be filled in:"),
            "fill": t("Fill in for"),
            "enter": t("Enter all of it"),
            "nothing": t("nothing ticked"),
            "back": t("‹ Back"),
        },
    }


def _line(line: SheetLine, t: Translator) -> saying.Words:
    units = spot_list([Spot(each) for each in line.units], len(line.units), t)
    return {"id": line.member_id, "name": f"{units} {line.name}",
            "phone": mask(line.phone) if line.phone else ""}  # fmt: skip


def _forms(page: SheetPage) -> list[tuple[str, str]]:
    """Where the forms of those who were told are filled in for them."""
    if page.instruction is None:
        return []
    number = page.instruction.number
    units = [unit for line in page.lines if line.told for unit in line.to_fill_in]
    return [(f"{instruction_path(number, each.code)}/form", each.name) for each in units]


async def press_sheet(
    site: BoardSite, request: Request, form: Form, number: int, code: str
) -> Response:
    """Enter the ticks, and say what became of them."""
    ticked = tuple(_ticked(form))
    visited, told = await site.act(
        request,
        lambda tx, who, at: paper_back.enter_sheet(
            tx, EnterSheet(AskSheet(who, number, code), ticked), at
        ),
    )
    more = "?sheet=1" if told.forms else ""  # their forms stand there
    answer = RedirectResponse(own_path(request) + more, 303)
    site.cookies.flash(answer, entered_said(told, visited.t))
    return answer


def _ticked(form: Form) -> list[Ticked]:
    found = []
    for name, (said, *_) in form.items():
        kind, _, number = name.partition("-")
        if kind != "line" or not said:
            continue
        if not number.isascii() or not number.isdecimal() or said not in set(CallOutcome):
            raise HTTPException(404)
        until = form.get(f"until-{number}", [""])[0] if said == CallOutcome.AWAY else ""
        found.append(Ticked(int(number[:18]), CallOutcome(said), _day(until)))
    return found


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def entered_said(told: Entered, t: Translator) -> str:
    """3 个电话记下了，2 处算收到。王芳已经回复过，没有改动。"""
    said = [t.n("{n} call noted.", "{n} calls noted.", told.calls)]
    if told.units:
        n = len(told.units)
        said.append(t.n("{n} unit counts as received.", "{n} units count as received.", n))
    if told.forms:
        names = name_list(told.forms, len(told.forms), t)
        said.append(t("{names}: now fill in what they reported, below.", names=names))
    if told.meanwhile:
        names = name_list(told.meanwhile, len(told.meanwhile), t)
        said.append(t("{names} answered meanwhile: left as it is.", names=names))
    if told.refused:
        names = name_list(told.refused, len(told.refused), t)
        said.append(t("{names}: not entered, you may not do that for them.", names=names))
    return " ".join(said)
