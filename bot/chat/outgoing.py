"""A message ready to leave: plain text with entities, buttons, files. No markup is ever parsed,
so nothing anybody wrote can turn into markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.instructions.model import Attachment


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of the text; offset and length in UTF-16 units, as Telegram counts."""

    kind: Literal["bold", "italic", "code", "blockquote", "text_mention"]
    offset: int
    length: int
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: callback data, or a link."""

    label: str
    data: str | None = None
    url: str | None = None


Keyboard = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file made here."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class CopyOf:
    """A picture or the like of somebody's, passed on as it is; `caption`: the words below it."""

    chat_id: int
    telegram_id: int
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What the gateway sends or edits. At most one of attachments, new_file and copy_of.

    `ask_contact` shows a reply keyboard with one button of that label that shares the phone;
    `remove_keyboard` takes such a keyboard away; `ask_reply` opens the answer box.
    """

    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    attachments: tuple[Attachment, ...] = ()
    new_file: NewFile | None = None
    copy_of: CopyOf | None = None
    ask_contact: str | None = None
    remove_keyboard: bool = False
    ask_reply: bool = False


def utf16(text: str) -> int:
    """Length in UTF-16 units, Telegram's measure for texts and entities."""
    return len(text.encode("utf-16-le")) // 2
