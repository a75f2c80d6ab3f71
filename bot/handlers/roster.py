"""Roster import and export: a file in private, and the buttons below it."""

from __future__ import annotations

import asyncio

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.texts import N_
from bot.delivery.carrier import Fetched
from bot.errors import Refused
from bot.handlers.context import Context, Services
from bot.handlers.looking import asking, go, only_private
from bot.messages.sentences import to_say
from bot.sheets.apart import compared_apart
from bot.sheets.limits import MAX_BYTES, MEGABYTE
from bot.sheets.tables.apart import table_read_apart
from bot.sheets.tables.worker import TableReading
from bot.sheets.worker import ReadingJob
from bot.store.trouble import out_of_reach
from bot.store.writing.expectations import Expectation
from bot.usecases.doors import posters
from bot.usecases.doors.posters import AskPosters
from bot.usecases.forms import unit_facts
from bot.usecases.forms.unit_facts import FactPress, FactWords
from bot.usecases.imports import collecting, deciding, importing
from bot.usecases.imports.collecting import ReadTable
from bot.usecases.imports.deciding import Applied, ArrivedFile, Compared, ComparisonBasis, Unread
from bot.usecases.imports.importing import AsInstruction, ImportPress, Offer
from bot.usecases.roster import applying
from bot.usecases.roster.applying import AskExport
from bot.usecases.screens import ScreenPlace

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv", ".et", ".ods")
"""File endings of rosters; an unreadable file is refused on import."""

_TOASTS = {
    Applied.DONE: N_("The roster is up to date."),
    Applied.ALREADY: N_("This is decided already."),
    Applied.ASKED_AGAIN: N_("Please look once more."),
    Applied.CHANGED: N_("The roster changed meanwhile, nothing was done. I am comparing anew."),
}


async def document(message: Message, context: Context) -> bool:
    """A file in private: ask what it is for.

    Returns False without a file or without the right to import.
    """
    file = message.document
    if file is None or not (file.file_name or "").lower().endswith(ENDINGS):
        return False
    offer = Offer(
        message.chat.id,
        file.file_id,
        file.file_name or "",
        message.caption,
        context.settings.operators,
    )
    if not await context.services.database.read(importing.may_offer, offer):
        return False
    await context.do(importing.offer, offer)
    return True


async def import_(callback: Callback, context: Context) -> None:
    """导入: import the file."""
    await context.do(importing.start_import, _press(callback, context))
    await context.toast()


async def as_instruction(callback: Callback, context: Context) -> None:
    """作为通知发送: send the file as an instruction."""
    command = AsInstruction(_press(callback, context), context.house)
    await context.do(importing.as_instruction, command)
    await context.toast()


async def collect_table(callback: Callback, context: Context) -> None:
    """收表: the file is a table that asks something of each unit."""
    await context.do(collecting.collect_table, _press(callback, context))
    await context.toast()


async def answer_import(callback: Callback, context: Context) -> None:
    """同一个人 or 两个人: answer a question."""
    await context.do(deciding.answer_import, _press(callback, context, callback.number(1)))
    await context.toast()


async def turn_import(callback: Callback, context: Context) -> None:
    """Turn to another page of the changes."""
    await context.do(deciding.turn_import, _press(callback, context, callback.number(1)))
    await context.toast()


async def apply(callback: Callback, context: Context) -> None:
    """应用: apply the changes."""
    await _apply(callback, context, sure=False)


async def apply_sure(callback: Callback, context: Context) -> None:
    """应用 after a second question."""
    await _apply(callback, context, sure=True)


async def drop(callback: Callback, context: Context) -> None:
    """取消: drop the import."""
    await context.do(importing.drop, _press(callback, context))
    await context.toast()


async def export(_callback: Callback, context: Context) -> None:
    """The roster as a file, sent to the asker only."""
    command = AskExport(_user(context), context.t.language, context.settings.operators)
    await context.do(applying.send_export, command)
    await context.toast()


async def template(_callback: Callback, context: Context) -> None:
    """An empty table, for those who may import one."""
    own = context.house.customs.words
    facts = (_user(context), context.t.language, own, context.settings.operators)
    await context.do(applying.send_template, applying.AskTemplate(*facts))
    await context.toast()


async def open_posters(callback: Callback, context: Context) -> None:
    """认领海报: how posters of a unit can be printed."""
    await go(context, "roster", ScreenPlace("posters", (callback.number(0),)))


async def print_posters(callback: Callback, context: Context) -> None:
    """一页一张, 一页四张: the posters as a file, sent to the asker only."""
    per_page = callback.number(1)
    if per_page not in (1, 4):
        raise Refused("stale_button")
    command = AskPosters(asking(context), callback.number(0), 4 if per_page == 4 else 1)
    await context.do(posters.send_posters, command)
    await context.toast(to_say("The file is on its way."))


async def _apply(callback: Callback, context: Context, *, sure: bool) -> None:
    press = _press(callback, context, sure=sure)
    applied = await context.do(deciding.apply, press)
    await context.toast(to_say(_TOASTS[applied]))


def _press(
    callback: Callback, context: Context, value: int = 0, *, sure: bool = False
) -> ImportPress:
    operators = context.settings.operators
    return ImportPress(_user(context), callback.number(0), operators, value, sure)


def _user(context: Context) -> int:
    if not context.account:
        raise Refused("stale_button")
    return context.account


async def roster(message: Message, context: Context) -> None:
    """/roster."""
    only_private(message)
    await go(context, "roster", ScreenPlace("top"))


async def open_roster(callback: Callback, context: Context) -> None:
    """A unit of the roster, or where the asker's care begins."""
    place = ScreenPlace("unit", (callback.number(0),)) if callback.values else ScreenPlace("top")
    await go(context, "roster", place)


async def facts(message: Message, context: Context) -> None:
    """/facts: what is known of one's own unit."""
    only_private(message)
    await go(context, "roster", ScreenPlace("facts", (0,)))


async def open_facts(callback: Callback, context: Context) -> None:
    """这栋的底数: what is known of a unit."""
    await go(context, "roster", ScreenPlace("facts", (callback.number(0),)))


async def change_fact(callback: Callback, context: Context) -> None:
    """A fact is wrong: the next words are what is true."""
    await context.do(unit_facts.ask_fact, FactPress(asking(context), callback.number(0)))
    await context.toast(to_say("Please write here what is true."))


async def fact_typed(message: Message, asked: Expectation, context: Context) -> None:
    """What is true, in words."""
    command = FactWords(asking(context), asked.subject_id or 0, message.text or "")
    await context.do(unit_facts.type_fact, command)


def fetcher(services: Services) -> Fetched:
    """The sender's callback for downloaded files. One is read at a time, as each may be large."""
    return _Fetcher(services).fetched


class _Fetcher:
    def __init__(self, services: Services) -> None:
        self._database, self._services = services.database, services
        self._turn = asyncio.Lock()

    async def fetched(self, import_id: int, content: bytes | None, failure: str | None) -> None:
        """May run again after a crash: a decided import ignores it."""
        async with self._turn:
            try:
                await self._take(import_id, content, failure)
            except Refused as refused:
                await self._unread(Unread(import_id, refused.reason, refused.facts))
            # a bug of ours: the sender of the file still needs an answer
            except Exception as error:
                if out_of_reach(error):
                    raise
                await self._unread(Unread(import_id, "sheet_too_heavy"))
                raise

    async def _unread(self, why: Unread) -> None:
        await self._database.transact(deciding.import_unread, why)

    async def _take(self, import_id: int, content: bytes | None, failure: str | None) -> None:
        if failure == "too_large":
            raise Refused("sheet_too_large", limit_mb=MAX_BYTES // MEGABYTE)
        if content is None:
            raise Refused("file_gone")
        table = await self._database.read(collecting.table_wanted, import_id)
        if table is not None:
            await self._take_table(import_id, content, table)
            return
        wanted = ArrivedFile(import_id, self._services.settings.operators)
        found = await self._database.read(deciding.material, wanted)
        if found is not None:
            text = await compared_apart(self._work(content, found))
            await self._database.transact(deciding.import_ready, Compared(import_id, text))

    async def _take_table(self, import_id: int, content: bytes, name: str) -> None:
        house = self._services.house
        work = TableReading(content, name, house.tiers, house.customs)
        layout = await table_read_apart(work)
        await self._database.transact(
            collecting.table_ready, ReadTable(import_id, content, layout, house)
        )

    def _work(self, content: bytes, found: ComparisonBasis) -> ReadingJob:
        house = self._services.house
        sent = (found.roster, house.tiers, found.care, found.answers)
        return ReadingJob(content, found.name, *sent, house.customs)
