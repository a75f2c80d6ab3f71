"""Files of a page: a table as Excel or CSV, and call sheets as PDF."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.chat.board.legend import LOOKS
from bot.chat.board.papers import CallSheetView, SheetEntry, render_call_sheet
from bot.chat.texts import Translator
from bot.paper.apart import laid_out
from bot.paper.sheet import CallSheet
from bot.sheets.table import DataTable, TableCell, write_table
from bot.store.board.rows import BoardRow
from bot.store.house import house
from bot.store.tx import Tx
from bot.usecases.board.lists import CallLists, InstructionList, call_lists, instruction_list
from bot.usecases.board.pages import AskInstruction, PageReader
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
    if kind not in _TYPES:
        raise HTTPException(404)
    visited, found = await site.act(request, lambda tx, who, at: instruction_list(tx, ask(who), at))
    table = instruction_table(found, visited.t)
    content = await asyncio.to_thread(write_table, table, kind)
    number = found.instruction.number
    return _file(content, visited.t("notice-{number}.{ending}", number=number, ending=kind), kind)


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
                link=f"{found.root}{each.path}" if found.root else "",
                region=region,
                now=found.now,
                zone=found.zone,
            ),
            t,
        )
        for each in found.branches
    )


def instruction_table(found: InstructionList, t: Translator) -> DataTable:
    """A row for each unit."""
    rows = [_row(each, found, t) for each in found.rows]
    headings = [t("Above"), t("Unit"), t("In post"), t("State"), t("Time"), t("Answered by"),
                t("Remark")]  # fmt: skip
    title = f"#{found.instruction.number}"
    total: list[TableCell] = [t("Sum"), len(rows)]
    return DataTable(title, headings, rows, total)


def _row(row: BoardRow, found: InstructionList, t: Translator) -> list[TableCell]:
    said_at = row.said_at.astimezone(found.zone) if row.said_at else None
    remarks = [t("answered for them")] if row.proxy else []
    if row.help is not None:
        remarks.append(t("needs help"))
    return [
        row.upper or "",
        row.unit.name,
        row.holder or "",
        t(LOOKS[row.state].word),
        said_at,
        row.said_by or "",
        t(", ").join(remarks),
    ]


def _file(content: bytes, name: str, kind: str) -> Response:
    said = f"attachment; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=_TYPES[kind], headers={"Content-Disposition": said})
