"""/mine: a lead's own page, with Telegram or without."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat.answering.remarks import noted
from bot.chat.house.mydata import my_data_lines
from bot.chat.texts import Translator
from bot.instructions.reading.phrases import Lexicon
from bot.store.tx import Tx
from bot.usecases.answering.recording import Answered, Outdated, Recorded, ToFillIn
from bot.usecases.board import acting, pages
from bot.usecases.board.acting import OwnAnswer
from bot.usecases.board.own_help import HelpOnPage, SaidOnPage
from bot.usecases.board.pages import MinePage, PageReader, who_reads
from bot.usecases.doors import devices
from bot.usecases.house import mydata
from bot.usecases.house.mydata import AskMemberData
from bot.web.board import saying_own
from bot.web.board.acts import number_field, one_field, page_again, sent_form
from bot.web.board.site import BoardSite
from bot.web.board.views import live_page, whole_page
from bot.web.board.visiting import Form

_WORDS = 500
_OTHER = "other"


async def show_mine(site: BoardSite, request: Request) -> Response:
    """/mine: what waits for an answer, and what was answered."""
    if request.query_params.get("held"):
        return await _show_held(site, request)

    def work(tx: Tx, reader: PageReader, at: datetime) -> MinePage:
        return pages.mine_page(tx, reader, at)

    return await live_page(
        site, request, work, lambda page, t, csrf: saying_own.mine_words(page, csrf, t)
    )


async def _show_held(site: BoardSite, request: Request) -> Response:
    """What is held about the reader."""

    def work(tx: Tx, reader: PageReader, at: datetime) -> list[str]:
        member = who_reads(tx, reader).member
        if member is None:
            raise HTTPException(404)
        t = site.speaking(request)
        return my_data_lines(mydata.ask_on_page(tx, AskMemberData(member.id, t.language), at), t)

    visited, lines = await site.act(request, work)
    words = {"fragment": "held.html", "title": lines[0], "held": lines[1:], "live": False}
    words["words"] = {"back": visited.t("‹ Back")}
    return whole_page(site, request, visited, words)


async def press_own_answer(site: BoardSite, request: Request) -> Response:
    """收到, 收到并转达, 有困难 for oneself; and leaving the device."""
    form = await sent_form(site, request)
    how = one_field(form, "do")
    if how == "leave":
        return await _leave(site, request)
    if how not in ("answer", "pass_on", "help", "still"):
        raise HTTPException(404)
    number, version = number_field(one_field(form, "number")), _version(form)
    kind = cast(Literal["answer", "pass_on", "help", "still"], how)
    said = _trouble(form, site.settings.lexicon)

    def work(tx: Tx, who: PageReader, at: datetime) -> Answered | HelpOnPage:
        if who.member:
            devices.device_used(tx, who.member, at)
        return acting.answer_on_page(tx, OwnAnswer(who, number, kind, version, said), at)

    visited, told = await site.act(request, work)
    if isinstance(told, ToFillIn):
        return RedirectResponse(f"/mine/{number}", 303)
    return page_again(site, request, _answered(told, visited.t))


def _trouble(form: Form, lexicon: Lexicon | None) -> SaidOnPage:
    """The words and the reason of a request for help."""
    words, reason = one_field(form, "words").strip()[:_WORDS], one_field(form, "reason")
    return SaidOnPage(words or None, reason if reason != _OTHER and reason else None, lexicon)


def _answered(told: Answered | HelpOnPage, t: Translator) -> str:
    if isinstance(told, HelpOnPage):
        return saying_own.help_said(told, t)
    if isinstance(told, Outdated):
        return t("The text was corrected meanwhile: please read it and press again.")
    if isinstance(told, Recorded):
        return noted(told.who, told.units, t)
    return t("Noted. Thank you!")


def _version(form: Form) -> int:
    return number_field(one_field(form, "version") or "0")


async def _leave(site: BoardSite, request: Request) -> Response:
    """退出这台手机."""

    def work(tx: Tx, _who: PageReader, at: datetime) -> None:
        link = devices.device_link(tx, site.cookies.device(request))
        if link is not None:
            devices.leave_device(tx, link.id, at)

    visited, _ = await site.act(request, work)
    answer = site.said(visited.t, visited.t("This phone has no access to the page any more."))
    site.cookies.clear_device(answer)
    return answer
