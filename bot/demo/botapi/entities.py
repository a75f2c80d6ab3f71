"""Text as Telegram counts and marks it: UTF-16 units, entities, commands found in it."""

from __future__ import annotations

import re
from typing import Any

from bot.demo.botapi.errors import bad

Entity = dict[str, Any]

_FOUND = re.compile(
    r"(?P<url>https?://[^\s]+|\bt\.me/[^\s]+)"
    r"|(?<![\w/])(?P<bot_command>/\w{1,64}(?:@\w{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@\w{4,32})\b"
    r"|(?<!\w)(?P<hashtag>#\w*[^\W\d]\w*)",
    re.ASCII,
)


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def part(text: str, entity: Entity) -> str:
    """What an entity covers."""
    start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
    return text.encode("utf-16-le")[start:end].decode("utf-16-le")


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram strips the ends of a text and moves its entities along."""
    lead = units(text) - units(text.lstrip())
    text = text.strip()
    moved = [{**e, "offset": max(0, e["offset"] - lead)} for e in entities]
    size = units(text)
    for entity in moved:
        entity["length"] = min(entity["length"], size - entity["offset"])
    return text, [e for e in moved if e["length"] > 0]


def detected(text: str) -> list[Entity]:
    """Commands, mentions, tags and links the server itself finds in a text."""
    return [
        {
            "type": str(m.lastgroup),
            "offset": units(text[: m.start()]),
            "length": units(m[0]),
        }
        for m in _FOUND.finditer(text)
    ]


def merged(text: str, given: list[Entity]) -> list[Entity]:
    """The given entities and those found where none was given."""
    free = [e for e in detected(text) if not any(_overlap(e, g) for g in given)]
    return sorted([*given, *free], key=lambda e: (e["offset"], -e["length"]))


def check(text: str, entities: list[Entity]) -> None:
    """Refuses entities that do not lie on the text or lack what their type needs."""
    raw = text.encode("utf-16-le")
    for entity in entities:
        _check_place(raw, entity["offset"], entity["length"])
        _check_needs(entity)


def commands(text: str | None) -> list[str]:
    """The bot commands in a text, as written."""
    found = detected(text or "")
    return [part(text or "", e) for e in found if e["type"] == "bot_command"]


def _overlap(one: Entity, other: Entity) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )


def _check_place(raw: bytes, offset: int, length: int) -> None:
    size = len(raw) // 2
    if offset < 0 or length < 1:
        raise bad(f"entity at UTF-16 offset {offset} has no length")
    if offset >= size:
        raise bad(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > size:
        raise bad(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    if _splits(raw, offset) or _splits(raw, offset + length):
        raise bad(f"entity at UTF-16 offset {offset} begins or ends in a middle of a symbol")


def _splits(raw: bytes, offset: int) -> bool:
    """Whether the unit at the offset is the second half of a pair."""
    return raw[offset * 2 + 1 : offset * 2 + 2] in {bytes([b]) for b in range(0xDC, 0xE0)}


def _check_needs(entity: Entity) -> None:
    needed = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
    need = needed.get(entity["type"])
    if need and need not in entity:
        raise bad(f"can't parse entities: {entity['type']} without {need}")
    if entity["type"] == "text_link" and not is_link(entity["url"]):
        raise bad(f"can't parse entities: URL '{entity['url']}' is invalid")


def is_link(url: str) -> bool:
    """Whether a button or a link may carry it."""
    return bool(re.match(r"(https?://[^\s/]+\.[^\s]+|https?://[\d.]+|tg://\w+)", url))
