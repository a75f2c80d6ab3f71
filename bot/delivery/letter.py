"""One operation at Telegram with everything it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from bot.chat.outgoing import Outgoing
from bot.instructions.model import Attachment

ALBUM_LIMIT = 10
_ALBUM_KINDS = {"photo": "pictures", "video": "pictures", "document": "documents", "audio": "audio"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`telegram_id`: the message to edit or delete; `reply_to`: the message replied to;
    `thread_id`: the topic of a forum in which it is sent."""

    op: str
    chat_id: int
    outgoing: Outgoing
    telegram_id: int | None = None
    reply_to: int | None = None
    thread_id: int | None = None
    silent: bool = False

    def parts(self) -> list[Letter]:
        """The requests a letter is made of: files go as albums of types Telegram lets stand
        together, each with its share of the text."""
        files = [*_albums(self.outgoing.attachments)]
        if not files:
            return [self]
        return [replace(self, outgoing=replace(self.outgoing, attachments=each)) for each in files]

    @property
    def weight(self) -> int:
        """How many messages it creates."""
        return max(1, len(self.outgoing.attachments))


def _albums(files: tuple[Attachment, ...]) -> Iterator[tuple[Attachment, ...]]:
    for kind, group in groupby(files, key=lambda file: _ALBUM_KINDS.get(file.kind)):
        together = tuple(group)
        size = ALBUM_LIMIT if kind else 1
        for start in range(0, len(together), size):
            yield together[start : start + size]
