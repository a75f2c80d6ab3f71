"""Marks a message sent again after an uncertain outcome."""

from __future__ import annotations

from dataclasses import replace

from bot.chat.outgoing import Outgoing, utf16
from bot.chat.texts import Translator

_LIMIT = 4096
_CAPTION = 1024


def marked(outgoing: Outgoing, t: Translator) -> Outgoing:
    """The message with the mark before its text, where it fits; files without a caption get it as
    caption, and copies of others' messages keep their caption behind it."""
    mark = t("(sent again) ")
    if outgoing.copy_of is not None:
        caption = f"{mark}{outgoing.copy_of.caption}".strip()
        return replace(outgoing, text=caption) if utf16(caption) <= _CAPTION else outgoing
    if outgoing.attachments and not outgoing.text:
        return replace(outgoing, text=mark.strip())
    limit = _CAPTION if outgoing.new_file else _LIMIT
    text = f"{mark}{outgoing.text}"
    if not outgoing.text or outgoing.text.startswith(mark.strip()) or utf16(text) > limit:
        return outgoing
    moved = [replace(each, offset=each.offset + utf16(mark)) for each in outgoing.entities]
    return replace(outgoing, text=text, entities=tuple(moved))
