"""Words in private that are equal to a button in sight do what the button does.

What cannot be taken back is never done so: the words are answered with where to press.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import Message

from bot.chat.callback import Action, Callback
from bot.handlers.context import Context
from bot.handlers.in_sight import LONGEST, InSight, Spoken, in_sight, level
from bot.handlers.incoming import ButtonPress, replied_to
from bot.messages.answering import NothingNewArgs
from bot.messages.args import Args
from bot.store.delivery import outbox
from bot.store.delivery.outbox import BotMessage, Lane, Saying
from bot.store.people import people
from bot.store.tx import Tx
from bot.usecases import notices
from bot.usecases.cascade import own_words
from bot.usecases.looking.navigating import START
from bot.usecases.writing import previews

Pressed = Callable[[Callback, Context], Awaitable[None]]

BY_WORDS = frozenset(
    {
        *(Action.RELAY, Action.RELAY_WORDS, Action.COUNT, Action.COUNT_NOT, Action.TELL_ABOVE),
        *(Action.RELAY_GO, Action.RELAY_PLAIN, Action.RELAY_DROP, Action.RELAY_UNDO),
        Action.RELAY_AGAIN,
        Action.AS_NOTICE,
        *(Action.HELP_REASON, Action.HELP_TAKE, Action.HELP_SOLVED, Action.HELP_MISTAKE),
        *(Action.HELP_STILL, Action.HELP_PARTY, Action.REMARK_REPLY, Action.REMARK_WHOM),
        Action.REMARK_POST,
        *(Action.FORM, Action.FORM_SAY, Action.FORM_SAME, Action.FORM_TYPE, Action.FORM_SEND),
        *(Action.FORM_CHANGE, Action.QUESTIONS),
        *(Action.DEADLINE, Action.URGENT, Action.NEEDS_ANSWER, Action.QUIET_FIRST),
        *(Action.EVERYONE, Action.DRILL, Action.AGAIN, Action.SAVE_TEMPLATE, Action.FILL_BLANK),
        *(Action.SCOPE, Action.TIERS, Action.TAKE_OUT, Action.PREVIEW, Action.KEEP),
        *(Action.CORRECT, Action.CORRECT_WORDS),
        *(Action.WITHDRAW, Action.CLOSE, Action.REMIND, Action.PROXY, Action.PROXY_PICK),
        *(
            Action.STATUS,
            Action.SILENT,
            Action.STATUS_FILE,
            Action.DATA_FILE,
            Action.GAPS,
            Action.CLAIM_ASK,
        ),
        *(Action.ROSTER_SEAT, Action.ROSTER_REPLACE, Action.ROSTER_CHANGE, Action.ROSTER_DROP),
        *(Action.ROSTER_BROWSE, Action.ROSTER_CONTACT, Action.ROSTER_PICK),
        *(Action.ROSTER, Action.PAGE, Action.BACK, Action.EXPORT, Action.TEMPLATE),
        *(Action.LINK_LIST, Action.LINK_FIND, Action.BIND, Action.BIND_BROWSE),
        *(Action.BIND_DONE, Action.GROUP_SEEN, Action.LANGUAGE),
        *(Action.UNLINK, Action.UNLINK_KEEP, Action.CONTACTS_ASK, Action.CONTACT_SKIP),
        *(Action.LEAVE, Action.LEAVE_UNTIL, Action.LEAVE_OVER),
        *(Action.DIAL, Action.CALLED, Action.CALLS_PAGE, Action.BY_PHONE),
    }
)
"""What can be done by typing. Every other button has to be pressed, above all what cannot be taken
back: 发送, 确定…, 应用; its words are answered with where it is."""
_ONE_OF_MANY = frozenset(
    {Action.RELAY, Action.RELAY_WORDS, Action.HELP_TAKE, Action.HELP_SOLVED, Action.HELP_STILL}
    | {Action.REMARK_REPLY}
)
"""Not done where several messages offer it about different things."""


@dataclass(frozen=True, slots=True)
class _Acting:
    spoken: Spoken
    told: Message
    context: Context
    pressed: Pressed


async def press_in_words(told: Message, context: Context, pressed: Pressed) -> bool:
    """Do what a button does that the words are equal to; False where there is none."""
    spoken = _spoken(told, context)
    if spoken is None or not await context.services.database.read(in_sight, spoken):
        return False
    await context.do(_act, _Acting(spoken, told, context, pressed))
    return True


async def relay_in_group(told: Message, context: Context, pressed: Pressed) -> bool:
    """收到并转达 typed in reply to a card in a group; the card alone shows it. False where it is
    not that, or from somebody unknown."""
    sender, spoken = told.from_user, _spoken(told, context)
    if spoken is None or sender is None or sender.is_bot or told.sender_chat is not None:
        return False
    acting = _Acting(spoken, told, context, pressed)
    if not await context.services.database.read(_relays, acting):
        return False
    await context.do(_relay_silently, acting)
    return True


def _relays(tx: Tx, acting: _Acting, now: datetime) -> bool:
    known = people.member_by_telegram(tx, acting.context.account) is not None
    found = in_sight(tx, acting.spoken, now) if known else []
    return bool(found) and found[0].callback.action is Action.RELAY


def _relay_silently(tx: Tx, acting: _Acting, now: datetime) -> None:
    for button in in_sight(tx, acting.spoken, now)[:1]:
        _run(tx, acting, button, _ignore, now)


def _spoken(told: Message, context: Context) -> Spoken | None:
    words = level(told.text or "")
    if not words or len(words) > LONGEST:
        return None
    said = told.reply_to_message
    number = said.message_id if said else None
    language = context.settings.default_language
    return Spoken(told.chat.id, words, number, replied_to(told), language)


def _act(tx: Tx, acting: _Acting, now: datetime) -> None:
    found = in_sight(tx, acting.spoken, now)
    number, chat = acting.told.message_id, acting.spoken.chat_id
    if not found:
        notices.notify(tx, chat, "no_button_any_more", now, reply_to=number)
    elif found[0].callback.action not in BY_WORDS:
        _point_out(tx, found[0], "press_it", now)
    elif found[0].callback.action in _ONE_OF_MANY and _several(found):
        _point_out(tx, found[0], "press_one", now)
    else:
        _press(tx, acting, found[0], now)


def _several(found: list[InSight]) -> bool:
    return len({(each.callback.action, each.callback.values) for each in found}) > 1


def _point_out(tx: Tx, button: InSight, key: str, now: datetime) -> None:
    """Say where to press: below where the message can come down, else in reply to it."""
    message = button.message
    below = _comes_below(message)
    notices.notify(
        tx, message.chat_id, key, now, button=button.label.strip(),
        reply_to=None if below else message.telegram_id,
    )  # fmt: skip
    if below:
        bring_below(tx, message, now)


def _comes_below(message: BotMessage) -> bool:
    return message.kind in (previews.KIND, own_words.KIND) or message.kind in START


def bring_below(tx: Tx, message: BotMessage, now: datetime) -> None:
    """Send a preview or a screen again below what was said; the former goes."""
    newest = outbox.message(tx, message.id)
    outbox.take_away(tx, newest, now)
    saying = Saying(
        chat_id=newest.chat_id, args=newest.args_as(Args), lane=Lane.REPLY,
        subject_id=newest.subject_id, member_id=newest.member_id,
    )  # fmt: skip
    outbox.say(tx, saying, now)


def _press(tx: Tx, acting: _Acting, button: InSight, now: datetime) -> None:
    """Press the button within this transaction, and see to it that something is said."""
    message, before = button.message, outbox.last_id(tx)

    def tell(args: Args) -> None:
        outbox.say(tx, _told(tx, acting, button, args), now)

    _run(tx, acting, button, tell, now)
    if outbox.said_since(tx, message.chat_id, before):
        return
    changed = outbox.message(tx, message.id)
    if changed.gone_at is None and _comes_below(changed):
        bring_below(tx, changed, now)
    else:
        notices.notify(tx, message.chat_id, "done_above", now, reply_to=message.telegram_id)


def _told(tx: Tx, acting: _Acting, button: InSight, args: Args) -> Saying:
    """In reply to the words: what a press would have shown as a toast."""
    member = people.member_by_telegram(tx, acting.context.account)
    about = button.callback.number(0) if button.callback.values else None
    return Saying(
        chat_id=button.message.chat_id, args=args, lane=Lane.REPLY,
        subject_id=about if isinstance(args, NothingNewArgs) else None,
        member_id=member.id if member else None, reply_to=acting.told.message_id,
    )  # fmt: skip


def _run(
    tx: Tx, acting: _Acting, button: InSight, tell: Callable[[Args], None], now: datetime
) -> None:
    """Run the handler of a button in this transaction."""
    message, context = button.message, acting.context
    update = ButtonPress(
        update_id=context.incoming.update_id, query_id="", account=context.account,
        language_code=None, chat_id=message.chat_id, message_id=message.telegram_id or 0,
        callback=button.callback,
    )  # fmt: skip
    inner = context.within(update, _Within(tx, now, context), tell)
    _finish(acting.pressed(button.callback, inner))


class _Within:
    """Stands for the database inside a transaction: what is asked for is done at once."""

    def __init__(self, tx: Tx, now: datetime, context: Context) -> None:
        self._tx, self._now = tx, now
        self.clock = context.services.database.clock

    async def transact(self, work: Callable[[Tx, Any, datetime], Any], command: Any) -> Any:
        """Run a use case."""
        with self._tx.savepoint():
            return work(self._tx, command, self._now)

    async def read(self, work: Callable[[Tx, Any, datetime], Any], query: Any) -> Any:
        """Run a query."""
        return work(self._tx, query, self._now)


def _ignore(_args: Args) -> None:
    """In a group the card shows what was done."""


def _finish(work: Any) -> None:
    """Run a handler to its end. A press waits for the database alone, so it never suspends here."""
    try:
        work.send(None)
    except StopIteration:
        return
    work.close()
    raise RuntimeError("the handler of a press waits for something besides the database")
