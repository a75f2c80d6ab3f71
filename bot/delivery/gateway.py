"""The only caller of the Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from telegram import BotCommand, BotCommandScope
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.delivery.addressed import BotAccount
from bot.delivery.letter import Letter
from bot.delivery.outcome import outcome_of
from bot.delivery.posting import post_letter, post_rich
from bot.delivery.redact import guard_logs
from bot.delivery.safe_bot import UNKNOWN_TOKEN, Json, SafeBot, TokenRefused
from bot.delivery.transport import AiohttpRequest, AnswerLost, TooLarge, proxy_for
from bot.delivery.waits import DEFAULT_WAITS, Waits
from bot.errors import GridcallError
from bot.store.delivery.outcomes import Failed, Outcome, Reason, Sent

CONNECTIONS = 64
"""Concurrent requests at most."""
_TOAST_LIMIT = 200
_CLOSING_WAIT = 10.0
_MINUTE = 60.0
Post = Callable[[SafeBot, Letter], Awaitable[int | None]]
_ABOVE_UPDATE_IDS = 1 << 62
"""Telegram's update ids are far smaller; a larger one does not fit a 64-bit column."""
log = structlog.get_logger()


class FileGone(GridcallError):
    """Telegram does not serve the file (any more)."""


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
    """Sends letters to Telegram and returns their outcomes; fetches updates and files."""

    def __init__(
        self, token: str, base_url: str, waits: Waits = DEFAULT_WAITS, *, rich: bool = False
    ) -> None:
        """`rich`: messages that have a rich form are sent in it, until the server refuses one."""
        guard_logs()
        self._rich = rich
        proxy = proxy_for(base_url)
        self._waits = waits
        self._letters = AiohttpRequest(CONNECTIONS, proxy, waits=waits)
        self._polls = AiohttpRequest(2, proxy, waits=waits)
        self._toasts = AiohttpRequest(CONNECTIONS, proxy, pool_wait=_MINUTE, waits=waits)
        self.bot = _bot(token, base_url, self._letters, self._polls)
        self._toaster = _bot(token, base_url, self._toasts, self._toasts)
        self._answering: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Prepare the connections; nothing is requested yet."""
        for request in (self._letters, self._polls, self._toasts):
            await request.initialize()

    async def close(self) -> None:
        """Wait a few seconds for pending callback answers, then close the connections."""
        if self._answering:
            await asyncio.wait(self._answering, timeout=self._waits.drain)
        for task in self._answering:
            task.cancel()
        for request in (self._letters, self._polls, self._toasts):
            await request.shutdown()

    async def idle(self) -> None:
        """Wait until no callback answer is pending."""
        while self._answering:
            await asyncio.wait(self._answering, timeout=_CLOSING_WAIT)

    async def get_me(self) -> BotAccount:
        """The bot's own account. Raises TokenRefused, or TelegramError where nobody answers."""
        try:
            user = await self.bot.get_me()
        except InvalidToken:
            raise TokenRefused(UNKNOWN_TOKEN) from None
        return BotAccount(user.id, user.username or "", bool(user.can_read_all_group_messages))

    async def updates(self, offset: int | None, wait: float) -> list[dict[str, Any]]:
        """Long-poll for updates; an empty list after `wait` seconds without any.

        Raises AnswerLost where the response is not a list of updates.
        """
        found = await self.bot.raw_updates(offset, wait, self._waits.answer)
        if not isinstance(found, list):
            raise AnswerLost("unreadable answer")
        numbered = [each for each in found if _numbered(each)]
        if len(numbered) < len(found):
            log.warning("updates_without_a_number", dropped=len(found) - len(numbered))
            # without a valid update_id the offset cannot advance, and the poll would spin
            if not numbered:
                raise AnswerLost("unreadable updates")
        return numbered

    async def forget_webhook(self) -> None:
        """Delete a webhook, so that getUpdates works."""
        await self.bot.delete_webhook(drop_pending_updates=False)

    async def set_commands(
        self,
        commands: Sequence[tuple[str, str]],
        scope: BotCommandScope | None = None,
        language: str | None = None,
    ) -> None:
        """Set the command menu of a scope and language."""
        menu = [BotCommand(name, description) for name, description in commands]
        await self.bot.set_my_commands(menu, scope=scope, language_code=language)

    async def perform(self, letter: Letter) -> Outcome:
        """Execute one letter; Telegram's and the network's errors become outcomes."""
        if not self._rich or not letter.outgoing.rich:
            return await self._post(letter, post_letter)
        found = await self._post_rich(letter)
        if found is not None:
            return found
        plain = await self._post(letter, post_letter)
        if isinstance(plain, Sent):
            self._rich = False
            log.warning("rich_messages_refused", op=letter.op)
        return plain

    async def _post_rich(self, letter: Letter) -> Outcome | None:
        """None where it is refused as by a server that knows no rich messages, which does not know
        the method or finds no text; whatever else is refused would be in the plain form, too."""
        try:
            return Sent(await post_rich(self.bot, letter))
        except InvalidToken:  # so python-telegram-bot reads a 404
            return None
        except TelegramError as error:
            found = outcome_of(error, letter.op)
            refused = isinstance(found, Failed) and found.reason is Reason.BAD_REQUEST
            return None if refused else found
        except Exception as error:
            log.warning("strange_answer", op=letter.op, error=type(error).__name__)
            return outcome_of(error, letter.op)

    async def _post(self, letter: Letter, post: Post) -> Outcome:
        try:
            return Sent(await post(self.bot, letter))
        except TelegramError as error:
            return outcome_of(error, letter.op)
        except Exception as error:  # the response is not what this method returns
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
        """Answer a callback query at once, in the background and without a retry."""
        shown = (
            text if text is None or len(text) <= _TOAST_LIMIT else f"{text[: _TOAST_LIMIT - 1]}…"
        )
        task = asyncio.create_task(self._toast(callback_query_id, shown, alert, url))
        self._answering.add(task)
        task.add_done_callback(self._answering.discard)

    async def download(self, file_id: str, max_bytes: int) -> bytes:
        """Download a file.

        Raises TooLarge, FileGone, or another TelegramError that may be retried.
        """
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
    """Whether an update has an id by which it can be told from others and confirmed."""
    number = update.get("update_id") if isinstance(update, dict) else None
    return type(number) is int and 0 <= number < _ABOVE_UPDATE_IDS


def _answer(query_id: str, text: str | None, alert: bool, url: str | None) -> Json:
    answer: Json = {"callback_query_id": query_id}
    answer |= {"text": text} if text is not None else {}
    answer |= {"show_alert": True} if alert else {}
    return answer | ({"url": url} if url is not None else {})
