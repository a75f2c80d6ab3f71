"""The only caller of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScope
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.delivery.addressed import Me
from bot.delivery.letter import Letter
from bot.delivery.outcome import outcome_of
from bot.delivery.posting import post
from bot.delivery.redact import guard_logs
from bot.delivery.safe_bot import UNKNOWN, Json, SafeBot, TokenRefused
from bot.delivery.transport import AiohttpRequest, AnswerLost, TooLarge, proxy_for
from bot.delivery.waits import USUAL, Waits
from bot.errors import GridcallError
from bot.store.delivery.outcomes import Outcome, Sent

CONNECTIONS = 64
"""So many letters may be under way at once."""
_TOAST = 200
_LONGER = 10.0
_MINUTE = 60.0
_NUMBERS = 1 << 62
"""Telegram's update ids are far below; what is not cannot be stored as one."""
log = structlog.get_logger()


class FileGone(GridcallError):
    """Telegram does not give the file."""


def _bot(token: str, root: str, calls: AiohttpRequest, polls: AiohttpRequest) -> SafeBot:
    root = root.rstrip("/")
    return SafeBot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=calls,
        get_updates_request=polls,
    )


class Gateway:
    """Carries letters to Telegram and says what came of them; fetches updates and files."""

    def __init__(self, token: str, base_url: str, waits: Waits = USUAL) -> None:
        guard_logs()
        proxy = proxy_for(base_url)
        self._waits = waits
        self._letters = AiohttpRequest(CONNECTIONS, proxy, waits=waits)
        self._polls = AiohttpRequest(2, proxy, waits=waits)
        self._toasts = AiohttpRequest(CONNECTIONS, proxy, pool_wait=_MINUTE, waits=waits)
        self.bot = _bot(token, base_url, self._letters, self._polls)
        self._toaster = _bot(token, base_url, self._toasts, self._toasts)
        self._answering: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Make ready; nothing is asked of Telegram yet."""
        for request in (self._letters, self._polls, self._toasts):
            await request.initialize()

    async def close(self) -> None:
        """Let the last toasts go, within a few seconds, then close the connections."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=self._waits.drain)
        for task in self._answering:
            task.cancel()
        for request in (self._letters, self._polls, self._toasts):
            await request.shutdown()

    async def idle(self) -> None:
        """Wait until every toast has been given, or lost."""
        while self._answering:
            await asyncio.wait(self._answering, timeout=_LONGER)

    async def get_me(self) -> Me:
        """Who we are; raises TokenRefused, or a TelegramError where nobody answers."""
        try:
            user = await self.bot.get_me()
        except InvalidToken:
            raise TokenRefused(UNKNOWN) from None
        return Me(user.id, user.username or "", bool(user.can_read_all_group_messages))

    async def updates(self, offset: int | None, wait: float) -> list[dict[str, Any]]:
        """The next updates, as soon as there are any; none when nothing came for so long.

        Raises AnswerLost where Telegram answers something else than a list of updates.
        """
        found = await self.bot.raw_updates(offset, wait, self._waits.answer)
        if not isinstance(found, list):
            raise AnswerLost("unreadable answer")
        numbered = [each for each in found if _numbered(each)]
        if len(numbered) < len(found):
            log.warning("updates_without_a_number", dropped=len(found) - len(numbered))
            if not numbered:  # there is no next number to ask for: the same would come at once
                raise AnswerLost("unreadable updates")
        return numbered

    async def forget_webhook(self) -> None:
        """Have updates kept for us instead of sent elsewhere."""
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def set_commands(
        self,
        commands: Sequence[tuple[str, str]],
        scope: BotCommandScope | None = None,
        language: str | None = None,
    ) -> None:
        """The menu of commands somebody sees."""
        menu = [BotCommand(name, description) for name, description in commands]
        await self.bot.set_my_commands(menu, scope=scope, language_code=language)

    async def perform(self, letter: Letter) -> Outcome:
        """Do one thing; never raises for what Telegram or the network does."""
        try:
            return Sent(await post(self.bot, letter))
        except TelegramError as error:
            return outcome_of(error, letter.op)
        except Exception as error:  # an answer that is not what the method answers with
            log.warning("strange_answer", op=letter.op, error=type(error).__name__)
            return outcome_of(error, letter.op)

    async def answer(
        self,
        callback_query_id: str,
        text: str | None = None,
        *,
        alert: bool = False,
        url: str | None = None,
    ) -> None:
        """Answer a press, soon: at once, beside everything else, perhaps in vain."""
        shown = text if text is None or len(text) <= _TOAST else f"{text[: _TOAST - 1]}…"
        task = asyncio.create_task(self._toast(callback_query_id, shown, alert, url))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """The content of a file; raises TooLarge, FileGone, or a TelegramError to try again."""
        try:
            file = await self.bot.get_file(file_id)
            if (file.file_size or 0) > max_bytes or not file.file_path:
                raise TooLarge
            return await self._letters.fetch(file.file_path, max_bytes)
        except BadRequest as error:
            raise (TooLarge if "too big" in error.message else FileGone) from None

    async def _toast(self, query_id: str, text: str | None, alert: bool, url: str | None) -> None:
        try:
            await self._toaster.ask("answerCallbackQuery", _answer(query_id, text, alert, url))
        except TelegramError as error:
            log.info("toast_lost", error=type(error).__name__)


def _numbered(update: object) -> bool:
    """Whether this is an update that can be told from others, and confirmed."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number < _NUMBERS


def _answer(query_id: str, text: str | None, alert: bool, url: str | None) -> Json:
    answer: Json = {"callback_query_id": query_id}
    answer |= {"text": text} if text is not None else {}
    answer |= {"show_alert": True} if alert else {}
    return answer | ({"url": url} if url is not None else {})
