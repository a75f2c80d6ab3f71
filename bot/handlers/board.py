"""The board: a picture in the chat, and the way to its page."""

from __future__ import annotations

import secrets
from dataclasses import replace

from telegram import Message
from telegram.error import TelegramError

from bot.chat.callback import Callback
from bot.delivery.transport import TooLarge
from bot.errors import GridcallError, Refused
from bot.handlers.context import Context
from bot.handlers.looking import asking, only_private
from bot.instructions.data_table import DataFormat, DataSubject
from bot.messages.sentences import to_say
from bot.paper.apart import MOST_SENT, picture_made_anew, picture_too_large
from bot.store.board.maps import PlanPicture
from bot.store.writing.expectations import Expectation
from bot.usecases.board import data_files, halls, showing
from bot.usecases.board.data_files import SendData, WantedData
from bot.usecases.board.halls import MakeHall
from bot.usecases.board.showing import OpenBoard, ShowBoard
from bot.usecases.doors import devices as page_devices
from bot.usecases.doors import signing_in
from bot.usecases.doors.devices import DevicePress, MakePageLink
from bot.usecases.doors.signing_in import EndSession, OfferPage
from bot.usecases.plans import plan_in_chat
from bot.usecases.plans.plan_in_chat import PlanInChat


async def board(message: Message, context: Context) -> None:
    """/board: the picture, and where a page is served a link to it."""
    only_private(message)
    who = asking(context)
    page = OfferPage(who, secrets.token_hex(16), context.settings.invitation_key)
    await context.do(showing.open_with_page, OpenBoard(ShowBoard(who, newest=True), page))


async def open_board(callback: Callback, context: Context) -> None:
    """看板: of an instruction, and of one unit of it."""
    command = ShowBoard(asking(context), callback.number(0), callback.number(1))
    await context.do(showing.show_board, command)
    await context.toast()


async def ask_plan(callback: Callback, context: Context) -> None:
    """平面图: the next picture is the plan of a branch."""
    await context.do(plan_in_chat.ask_plan, PlanInChat(asking(context), callback.number(0)))
    await context.toast()


async def plan_sent(message: Message, asked: Expectation, context: Context) -> None:
    """A picture, or words that give it up. Looked at as one that is uploaded on the page."""
    command = PlanInChat(asking(context), asked.subject_id or 0)
    if message.text is not None:
        await context.do(plan_in_chat.give_up_plan, command)
        return
    await context.services.database.read(plan_in_chat.may_send_plan, command)
    picture = PlanPicture(*await picture_made_anew(await _picture(message, context)))
    await context.do(plan_in_chat.take_plan, replace(command, picture=picture))


async def _picture(message: Message, context: Context) -> bytes:
    """The picture as Telegram has it. Raises Refused."""
    fetch, file = context.services.fetch, message.document
    file_id = message.photo[-1].file_id if message.photo else file.file_id if file else ""
    if not file_id or fetch is None:
        raise Refused("plan_unreadable")
    try:
        return await fetch(file_id, MOST_SENT)
    except TooLarge:
        raise picture_too_large() from None
    except (TelegramError, GridcallError):
        raise Refused("plan_unreadable") from None


async def send_data(callback: Callback, context: Context) -> None:
    """Excel, CSV: gaps, calls, facts or the log as a file."""
    try:
        subject, form = DataSubject(callback.word(0)), DataFormat(callback.word(1))
    except ValueError:
        raise Refused("stale_button") from None
    wanted = WantedData(subject, callback.number(2))
    await context.do(data_files.send_data, SendData(asking(context), wanted, form))
    await context.toast(to_say("Writing the file…"))


async def make_hall(_callback: Callback, context: Context) -> None:
    """大屏链接: a link for a screen in a hall."""
    key = context.settings.invitation_key
    await context.do(halls.make_hall, MakeHall(asking(context), secrets.token_hex(16), key))
    await context.toast()


async def devices(message: Message, context: Context) -> None:
    """/devices: where the asker is signed in."""
    only_private(message)
    await context.do(signing_in.show_devices, asking(context))


async def end_device(callback: Callback, context: Context) -> None:
    """End a session or one's own phone, or revoke a hall's link."""
    asked, number = asking(context), callback.number(0)
    if len(callback.values) > 1:
        await context.do(page_devices.end_own_phone, DevicePress(asked, number))
    else:
        await context.do(signing_in.end_own_session, EndSession(asked, number))
    await context.toast(to_say("It has ended."))


async def make_page_link(callback: Callback, context: Context) -> None:
    """网页链接: a link to the page for the holder of a post, sent to the asker only."""
    key, seed = context.settings.invitation_key, secrets.token_hex(16)
    command = MakePageLink(asking(context), callback.number(0), seed, key)
    await context.do(page_devices.make_page_link, command)
    await context.toast()


async def approve_device(callback: Callback, context: Context) -> None:
    """同意这台手机."""
    command = DevicePress(asking(context), callback.number(0), callback.number(1))
    member = await context.do(page_devices.approve_device, command)
    await context.toast(to_say("{name} can answer on that phone now.", name=member.name))


async def refuse_device(callback: Callback, context: Context) -> None:
    """不是本人."""
    command = DevicePress(asking(context), callback.number(0))
    await context.do(page_devices.refuse_device, command)
    await context.toast(to_say("All right, that phone stays out."))


async def revoke_device(callback: Callback, context: Context) -> None:
    """收回: a web link and its phone are of no use any more."""
    command = DevicePress(asking(context), callback.number(0))
    await context.do(page_devices.revoke_device, command)
    await context.toast(to_say("It has ended."))
