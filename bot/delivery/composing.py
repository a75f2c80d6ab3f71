"""How a kind of message comes into being: it looks, and puts what it saw into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chat.outgoing import Outgoing
from bot.chat.texts import Translator
from bot.store.delivery.outbox import BotMessage
from bot.store.tx import Tx

Compose = Callable[[Tx, BotMessage, datetime], Outgoing | None]
"""The words of a message as things stand now; None where nothing needs saying any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`view` loads what is to be shown, None where nothing needs saying any more."""

    view: Callable[[Tx, BotMessage, datetime], Any]
    render: Callable[[Any, Translator], Outgoing]
