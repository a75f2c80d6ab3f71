"""What is done with an instruction that was sent: corrected, withdrawn, closed, thanked for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from telegram import Message

from bot.chat.callback import Callback
from bot.handlers.context import Context
from bot.handlers.writing import change_draft, preview_pressed, typed_words, where_pressed
from bot.messages.sentences import to_say
from bot.roster.permissions import Right
from bot.store.tx import Tx
from bot.store.writing.expectations import Expectation
from bot.usecases.cascade.bot_messages import OwnPress
from bot.usecases.sent import correction_drafts, ending, thanking
from bot.usecases.sent.correction_drafts import Correcting, CorrectionOutcome, SendCorrection
from bot.usecases.sent.ending import Ending, EndingOutcome


async def withdraw(callback: Callback, context: Context) -> None:
    """撤回: ask whether to withdraw."""
    await _end(ending.press_ending, Right.WITHDRAW, callback, context)


async def withdraw_sure(callback: Callback, context: Context) -> None:
    """确定撤回: withdraw."""
    await _end(ending.sure, Right.WITHDRAW, callback, context)


async def close(callback: Callback, context: Context) -> None:
    """关闭: ask whether to close."""
    await _end(ending.press_ending, Right.CLOSE, callback, context)


async def close_sure(callback: Callback, context: Context) -> None:
    """确定关闭: close."""
    await _end(ending.sure, Right.CLOSE, callback, context)


async def correct(callback: Callback, context: Context) -> None:
    """更正: write a new text for what was sent."""
    command = Correcting(*where_pressed(context), callback.number(0), context.house)
    await context.do(correction_drafts.begin_correction, command)
    await context.toast(to_say("Please write the new text."))


async def correct_words(callback: Callback, context: Context) -> None:
    """写一句改了什么: ask what has changed."""
    await change_draft(correction_drafts.ask_changed, callback, context)


async def correction_words_typed(message: Message, _asked: Expectation, context: Context) -> None:
    """What a correction changes."""
    await context.do(correction_drafts.type_changed, typed_words(message, context))


async def correct_ask(callback: Callback, context: Context) -> None:
    """需重新确认: send the correction and ask everybody again."""
    await _send_correction(callback, context, asks=True)


async def correct_tell(callback: Callback, context: Context) -> None:
    """只告知: send the correction; whoever has answered need not again."""
    await _send_correction(callback, context, asks=False)


async def _send_correction(callback: Callback, context: Context, *, asks: bool) -> None:
    command = SendCorrection(preview_pressed(callback, context), callback.number(1), asks)
    done = await context.do(correction_drafts.send_correction, command)
    texts = {
        CorrectionOutcome.ASKED: to_say("Corrected; all are asked again."),
        CorrectionOutcome.TOLD: to_say("Corrected."),
        CorrectionOutcome.WAITS_FOR_SECOND: to_say(
            "Asked for approval; it goes out as soon as it is given."
        ),
        CorrectionOutcome.CORRECTED_BEFORE: to_say(
            "Somebody corrected it meanwhile. Please look again."
        ),
    }
    await context.toast(texts[done])


async def keep(_callback: Callback, context: Context) -> None:
    """再看看: neither withdraw nor close."""
    await context.do(ending.keep, OwnPress(*where_pressed(context)))
    await context.toast()


async def thank(_callback: Callback, context: Context) -> None:
    """道声辛苦: thank those who answered."""
    said = await context.do(thanking.thank, OwnPress(*where_pressed(context)))
    await context.toast(
        to_say("Thanked, on your behalf.") if said else to_say("They were thanked already.")
    )


async def _end(
    act: Callable[[Tx, Ending, datetime], EndingOutcome],
    right: Right,
    callback: Callback,
    context: Context,
) -> None:
    operators = context.settings.operators
    command = Ending(*where_pressed(context), callback.number(0), right, operators)
    ended = await context.do(act, command)
    closed = right is Right.CLOSE
    texts = {
        EndingOutcome.UNDONE: to_say("Taken back; nobody has got it."),
        EndingOutcome.DONE: to_say("Closed.")
        if closed
        else to_say("Withdrawn; every card says so."),
        EndingOutcome.ALREADY: to_say("This has ended already."),
    }
    await context.toast(texts.get(ended))
