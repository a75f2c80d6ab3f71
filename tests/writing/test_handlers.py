"""What an issuer can send, as Telegram hands it over."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import Message

from bot.handlers.writing import attachment
from bot.instructions.model import Attachment

_FILE = {"file_id": "f1", "file_unique_id": "u1"}
_PHOTO = {**_FILE, "width": 1, "height": 1}


@pytest.mark.parametrize(
    ("carried", "kind"),
    [
        ({"photo": [{**_PHOTO, "file_id": "small"}, _PHOTO]}, "photo"),
        ({"document": _FILE}, "document"),
        ({"video": {**_PHOTO, "duration": 1}}, "video"),
        ({"audio": {**_FILE, "duration": 1}}, "audio"),
        ({"voice": {**_FILE, "duration": 1}}, "voice"),
        ({"text": "今晚停水"}, None),
        ({"location": {"longitude": 1.0, "latitude": 1.0}}, None),
        ({"video_note": {**_FILE, "length": 1, "duration": 1}}, None),
    ],
)
def test_files_that_can_be_passed_on(carried: dict[str, Any], kind: Any) -> None:
    message = Message.de_json(
        {"message_id": 1, "date": 0, "chat": {"id": 9, "type": "private"}, **carried}, None
    )
    assert attachment(message) == (Attachment(kind, "f1") if kind else None)
