"""How a kind of message is rendered: a view loads what it shows, a renderer puts that
into words."""

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
"""Renders a message from the current state; None where nothing needs saying any more."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message.

    `view` loads what is to be shown, None where nothing needs saying any more.
    """

    view: Callable[[Tx, BotMessage, datetime], Any]
    render: Callable[[Any, Translator], Outgoing]
