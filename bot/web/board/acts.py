"""What is pressed on the pages: by the use cases of the chat, with the rights of the chat."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat.escalation.reminded import reminded_said
from bot.chat.people.calls import called_words
from bot.chat.persons import address
from bot.chat.saying import in_words
from bot.chat.texts import Translator
from bot.instructions.calls import CallOutcome
from bot.roster.phone import dialled
from bot.store.board import rows
from bot.store.tx import Tx
from bot.usecases.board import acting
from bot.usecases.board.acting import MendInChat, ProxyOnPage, RemindOnPage, chat_asking
from bot.usecases.board.pages import AskUnit, PageReader, unit_page
from bot.usecases.calls import phoning
from bot.usecases.calls.phoning import CalledOnPage, CallOnPage
from bot.usecases.doors import signing_in
from bot.web.board import paper_back, views
from bot.web.board.codes import asked_code, instruction_path
from bot.web.board.site import BoardSite
from bot.web.board.visiting import (
    Forged,
    Form,
    Visited,
    check_form,
    check_origin,
    own_path,
    read_fields,
)

_WORDS = 500


async def press_sign_out(site: BoardSite, request: Request) -> Response:
    """Sign out."""
    form = await sent_form(site, request)
    if one_field(form, "do") != "sign_out":
        raise HTTPException(404)
    visited, _ = await site.act(request, lambda _tx, _reader, _at: None)
    if visited.session is not None:
        await site.database.transact(signing_in.sign_out, visited.session.id)
    answer = site.said(visited.t, visited.t("You are signed out."))
    site.cookies.clear(answer)
    return answer


async def press_on_instruction(site: BoardSite, request: Request) -> Response:
    """提醒未回复, 代答, and calls."""
    form = await sent_form(site, request)
    ask = views.asked_instruction(request)(PageReader(0))
    if one_field(form, "dial") or one_field(form, "called"):
        return await _call(site, request, form, ask.number)
    if one_field(form, "do") == "remind":
        return await _remind(site, request, ask.number, ask.code)
    if one_field(form, "do") == "proxy":
        return await _proxy(site, request, form, ask.number)
    if one_field(form, "do") == "sheet" and ask.code:
        return await paper_back.press_sheet(site, request, form, ask.number, ask.code)
    raise HTTPException(404)


async def _remind(site: BoardSite, request: Request, number: int, code: str) -> Response:
    visited, told = await site.act(
        request, lambda tx, who, at: acting.remind_on_page(tx, RemindOnPage(who, number, code), at)
    )
    facts, more = (told.people, told.units, told.lost), told.more
    said = reminded_said(*facts, own=told.own, more=more)
    return page_again(site, request, in_words(said, visited.t))


async def _proxy(site: BoardSite, request: Request, form: Form, number: int) -> Response:
    targets = tuple(number_field(each) for each in form.get("target", []))
    visited, names = await site.act(
        request, lambda tx, who, at: acting.proxy_on_page(tx, ProxyOnPage(who, number, targets), at)
    )
    return page_again(site, request, _answered_for(len(targets), len(names), visited.t))


def _answered_for(ticked: int, n: int, t: Translator) -> str:
    """What came of it: those who answered meanwhile are left alone."""
    if not ticked:
        return t("Whom have you spoken to? Tick them, then confirm.")
    return _noted(n, t) if n else t("Nothing to note: they have answered by now.")


def _noted(n: int, t: Translator) -> str:
    return t.n("Noted for {n} unit. Thank you!", "Noted for {n} units. Thank you!", n)


async def press_on_unit(site: BoardSite, request: Request) -> Response:
    """Calls, and the screen of a unit in the chat."""
    form = await sent_form(site, request)
    if one_field(form, "dial") or one_field(form, "called"):
        return await _call(site, request, form, 0)
    code = asked_code(request)
    if one_field(form, "do") == "sheet":
        return await paper_back.press_sheet(site, request, form, 0, code)
    if one_field(form, "do") != "mend":
        raise HTTPException(404)

    def mend(tx: Tx, who: PageReader, at: datetime) -> None:
        found = unit_page(tx, AskUnit(who, code), at).unit
        acting.mend_in_chat(tx, MendInChat(who, "unit", found.id), at)

    visited, _ = await site.act(request, mend)
    return page_again(site, request, _sent_to_chat(visited.t))


async def press_on_gap(site: BoardSite, request: Request) -> Response:
    """A gap's button: the screen that mends it comes into the chat."""
    form = await sent_form(site, request)
    what, _, subject = one_field(form, "mend").partition(":")
    if what not in ("unit", "seat"):
        raise HTTPException(404)
    kind, number = cast(Literal["unit", "seat"], what), number_field(subject)
    visited, _ = await site.act(
        request,
        lambda tx, who, at: acting.mend_in_chat(tx, MendInChat(who, kind, number), at),
    )
    return page_again(site, request, _sent_to_chat(visited.t))


def _sent_to_chat(t: Translator) -> str:
    return t("It is in your chat with the bot now.")


async def _call(site: BoardSite, request: Request, form: Form, number: int) -> Response:
    """拨打 shows the number, with what may come of the call; then that is recorded."""
    member = number_field(one_field(form, "dial") or one_field(form, "member"))
    said = one_field(form, "called")
    outcome = CallOutcome(said) if said in set(CallOutcome) else None

    def work(tx: Tx, who: PageReader, at: datetime) -> Any:
        about = rows.number_to_id(tx, number) if number else 0
        call = CallOnPage(chat_asking(who), member, about, outcome)
        if outcome is None:
            return phoning.number_on_page(tx, call, at)
        return phoning.called_on_page(tx, call, at)

    visited, found = await site.act(request, work)
    if outcome is None:
        return _number_page(site, request, visited, member, found)
    if found.form:
        return RedirectResponse(f"{instruction_path(number, found.form)}/form", 303)
    return page_again(site, request, _called(found, visited.t))


def _called(found: CalledOnPage, t: Translator) -> str:
    """What a call led to, and where the next step waits."""
    if found.units:
        return _noted(len(found.units), t)
    if found.in_chat:
        return t("Noted. The next step is in your chat with the bot now.")
    if found.told is not None:
        return t("Noted; {who} has been told.", who=address(found.told, t))
    return t("Noted. Thank you!")


def _number_page(
    site: BoardSite, request: Request, visited: Visited, member: int, found: tuple[str, str]
) -> Response:
    t, (name, phone) = visited.t, found
    path = own_path(request)
    form = {
        "action": path,
        "fields": [("csrf", site.csrf(request)), ("member", str(member))],
        "buttons": [("called", each.value, word) for each, word in called_words(t).items()],
    }
    lines = [t("What came of the call?")]
    said = dialled(phone)
    return site.said(t, name, *lines, number=phone, number_said=said, form=form, back=path)


def page_again(site: BoardSite, request: Request, said: str) -> Response:
    """To the page the form stood on, with a word on it. The word travels in a cookie that lasts a
    moment, so that reloading does not send the form again."""
    answer = RedirectResponse(own_path(request), 303)
    site.cookies.flash(answer, said)
    return answer


async def sent_form(site: BoardSite, request: Request) -> Form:
    """A form of a visitor's, who is looked for before anything is read. Raises Forged, SignedOut,
    NotLetIn."""
    if not site.form_secret(request):
        raise Forged
    check_origin(request, site.settings.origin)
    await site.known(request)
    form = await read_fields(request)
    check_form(request, form, site.form_secret(request), site.settings.origin)
    return form


def one_field(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def number_field(said: str) -> int:
    """A number from a form. Raises HTTPException."""
    if not said.isascii() or not said.isdecimal() or len(said) > 18:
        raise HTTPException(404)
    return int(said)
