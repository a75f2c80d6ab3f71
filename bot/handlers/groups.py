"""Groups: the bot's membership, and which units a group serves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import ChatMemberUpdated, Message

from bot.chat.callback import Callback
from bot.chat.places import SomeUnits
from bot.chat.saying import named_units
from bot.handlers.context import Context
from bot.messages.sentences import Sentence, to_say
from bot.store.delivery import outbox
from bot.store.tx import Tx
from bot.usecases.cascade.bot_messages import OwnPress
from bot.usecases.groups import bind_questions, binding, choosing, joining, muting
from bot.usecases.groups.bind_questions import Bind, BindPress, WhichGroups
from bot.usecases.groups.binding import Bound
from bot.usecases.groups.choosing import ChosenGroup
from bot.usecases.groups.joining import BotMembership

_HERE = ("member", "administrator", "restricted")


@dataclass(frozen=True, slots=True)
class _Moved:
    old_chat: int
    new_chat: int


async def bind(message: Message, context: Context) -> None:
    """/bind with a unit's name or code in a group, /bind in private.

    Anonymous administrators are refused: Telegram hides who asks.
    """
    code = (message.text or "").partition(" ")[2].strip()
    user, operators = message.from_user, context.settings.operators
    if message.chat.type == "private":
        await context.do(bind_questions.which_groups, WhichGroups(message.chat.id, operators))
        return
    known = user is not None and message.sender_chat is None
    account = user.id if user and known else None
    place = (message.chat.id, message.message_id, message.chat.title or "")
    command = Bind(account, *place, code, operators, _topic(message))
    await context.do(bind_questions.bind_here, command)


async def standing(change: ChatMemberUpdated, context: Context) -> None:
    """The bot was added to a group, promoted, demoted or removed. Channels are left at once."""
    bot = change.new_chat_member
    status = bot.status
    if status not in _HERE or not getattr(bot, "is_member", True):
        await context.do(binding.left, change.chat.id)
        return
    if change.chat.type == "channel":
        await context.do(outbox.leave_chat, change.chat.id)
        return
    command = BotMembership(
        chat_id=change.chat.id,
        title=change.chat.title or "",
        by=change.from_user.id,
        administrator=status == "administrator",
        operators=context.settings.operators,
        may_write=bool(getattr(bot, "can_send_messages", True)),
    )
    await context.do(joining.stands, command)


async def topic_changed(message: Message, context: Context) -> None:
    """A topic of a forum was closed or opened again."""
    closed = message.forum_topic_closed is not None
    command = muting.TopicChange(message.chat.id, _topic(message), closed)
    await context.do(muting.topic_changed, command)


def _topic(message: Message) -> int | None:
    """The topic a message stands in; None in the general topic and where there are none. Outside
    forums Telegram numbers threads of replies in the same field."""
    return message.message_thread_id if message.is_topic_message else None


async def migrated(message: Message, context: Context) -> None:
    """A group became a supergroup with a new chat id."""
    if message.migrate_to_chat_id is not None:
        await context.do(_migrate, _Moved(message.chat.id, message.migrate_to_chat_id))
    elif message.migrate_from_chat_id is not None:
        await context.do(_migrate, _Moved(message.migrate_from_chat_id, message.chat.id))


async def bind_question(_callback: Callback, context: Context) -> None:
    """Return to the question which units a group serves."""
    await context.do(bind_questions.ask_again, _pressed(context))
    await context.toast()


async def browse(callback: Callback, context: Context) -> None:
    """选别的: browse units."""
    command = _pressed(context, callback.number(0), callback.number(1))
    await context.do(bind_questions.browse, command)
    await context.toast()


async def pick_unit(callback: Callback, context: Context) -> None:
    """Tick or untick a unit."""
    bound = await context.do(bind_questions.toggle, _pressed(context, callback.number(0)))
    await context.toast(_said(bound))


async def done_binding(_callback: Callback, context: Context) -> None:
    """好了: finish choosing units."""
    await context.do(bind_questions.done_binding, _pressed(context))
    await context.toast()


async def leave(_callback: Callback, context: Context) -> None:
    """不是，退群: the bot leaves the group."""
    await context.do(bind_questions.leave, _pressed(context))
    await context.toast()


async def choose_group(callback: Callback, context: Context) -> None:
    """选群: show the button that opens Telegram's list of groups."""
    await context.do(choosing.ask_for_group, _pressed(context, callback.number(0)))
    await context.toast()


async def chat_shared(message: Message, context: Context) -> None:
    """A group was chosen in Telegram's list."""
    found = message.chat_shared
    if found is None or message.from_user is None:
        return
    facts = (found.request_id, found.chat_id, found.title)
    command = ChosenGroup(message.from_user.id, context.settings.operators, *facts)
    await context.do(choosing.group_chosen, command)


async def seen(_callback: Callback, context: Context) -> None:
    """知道了, below what is said of a muted group."""
    await context.do(muting.seen, OwnPress(*context.place))
    await context.toast(to_say("Thank you!"))


def _said(bound: Bound | None) -> Sentence:
    if bound is None:
        return to_say("Taken off again.")
    unit = named_units(SomeUnits(1, [bound.unit]))
    if bound.moved_from:
        return to_say(
            "{unit}: this group now, no more “{group}”.", unit=unit, group=bound.moved_from
        )
    return to_say("Bound: {unit}.", unit=unit)


def _migrate(tx: Tx, moved: _Moved, now: datetime) -> None:
    binding.migrated(tx, moved.old_chat, moved.new_chat, now)


def _pressed(context: Context, unit_id: int = 0, page: int = 0) -> BindPress:
    account, chat_id, message_id = context.place
    return BindPress(account, chat_id, message_id, context.settings.operators, unit_id, page)
