"""The stand-in's state, and the Bot API methods a working bot uses."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from math import ceil
from time import time
from typing import Any

from benchmarks.standin.crowd import Crowd, Json, Updates, about, place, read
from benchmarks.standin.limits import Gate

BOT = {"id": 6_100_000_001, "is_bot": True, "first_name": "社区通知", "username": "gridcall_bot"}
_ME: Json = {"can_join_groups": True, "can_read_all_group_messages": False,
       "supports_inline_queries": False}  # fmt: skip


class Refusal(Exception):
    """An error response."""

    def __init__(self, code: int, description: str, wait: int = 0) -> None:
        super().__init__(description)
        self.code = code
        self.wait = wait


class World:
    """`log` holds (arrived, method, chat, message, status, retry-after) of each request."""

    def __init__(self) -> None:
        self.gate = Gate()
        self.updates = Updates()
        self.crowd = Crowd(self.updates)
        self.log: list[tuple[float, str, int, int, int, int]] = []
        self.last: dict[int, Json] = {}
        self.sent = 0
        self.way: Callable[[], float] | None = None
        """The delay of one direction in seconds, if any."""
        self._numbers = count(1_000_001)
        self._presser: tuple[str, int] | None = None
        self._pressable: deque[tuple[Json, str]] = deque()
        self._methods: dict[str, Callable[[Json], Any]] = {
            "getMe": _me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send,
            "editMessageText": self._edit,
            "answerCallbackQuery": self._answer,
        }

    def call(self, method: str, params: Json) -> Any:
        """The result or an awaitable of it. Raises Refusal."""
        at, chat_id = time(), int(params.get("chat_id", 0))
        number = int(params.get("message_id", 0))
        wait = ceil(self.gate.wait(method, chat_id, at))
        if wait:
            self.log.append((at, method, chat_id, number, 429, wait))
            raise Refusal(429, f"Too Many Requests: retry after {wait}", wait)
        result = self._methods.get(method, _done)(params)
        if method in ("sendMessage", "editMessageText"):
            number = result["message_id"]
        if method != "getUpdates":
            self.log.append((at, method, chat_id, number, 200, 0))
        return result

    def press_all(self, cards: list[tuple[int, int, int, str]], rate: float) -> None:
        """Press buttons: (person, chat, message, data) each."""
        self.crowd.act((partial(self._press, *each) for each in cards), rate)

    def press_as_they_come(self, prefix: str, rate: float) -> None:
        """Press every new button whose data has this prefix, as the chat's person."""
        self._pressable.clear()
        self._presser = (prefix, 0)
        if rate:
            self.crowd.act(self._coming(), rate)
            self._presser = (prefix, 1)

    def write_all(self, words: list[tuple[int, int, int, str]], rate: float) -> None:
        """Write messages: (person, chat, message replied to or 0, text) each."""
        self.crowd.act((partial(self._write, *each) for each in words), rate)

    def _coming(self) -> Iterator[Callable[[], None]]:
        while True:
            if self._pressable:
                message, data = self._pressable.popleft()
                yield partial(self.crowd.press, message["chat"]["id"], message, data)
            else:
                yield _nothing

    def _press(self, person: int, chat_id: int, number: int, data: str) -> None:
        self.crowd.press(person, _said(chat_id, number, BOT, "…"), data)

    def _write(self, person: int, chat_id: int, reply_to: int, text: str) -> None:
        message = _said(chat_id, next(self._numbers), about(person), text)
        if reply_to:
            message["reply_to_message"] = _said(chat_id, reply_to, BOT, "…")
        self.crowd.write(message)

    async def _get_updates(self, params: Json) -> list[Json]:
        return await self.updates.poll(
            int(params.get("offset", 0)), float(params.get("timeout", 0))
        )

    def _send(self, params: Json) -> Json:
        message = _told(params, next(self._numbers))
        self.last[message["chat"]["id"]] = message
        self.sent += 1
        if self._presser is not None:
            self._offer(message, *self._presser)
        return message

    def _offer(self, message: Json, prefix: str, later: int) -> None:
        data = next((each for each in buttons(message) if each.startswith(prefix)), None)
        if data is not None and later:
            self._pressable.append((message, data))
        elif data is not None:
            self.crowd.press(message["chat"]["id"], message, data)

    def _edit(self, params: Json) -> Json:
        message = {**_told(params, int(params["message_id"])), "edit_date": int(time())}
        last = self.last.get(message["chat"]["id"])
        if last is None or last["message_id"] <= message["message_id"]:
            self.last[message["chat"]["id"]] = message
        return message

    def _answer(self, params: Json) -> bool:
        press = self.crowd.presses.get(params["callback_query_id"])
        if press is None or press[1]:
            raise Refusal(400, "Bad Request: query is too old and response timeout expired or "
                               "query ID is invalid")  # fmt: skip
        press[1] = time()
        return True


def _me(_params: Json) -> Json:
    return {**BOT, **_ME}


def buttons(message: Json) -> list[str]:
    """The data of a message's buttons."""
    rows = message.get("reply_markup", {}).get("inline_keyboard", ())
    return [each["callback_data"] for row in rows for each in row if "callback_data" in each]


def _told(params: Json, number: int) -> Json:
    message = _said(int(params["chat_id"]), number, BOT, params["text"])
    entities, markup = read(params, "entities"), read(params, "reply_markup")
    if entities:
        message["entities"] = entities
    if markup and "inline_keyboard" in markup:
        message["reply_markup"] = markup
    return message


def _said(chat_id: int, number: int, by: Json, text: str) -> Json:
    facts = {"message_id": number, "from": by, "chat": place(chat_id)}
    return {**facts, "date": int(time()), "text": text}


def _done(_params: Json) -> bool:
    return True


def _nothing() -> None:
    """Nobody has anything to press at this moment."""
