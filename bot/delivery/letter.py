"""One thing to be done at Telegram, with everything it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from bot.chat.outgoing import Outgoing
from bot.instructions.model import Attachment

ALBUM = 10
_TOGETHER = {"photo": "pictures", "video": "pictures", "document": "documents", "audio": "audio"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`telegram_id`: which message is edited or deleted; `reply_to`: which one is answered."""

    op: str
    chat_id: int
    outgoing: Outgoing
    telegram_id: int | None = None
    reply_to: int | None = None
    silent: bool = False

    def parts(self) -> list[Letter]:
        """The letters that go one by one: files are sent as albums of what may stand together,
        each with the words that go along."""
        files = [*_albums(self.outgoing.attachments)]
        if not files:
            return [self]
        return [replace(self, outgoing=replace(self.outgoing, attachments=each)) for each in files]

    @property
    def weight(self) -> int:
        """How many messages it makes."""
        return max(1, len(self.outgoing.attachments))


def _albums(files: tuple[Attachment, ...]) -> Iterator[tuple[Attachment, ...]]:
    for kind, group in groupby(files, key=lambda file: _TOGETHER.get(file.kind)):
        together = tuple(group)
        size = ALBUM if kind else 1
        for start in range(0, len(together), size):
            yield together[start : start + size]
