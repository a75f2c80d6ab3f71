"""Files of a page: a table as Excel or CSV, and call sheets as PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.chat.board.data_files import data_name, data_table
from bot.chat.board.papers import CallSheetView, SheetEntry, render_call_sheet
from bot.chat.looking.names_file import names_table
from bot.chat.texts import Translator
from bot.instructions.data_table import DataFormat
from bot.paper.apart import laid_out
from bot.paper.sheet import CallSheet
from bot.sheets.table_apart import table_written
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.board.lists import (
    BranchCalls,
    CallLists,
    DataOnPage,
    call_lists,
    data_on_page,
    instruction_list,
)
from bot.usecases.board.pages import AskInstruction, PageReader
from bot.web.board.codes import instruction_path, unit_path
from bot.web.board.site import BoardSite

_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


async def send_instruction_file(
    site: BoardSite, request: Request, ask: Callable[[PageReader], AskInstruction], kind: str
) -> Response:
    """The units of an instruction, or whom to call about it."""
    if kind == "pdf":
        return await _sheets(site, request, ask)
    form = data_form(kind)
    visited, found = await site.act(request, lambda tx, who, at: instruction_list(tx, ask(who), at))
    table, t = names_table(found, visited.t), visited.t
    number = found.instruction.number
    name = t("notice-{number}.{ending}", number=number, ending=form.value)
    return _file(await table_written(table, form), name, form.value)


def data_form(kind: str) -> DataFormat:
    """The format a page asks for. Raises HTTPException."""
    if kind not in set(DataFormat):
        raise HTTPException(404)
    return DataFormat(kind)


async def send_data_file(
    site: BoardSite, request: Request, ask: Callable[[PageReader], DataOnPage], kind: str
) -> Response:
    """Gaps, calls, facts or the log."""
    form = data_form(kind)
    visited, found = await site.act(request, lambda tx, who, at: data_on_page(tx, ask(who), at))
    table = data_table(found, visited.t)
    return _file(await table_written(table, form), data_name(table, form), form.value)


async def _sheets(
    site: BoardSite, request: Request, ask: Callable[[PageReader], AskInstruction]
) -> Response:
    def work(tx: Tx, who: PageReader, at: datetime) -> tuple[CallLists, str]:
        return call_lists(tx, ask(who), at), house.region(tx)

    visited, (found, region) = await site.act(request, work)
    content = await laid_out(call_sheets(found, region, visited.t))
    return _file(content, visited.t("call-sheet.pdf"), "pdf")


def call_sheets(found: CallLists, region: str, t: Translator) -> tuple[CallSheet, ...]:
    """A sheet for each branch."""
    return tuple(
        render_call_sheet(
            CallSheetView(
                branch=each.branch.name,
                entries=[SheetEntry(e.unit.name, e.name, e.phone) for e in each.entries],
                instruction=found.instruction,
                link=f"{found.root}{_page_of(each, found)}?sheet=1" if found.root else "",
                region=region,
                now=found.now,
                zone=found.zone,
            ),
            t,
        )
        for each in found.branches
    )


def _page_of(branch: BranchCalls, found: CallLists) -> str:
    """Where the page shows a branch."""
    code, about = branch.branch.code, found.instruction
    return instruction_path(about.number, code) if about else unit_path(code)


def _file(content: bytes, name: str, kind: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=_TYPES[kind], headers={"Content-Disposition": said})
