"""The board: a picture in the chat, and the way to its page."""

from __future__ import annotations

import secrets

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers.context import Context
from bot.handlers.looking import asking, only_private
from bot.instructions.data_table import DataFormat, DataSubject
from bot.messages.sentences import to_say
from bot.usecases.board import data_files, halls, showing, signing_in
from bot.usecases.board.data_files import SendData, WantedData
from bot.usecases.board.halls import MakeHall
from bot.usecases.board.showing import OpenBoard, ShowBoard
from bot.usecases.board.signing_in import EndSession, OfferPage
from bot.usecases.people import devices as page_devices
from bot.usecases.people.devices import DevicePress, MakePageLink


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
