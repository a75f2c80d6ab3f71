"""An outgoing message: plain text with entities, buttons, files.

No markup is parsed, so user text cannot become markup.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.instructions.data_table import DataFormat, DataTable
from bot.instructions.forms.office_table import TableWords
from bot.instructions.model import Attachment
from bot.paper.sheet import PosterSheet


@dataclass(frozen=True, slots=True)
class Entity:
    """A range of the text; offset and length in UTF-16 code units, as Telegram counts."""

    kind: Literal["bold", "italic", "code", "blockquote", "text_mention"]
    offset: int
    length: int
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Button:
    """An inline button: callback data, a link, the address of a Mini App, or a text to copy."""

    label: str
    data: str | None = None
    url: str | None = None
    web_app: str | None = None
    copy: str | None = None


Keyboard = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class WantedTable:
    """An office's own table that is filled in when it is sent; `ranges`: the parts of the tree
    whose answers it shows, each from one path to before another."""

    instruction_id: int
    ranges: tuple[tuple[str, str], ...]
    words: TableWords


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file created here: its content, or what is made of it when it is sent: posters are laid
    out, a table is filled in, a drawing (SVG) becomes a picture, `data` is written in its
    `form`."""

    name: str
    content: bytes = field(default=b"", repr=False)
    posters: PosterSheet | None = field(default=None, repr=False)
    drawing: str | None = field(default=None, repr=False)
    table: WantedTable | None = field(default=None, repr=False)
    data: DataTable | None = field(default=None, repr=False, hash=False)
    form: DataFormat = DataFormat.EXCEL


@dataclass(frozen=True, slots=True)
class CopyOf:
    """A copy of somebody's picture or the like; `caption`: its text."""

    chat_id: int
    telegram_id: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class AskUsers:
    """A reply keyboard with one button that opens Telegram's list of people; `request` comes back
    with at most `most` of them."""

    label: str
    request: int
    most: int = 1


@dataclass(frozen=True, slots=True)
class AskGroup:
    """The same for Telegram's list of the groups that the bot is in, or comes into when chosen."""

    label: str
    request: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """What the gateway sends or edits.

    At most one of attachments, new_file and copy_of. `ask_contact`: a reply keyboard with one
    button of that label that shares the phone number; `remove_keyboard` removes it; `ask_reply`
    opens the reply box. `rich`: the same as a rich message (HTML), sent in place of `text` where
    the settings say so and the server takes it.
    """

    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    attachments: tuple[Attachment, ...] = ()
    new_file: NewFile | None = None
    copy_of: CopyOf | None = None
    ask_contact: str | None = None
    ask_users: AskUsers | None = None
    ask_group: AskGroup | None = None
    remove_keyboard: bool = False
    ask_reply: bool = False
    rich: str = ""


def utf16(text: str) -> int:
    """Length in UTF-16 code units, Telegram's unit for texts and entities."""
    return len(text.encode("utf-16-le")) // 2
