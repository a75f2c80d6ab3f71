"""Files and what shows them in a message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.demo.botapi.errors import bad

DOWNLOAD_LIMIT = 20 * 1024 * 1024
PHOTO_LIMIT = 10 * 1024 * 1024
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}
_SUFFIXES = {"photo": ".jpg", "voice": ".oga", "sticker": ".webp"}


@dataclass(eq=False)
class StoredFile:
    """Bytes under an id."""

    kind: str
    number: int
    name: str
    mime: str
    data: bytes

    @property
    def file_id(self) -> str:
        return f"{self.kind}-{self.number:06d}-id"

    @property
    def path(self) -> str:
        suffix = _SUFFIXES.get(self.kind) or "." + self.name.rpartition(".")[2]
        return f"{_FOLDERS[self.kind]}/file_{self.number}{suffix}"

    def to_json(self) -> dict[str, Any]:
        """The three fields every kind of file has."""
        unique = f"{self.kind[0]}{self.number:06d}"
        return {"file_id": self.file_id, "file_unique_id": unique, "file_size": len(self.data)}


class FileStore:
    """Every file of the world, by id and by download path."""

    def __init__(self) -> None:
        self.by_id: dict[str, StoredFile] = {}
        self.by_path: dict[str, StoredFile] = {}

    def add(self, kind: str, name: str, data: bytes, mime: str) -> StoredFile:
        """Keeps a file; photos and the like get their name from Telegram."""
        stored = StoredFile(kind, len(self.by_id) + 1, name, mime, data)
        self.by_id[stored.file_id] = stored
        self.by_path[stored.path] = stored
        return stored

    def get(self, file_id: str) -> StoredFile:
        """The file, or a refusal."""
        if file_id not in self.by_id:
            raise bad("wrong file identifier/HTTP URL specified")
        return self.by_id[file_id]


@dataclass(eq=False)
class Media:
    """A photo, document, voice message or sticker in a message."""

    kind: str
    file: StoredFile
    seconds: int = 3
    emoji: str = "👍"

    def to_json(self) -> Any:
        """What stands in the message's field of this kind."""
        return _SHOWN[self.kind](self)


def _photo(media: Media) -> list[dict[str, Any]]:
    sizes = ((90, 67), (1280, 960))
    return [{**media.file.to_json(), "width": w, "height": h} for w, h in sizes]


def _document(media: Media) -> dict[str, Any]:
    named = {"file_name": media.file.name, "mime_type": media.file.mime}
    return media.file.to_json() | named


def _voice(media: Media) -> dict[str, Any]:
    return media.file.to_json() | {"duration": media.seconds, "mime_type": media.file.mime}


def _sticker(media: Media) -> dict[str, Any]:
    drawn = {"type": "regular", "width": 512, "height": 512, "emoji": media.emoji}
    return media.file.to_json() | drawn | {"is_animated": False, "is_video": False}


_SHOWN = {"photo": _photo, "document": _document, "voice": _voice, "sticker": _sticker}
