"""/start and /help."""

from __future__ import annotations

from telegram import Message

from bot.chat.texts import language_from_telegram
from bot.handlers.context import Context
from bot.usecases import linking, notices, operating
from bot.usecases.linking import Newcomer, Start
from bot.usecases.notices import Help
from bot.usecases.operating import ClaimOperator

_NICKNAME = 64


async def start(message: Message, context: Context) -> None:
    """/start, with what the link carried; in a group it only explains."""
    if message.chat.type != "private":
        await help_(message, context)
        return
    _, _, payload = (message.text or "").partition(" ")
    if payload.startswith(operating.PREFIX):
        who = newcomer(message, context)
        key = context.settings.invitation_key
        command = ClaimOperator(who.telegram_id, payload.strip(), key, who.language)
        await context.do(operating.claim_operator, command)
        context.services.welcome(frozenset({who.telegram_id}))
        return
    await context.do(linking.start, Start(newcomer(message, context), payload.strip()))


async def help_(message: Message, context: Context) -> None:
    """/help."""
    account = message.from_user.id if message.from_user else 0
    command = Help(account, message.chat.id, context.settings.operators)
    await context.do(notices.explain, command)


def newcomer(message: Message, context: Context) -> Newcomer:
    """Whoever writes, as Telegram describes them."""
    user = message.from_user
    return Newcomer(
        telegram_id=user.id if user else 0,
        nickname=user.full_name[:_NICKNAME] if user else "",
        language=language_from_telegram(user.language_code) if user else None,
        operators=context.settings.operators,
    )
