"""Drafts from private messages, and the buttons of preview and summary."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from telegram import Message

from bot.chat.callback import Callback
from bot.errors import Refused
from bot.handlers import answering
from bot.handlers.context import Context
from bot.instructions.model import Attachment
from bot.messages.sentences import to_say
from bot.messages.writing import HowToWriteArgs
from bot.store.delivery import outbox
from bot.store.delivery.outbox import Lane, Saying
from bot.store.tx import Tx
from bot.store.writing.expectations import Expectation
from bot.usecases.answering import adding_words
from bot.usecases.answering.adding_words import AddedWords
from bot.usecases.cascade.bot_messages import OwnPress
from bot.usecases.sent import approving, everyday
from bot.usecases.sent.approving import Approved, Deciding
from bot.usecases.sent.everyday import Everyday
from bot.usecases.writing import (
    changing,
    choosing,
    drafting,
    issuing,
    questioning,
    shortening,
    typing_places,
)
from bot.usecases.writing.changing import DeadlineChoice, PreviewPress, Typed
from bot.usecases.writing.choosing import Looking, Sweeping, Ticking, TierToggle
from bot.usecases.writing.drafting import Writing
from bot.usecases.writing.issuing import Sending, SendOutcome
from bot.usecases.writing.questioning import QuestionPress, QuestionsPage
from bot.usecases.writing.shortening import TakingOut


async def new(message: Message, context: Context) -> None:
    """/new: how to write one."""
    operator = message.chat.id in context.settings.operators
    saying = Saying(
        chat_id=message.chat.id,
        args=HowToWriteArgs(operator=operator),
        lane=Lane.REPLY,
    )
    await context.do(_say, saying)


def _say(tx: Tx, saying: Saying, now: datetime) -> None:
    outbox.say(tx, saying, now)


async def write(message: Message, context: Context) -> None:
    """A message of an issuer in private."""
    command = _written(message, context)
    if command.text is None and command.file is None:
        raise Refused("not_for_notices")
    await context.do(drafting.gather, command)


async def withdraw_newest(message: Message, context: Context) -> None:
    """撤回 as a word: ask about the writer's newest instruction."""
    await context.do(everyday.withdraw_newest, _everyday(message, context))


async def cancel(message: Message, context: Context) -> bool:
    """取消 as a word; False where it answers a question."""
    command = _everyday(message, context)
    if not await context.services.database.read(everyday.cancels, command):
        return False
    await context.do(everyday.cancel, command)
    return True


def _everyday(message: Message, context: Context) -> Everyday:
    return Everyday(message.chat.id, message.message_id, context.settings.operators)


async def edited(message: Message, context: Context) -> None:
    """A private message was edited."""
    command = _written(message, context)
    if command.text is not None or command.file is not None:
        await context.do(_edit, (command, answering.own_words(message, context)))


def _edit(tx: Tx, changed: tuple[Writing, AddedWords], now: datetime) -> None:
    """It belongs to words that are being relayed, or to a draft."""
    command, words = changed
    if not adding_words.edit_added_words(tx, words, now):
        drafting.edit_or_say(tx, command, now)


def _written(message: Message, context: Context) -> Writing:
    return Writing(
        telegram_id=message.chat.id,
        chat_id=message.chat.id,
        house=context.house,
        text=message.text or message.caption,
        file=attachment(message),
        album=message.media_group_id,
        message_id=message.message_id,
        file_name=_file_name(message),
    )


def _file_name(message: Message) -> str | None:
    named = message.document or message.video or message.audio
    return named.file_name if named else None


def attachment(message: Message) -> Attachment | None:
    """The file of a message, if its type can be sent on."""
    if message.photo:
        return Attachment("photo", message.photo[-1].file_id)
    if message.document:
        return Attachment("document", message.document.file_id)
    if message.video:
        return Attachment("video", message.video.file_id)
    if message.audio:
        return Attachment("audio", message.audio.file_id)
    return Attachment("voice", message.voice.file_id) if message.voice else None


async def deadline_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """A typed deadline."""
    await context.do(changing.type_deadline, typed_words(message, context))


def typed_words(message: Message, context: Context) -> Typed:
    """What was typed in a private chat."""
    who = message.chat.id
    return Typed(who, who, message.text or "", context.house, message.message_id)


async def places_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """Typed places."""
    await context.do(typing_places.type_places, typed_words(message, context))


async def send(callback: Callback, context: Context) -> None:
    """发送: send the draft."""
    await _send(callback, context, sure=False)


async def send_sure(callback: Callback, context: Context) -> None:
    """确定发送: confirm sending."""
    await _send(callback, context, sure=True)


async def _send(callback: Callback, context: Context, *, sure: bool) -> None:
    command = Sending(preview_pressed(callback, context), callback.number(1), sure)
    sent = await context.do(issuing.send, command)
    texts = {
        SendOutcome.STARTED: to_say("Sent."),
        SendOutcome.WAITS_FOR_SECOND: to_say(
            "Asked for approval; it goes out as soon as it is given."
        ),
        SendOutcome.ALREADY: to_say("It is sent already, no need to press again."),
        SendOutcome.MOVED_ON: to_say(
            "It is later by now, so the times have changed. Please look again."
        ),
    }
    await context.toast(texts.get(sent))


async def approve_sending(callback: Callback, context: Context) -> None:
    """同意: let an urgent instruction go out."""
    await _decide(context, approve=True, sure=len(callback.values) > 1)


async def refuse_sending(_callback: Callback, context: Context) -> None:
    """不同意: give it back to its issuer."""
    await _decide(context, approve=False)


async def _decide(context: Context, *, approve: bool, sure: bool = False) -> None:
    command = Deciding(OwnPress(*where_pressed(context)), approve, context.house.night, sure)
    done = await context.do(approving.decide_approval, command)
    texts = {
        Approved.SENT: to_say("Approved; it has gone out. Thank you!"),
        Approved.REFUSED: to_say("Not approved; it is a draft again."),
        Approved.ASKS: to_say("It would ring at night, please confirm."),
        Approved.ALREADY: to_say("This is decided already, or its time is over."),
    }
    await context.toast(texts[done])


async def say_why_refused(_callback: Callback, context: Context) -> None:
    """说一句原因: ask why it was refused."""
    await context.do(approving.ask_reason, OwnPress(*where_pressed(context)))
    await context.toast(to_say("Please write the reason here."))


async def approval_reason_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """The reason of a refusal; words that come too late for one go on as writing."""
    if not await context.do(approving.type_reason, typed_words(message, context)):
        await write(message, context)


async def preview(callback: Callback, context: Context) -> None:
    """再看看, 完成, 返回: back to the preview."""
    await change_draft(changing.show_part, callback, context)


async def urgent(callback: Callback, context: Context) -> None:
    """紧急, 平时: set the mode."""
    await change_draft(changing.toggle_urgent, callback, context)


async def needs_answer(callback: Callback, context: Context) -> None:
    """仅告知, 需回复: set whether an answer is needed."""
    await change_draft(changing.toggle_needs_answer, callback, context)


async def drill(callback: Callback, context: Context) -> None:
    """演练, and not a drill after all."""
    await change_draft(changing.toggle_drill, callback, context)


async def everyone(callback: Callback, context: Context) -> None:
    """每人都要回复 and back: whether every holder answers, or one of each unit."""
    await change_draft(changing.toggle_everyone, callback, context)


async def quiet_first(callback: Callback, context: Context) -> None:
    """静音先发 and back: send silently during quiet hours."""
    await change_draft(changing.toggle_quiet_first, callback, context)


async def discard(callback: Callback, context: Context) -> None:
    """取消: discard the draft."""
    await change_draft(changing.discard, callback, context)


async def deadline(callback: Callback, context: Context) -> None:
    """改时间: offer deadlines, or take the pressed one."""
    press = preview_pressed(callback, context)
    if len(callback.values) == 1:
        await context.do(changing.ask_deadline, press)
    else:
        minute = callback.number(2) if len(callback.values) > 2 else 0
        await context.do(changing.choose_deadline, DeadlineChoice(press, callback.word(1), minute))
    await context.toast()


async def scope(callback: Callback, context: Context) -> None:
    """改对象: show a page, tick a unit, all or none."""
    press = preview_pressed(callback, context)
    match callback.word(1):
        case "look":
            where = [callback.number(index) for index in range(2, len(callback.values))]
            await context.do(choosing.look, Looking(press, *where[:2]))
        case "tick":
            await context.do(choosing.tick, Ticking(press, callback.number(2)))
        case ("all" | "none") as which:
            unit_id = callback.number(2) if len(callback.values) > 2 else 0
            await context.do(choosing.sweep, Sweeping(press, unit_id, which == "all"))
        case "parties":
            await context.do(choosing.toggle_parties, press)
        case _:
            raise Refused("stale_button")
    await context.toast()


async def take_out(callback: Callback, context: Context) -> None:
    """去掉一行: show a page, or remove a line or a file."""
    press = preview_pressed(callback, context)
    match callback.values[1:]:
        case ():
            await context.do(_show_lines, (press, 0))
        case ("page", int(page)):
            await context.do(_show_lines, (press, page))
        case ("line", int(part), int(line), int(version)):
            await context.do(shortening.take_out, TakingOut(press, version, part, line))
        case ("file", int(file_id), int(version)):
            await context.do(shortening.take_out, TakingOut(press, version, file_id=file_id))
        case _:
            raise Refused("stale_button")
    await context.toast()


def _show_lines(tx: Tx, asked: tuple[PreviewPress, int], now: datetime) -> None:
    shortening.show_parts(tx, *asked, now)


async def ask_questions(callback: Callback, context: Context) -> None:
    """加问题: show the questions; take one out, ask for another kind of answer, turn the page."""
    press = preview_pressed(callback, context)
    match callback.values[1:]:
        case ():
            await context.do(questioning.ask_questions, press)
        case (str(what), int(ordinal), int(version)) if what in _OF_A_QUESTION:
            await context.do(_OF_A_QUESTION[what], QuestionPress(press, version, ordinal))
        case ("age", int(version)):
            await context.do(questioning.turn_age, QuestionPress(press, version, 1))
        case ("page", int(page)):
            await context.do(questioning.turn_questions, QuestionsPage(press, page))
        case _:
            raise Refused("stale_button")
    await context.toast()


_OF_A_QUESTION = {
    "drop": questioning.drop_question,
    "kind": questioning.turn_kind,
    "tie": questioning.tie_question,
    "untie": questioning.untie_question,
}


async def questions_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """Typed questions."""
    await context.do(questioning.type_questions, typed_words(message, context))


async def tiers(callback: Callback, context: Context) -> None:
    """Include or exclude a tier."""
    command = TierToggle(preview_pressed(callback, context), callback.word(1))
    await context.do(choosing.toggle_tier, command)
    await context.toast()


async def change_draft(
    act: Callable[[Tx, PreviewPress, datetime], None], callback: Callback, context: Context
) -> None:
    """Do what a button of a preview does."""
    await context.do(act, preview_pressed(callback, context))
    await context.toast()


def preview_pressed(callback: Callback, context: Context) -> PreviewPress:
    """The press on a preview. Raises Refused("stale_button")."""
    return PreviewPress(*where_pressed(context), callback.number(0), context.house)


def where_pressed(context: Context) -> tuple[int, int, int]:
    """Who pressed, in which chat, on which message. Raises Refused("stale_button")."""
    if not all(context.place):
        raise Refused("stale_button")
    return context.place
