"""Signs buttons with the id of their message."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.callback import signed
from bot.chat.outgoing import Button, Outgoing


def with_signature(outgoing: Outgoing, message_id: int) -> Outgoing:
    """The message with all its buttons signed."""
    if not outgoing.keyboard:
        return outgoing
    rows = [[_signed(each, message_id) for each in row] for row in outgoing.keyboard]
    return replace(outgoing, keyboard=rows)


def _signed(button: Button, message_id: int) -> Button:
    if not button.data:
        return button
    return Button(button.label, signed(button.data, message_id), button.url)
