"""Changes of the roster in chat: buttons, typed words, picked contacts."""

from __future__ import annotations

from telegram import Message

from bot.chat.callback import Callback
from bot.chat.texts import N_
from bot.errors import Refused
from bot.handlers import people
from bot.handlers.context import Context
from bot.handlers.looking import asking, go
from bot.handlers.words import shared_name
from bot.messages.sentences import to_say
from bot.roster.edits import REPLACING, Edit, EditVerb
from bot.store.writing.expectations import Expectation
from bot.usecases.roster import contacts, editing
from bot.usecases.roster.contacts import SharedContact
from bot.usecases.roster.editing import BeginEdit, Decided, EditPress, EditWords
from bot.usecases.screens import ScreenPlace

_TOASTS = {
    Decided.DONE: N_("Changed."),
    Decided.ALREADY: N_("This is decided already."),
    Decided.CHANGED: N_("The roster has changed meanwhile. Please look once more."),
}


async def open_seat(callback: Callback, context: Context) -> None:
    """A post on a screen of its own."""
    await go(context, "roster", ScreenPlace("seat", (callback.number(0),)))


async def replace(callback: Callback, context: Context) -> None:
    """换人, 空出, 改电话: change the holder of a post, or their number."""
    await _begin(callback, context, replacing=True)


async def change(callback: Callback, context: Context) -> None:
    """加岗位, 改名, 移到, 停用, 合并 and their like."""
    await _begin(callback, context, replacing=False)


async def browse_edit(callback: Callback, context: Context) -> None:
    """从名单里选: show everybody who may be picked."""
    await context.do(editing.browse_edit, _press(callback, context))
    await context.toast()


async def ask_contact(callback: Callback, context: Context) -> None:
    """选人: open Telegram's own list of contacts."""
    await context.do(contacts.ask_contact, _press(callback, context))
    await context.toast()


async def pick_edit(callback: Callback, context: Context) -> None:
    """One of those proposed, or none of them."""
    await context.do(editing.pick_edit, _press(callback, context, callback.number(1)))
    await context.toast()


async def sure_edit(callback: Callback, context: Context) -> None:
    """确定: carry out what is shown."""
    decided = await context.do(editing.sure_edit, _press(callback, context))
    await context.toast(to_say(_TOASTS[decided]))


async def drop_edit(callback: Callback, context: Context) -> None:
    """取消: leave everything as it is."""
    await context.do(editing.drop_edit, _press(callback, context))
    await context.toast()


async def typed(message: Message, asked: Expectation, context: Context) -> None:
    """The words that a change asked for."""
    own = context.house.customs.words
    command = EditWords(asking(context), asked.subject_id or 0, message.text or "", own)
    await context.do(editing.words_for_edit, command)


async def users_shared(message: Message, context: Context) -> None:
    """People picked in Telegram's own list of contacts: one for a change, or several of a unit."""
    found = message.users_shared
    if found is None or not found.users:
        return
    unit_id, several = divmod(found.request_id, contacts.REQUESTS)
    if several:
        await people.contacts_shared(found, unit_id, context)
        return
    first = found.users[0]
    command = SharedContact(asking(context), found.request_id, first.user_id, shared_name(first))
    await context.do(contacts.shared, command)


async def _begin(callback: Callback, context: Context, *, replacing: bool) -> None:
    try:
        verb = EditVerb(callback.word(0))
    except ValueError:
        raise Refused("stale_button") from None
    if (verb in REPLACING) is not replacing:
        raise Refused("stale_button")
    edit = _about(verb, callback.word(1), callback.number(2))
    await context.do(editing.begin_editing, BeginEdit(asking(context), edit))
    await context.toast()


def _about(verb: EditVerb, what: str, number: int) -> Edit:
    match what:
        case "post":
            return Edit(verb, post=number)
        case "unit":
            return Edit(verb, unit=number)
        case "member":
            return Edit(verb, member=number)
    raise Refused("stale_button")


def _press(callback: Callback, context: Context, value: int = 0) -> EditPress:
    return EditPress(asking(context), callback.number(0), value)
