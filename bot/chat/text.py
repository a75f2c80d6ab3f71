"""Texts with entities, and the shortening of texts and lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from bot.chat.outgoing import Entity, utf16

Style = Literal["bold", "italic", "code", "blockquote"]
_NUMBERED = re.compile(r"([0-9A-Za-z][0-9A-Za-z-]{0,4})\s*((?:[^\W0-9A-Za-z_]|#).*)")
_TOPIC = 40
_STOPS = "。．.：:；;，,、"
_JOINERS = "\u200d\ufe0e\ufe0f"


class PlainTranslator(Protocol):
    """The part of a translator that is used here."""

    def __call__(self, msgid: str, /, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text with entities; combined with `+` and `join`."""

    plain: str = ""
    entities: tuple[Entity, ...] = ()

    def __add__(self, other: Text | str) -> Text:
        after = plain(other)
        moved = _moved(after.entities, utf16(self.plain))
        return Text(self.plain + after.plain, self.entities + moved)

    def __bool__(self) -> bool:
        return bool(self.plain)

    def join(self, parts: Iterable[Text | str]) -> Text:
        """The parts joined by this text."""
        words: list[str] = []
        entities: list[Entity] = []
        for index, part in enumerate(parts):
            for piece in (self, plain(part)) if index else (plain(part),):
                if piece.entities:
                    entities += _moved(piece.entities, utf16("".join(words)))
                words.append(piece.plain)
        return Text("".join(words), tuple(entities))

    def shortened(self, limit: int) -> Text:
        """At most `limit` UTF-16 code units of it; entities are cut with the text."""
        if utf16(self.plain) <= limit:
            return self
        kept = shorten(self.plain, limit)
        end = utf16(kept) - 1
        cut = (replace(each, length=min(each.length, end - each.offset)) for each in self.entities)
        return Text(kept, tuple(each for each in cut if each.length > 0))


def plain(value: object) -> Text:
    """A value as text without entities; a Text stays as it is."""
    return value if isinstance(value, Text) else Text(str(value))


def styled(kind: Style, value: Text | str) -> Text:
    """The value with a style."""
    inner = plain(value)
    whole = Entity(kind, 0, utf16(inner.plain))
    return Text(inner.plain, (whole, *inner.entities)) if inner else inner


def bold(value: Text | str) -> Text:
    """The value in bold."""
    return styled("bold", value)


def mention_person(name: str, user_id: int) -> Text:
    """A name that mentions its Telegram account, whatever that is called."""
    return Text(name, (Entity("text_mention", 0, utf16(name), user_id),)) if name else Text()


def lines(*parts: Text | str | None) -> Text:
    """The non-empty parts, a line each."""
    return Text("\n").join(part for part in parts if part)


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning and "…", in at most `limit` UTF-16 code units."""
    if utf16(text) <= limit:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(limit - 1, 0)].decode("utf-16-le", "ignore")
    while kept and (kept[-1] in _JOINERS or text[len(kept)] in _JOINERS):
        kept = kept[:-1]
    return kept + "…" if limit > 0 else ""


def topic(title: str) -> str:
    """A title for use inside a sentence: short, and without a final full stop."""
    return shorten(title.rstrip().rstrip(_STOPS).rstrip(), _TOPIC)


def unit_name(name: str, limit: int) -> str:
    """A unit's name for lists and buttons, at most `limit` long: 3 栋."""
    return " ".join(part for part in _parted(shorten(name, limit)) if part)


def name_list(names: Sequence[str], limit: int, t: PlainTranslator) -> str:
    """The first `limit` names of units, and how many more: "3、5、8 栋和另外 4 栋"."""
    shown = _folded(names[:limit], t)
    rest = len(names) - limit
    if rest <= 0:
        return shown
    ending = _common_ending(names)
    if not ending:
        return t("{names} and {n} more", names=shown, n=rest)
    return t("{names} and {n} more {ending}", names=shown, n=rest, ending=ending)


def people_list(names: Sequence[str], t: PlainTranslator) -> str:
    """Names of people."""
    return t(", ").join(names)


def _folded(names: Sequence[str], t: PlainTranslator) -> str:
    """Merges names that differ only in their number: 3、5 栋."""
    comma = t(", ")
    groups: list[tuple[str, list[str]]] = []
    for name in names:
        head, ending = _parted(name)
        if ending and groups and groups[-1][0] == ending:
            groups[-1][1].append(head)
        else:
            groups.append((ending, [head]))
    return comma.join(f"{comma.join(heads)} {ending}".rstrip() for ending, heads in groups)


def _parted(name: str) -> tuple[str, str]:
    found = _NUMBERED.fullmatch(name)
    return (found[1], found[2]) if found else (name, "")


def _common_ending(names: Sequence[str]) -> str:
    endings = {_parted(name)[1] for name in names}
    return endings.pop() if len(endings) == 1 else ""


def _moved(entities: tuple[Entity, ...], by: int) -> tuple[Entity, ...]:
    return tuple(replace(each, offset=each.offset + by) for each in entities)
