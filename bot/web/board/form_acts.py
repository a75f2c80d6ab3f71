"""Forms on pages: one's own on /mine/{number}, another unit's on /i/{number}/{code}/form (代填)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.chat.text import unit_name
from bot.store.tx import Tx
from bot.usecases.board import form_pages
from bot.usecases.board.form_pages import AskForm, FieldShown, FormPage, FormRead, FormSaid
from bot.usecases.board.pages import PageReader
from bot.usecases.doors import devices
from bot.web.board import saying_forms
from bot.web.board.acts import number_field, one_field, sent_form
from bot.web.board.codes import asked_code
from bot.web.board.site import BoardSite
from bot.web.board.views import whole_page
from bot.web.board.visiting import Form, own_path

_LARGEST = 2**62
_NAME = 40


async def show_page_form(site: BoardSite, request: Request) -> Response:
    """The form of an instruction, for one of the reader's units or for the unit of the address."""
    ask = _asked(request)
    same = request.query_params.get("same") == "1"

    def work(tx: Tx, reader: PageReader, at: datetime) -> FormPage:
        return form_pages.form_page(tx, AskForm(reader, *ask), at)

    visited, page = await site.look(request, work)
    words = saying_forms.form_words(page, own_path(request), visited.t, same=same)
    return whole_page(site, request, visited, words)


async def press_page_form(site: BoardSite, request: Request) -> Response:
    """看一遍, 改一下 and 交上去."""
    form = await sent_form(site, request)
    ask, do = _asked(request), one_field(form, "do")
    if do not in ("look", "change", "hand_in"):
        raise HTTPException(404)
    version, fields, confirmed = number_field(one_field(form, "version") or "0"), *_fields(form)
    shown = _shown(form)

    def work(tx: Tx, who: PageReader, at: datetime) -> FormRead:
        if who.member and do == "hand_in":
            devices.device_used(tx, who.member, at)
        said = FormSaid(AskForm(who, *ask), version, fields, confirmed, shown, do == "hand_in")
        return form_pages.say_form(tx, said, at)

    visited, found = await site.act(request, work)
    t, path = visited.t, own_path(request)
    if found.handed_in:
        answer = RedirectResponse(saying_forms.form_back(found.page, path), 303)
        unit = unit_name(found.page.target.unit.name, _NAME)
        site.cookies.flash(answer, t("{unit}: handed in, thank you!", unit=unit))
        return answer
    filled = saying_forms.FilledFields(fields, shown)
    looks = do != "change" and found.whole and not found.page.closed
    if not looks or found.outdated or found.overtaken:
        errors = do != "change" and not found.page.closed
        words = saying_forms.read_words(found, filled, path, t, errors=errors)
    else:
        words = saying_forms.look_words(found, filled, path, t)
    return whole_page(site, request, visited, words)


def _asked(request: Request) -> tuple[int, int, str]:
    """The number of an instruction, a target, and the code of a unit from the address. Raises
    HTTPException."""
    number = int(request.path_params["number"])
    target = number_field(request.query_params.get("unit", "0"))
    if number >= _LARGEST:
        raise HTTPException(404)
    return number, target, asked_code(request)


def _fields(form: Form) -> tuple[dict[int, list[str]], dict[int, str]]:
    """The answers and confirmations of a form, by question."""
    confirmed = {key: said[0] for key, said in _by_question(form, "sure")}
    return dict(_by_question(form, "q")), confirmed


def _shown(form: Form) -> dict[int, FieldShown]:
    """What the page of a form showed, by question."""
    said = dict(_by_question(form, "was"))
    answers = {key: _number(found[0]) for key, found in _by_question(form, "had")}
    return {key: FieldShown(said.get(key, ()), answer) for key, answer in answers.items()}


def _by_question(form: Form, wanted: str) -> Iterator[tuple[int, list[str]]]:
    for name, said in form.items():
        what, _, number = name.partition("-")
        if what == wanted and (key := _number(number)):
            yield key, said


def _number(said: str) -> int:
    """0 for what is no number that a database can hold."""
    plain = said.isascii() and said.isdecimal() and len(said) < len(str(_LARGEST))
    return int(said) if plain else 0
