"""Rich messages: the HTML of a request as the blocks a message holds."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Any

from bot.demo.botapi.errors import bad

Block = dict[str, Any]
Blocks = Sequence[Block]
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXTS = ("p", "summary", "th", "td", *_HEADINGS)
_HOLDERS = ("table", "tr", "details")
_LIMIT = 32_768


def read_rich(given: dict[str, Any]) -> tuple[str, Blocks]:
    """What a rich message says as plain text, and its blocks. Refuses what the stand-in does not
    know, and tags that do not match."""
    if set(given) - {"html", "skip_entity_detection"} or "html" not in given:
        raise bad("the stand-in takes rich messages as html only")
    if len(given["html"]) > _LIMIT:
        raise bad("rich message is too long")
    reader = _RichReader()
    reader.feed(given["html"])
    reader.close()
    if reader.open:
        raise bad(f"can't parse rich message: unclosed tag {reader.open[-1]}")
    if not reader.blocks:
        raise bad("rich message is empty")
    return "\n".join(reader.said), reader.blocks


class _RichReader(HTMLParser):
    """Builds blocks from a flat stream of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.blocks: list[Block] = []
        self._row: list[Block] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = tag in _TEXTS or tag in _HOLDERS
        if not known or attrs or (self.open and self.open[-1] in _TEXTS):
            raise bad(f"can't parse rich message: unexpected tag {tag}")
        self.open.append(tag)
        self._text = ""
        if tag == "table":
            self._into().append({"type": "table", "cells": []})
        elif tag == "details":
            self._into().append({"type": "details", "summary": "", "blocks": []})

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad(f"can't parse rich message: unexpected end of {tag}")
        if tag == "tr":
            self._table()["cells"].append(self._row)
            self.said.append(" · ".join(each["text"] for each in self._row))
            self._row = []
        elif tag in ("th", "td"):
            cell: Block = {"text": self._text, "align": "left", "valign": "top"}
            self._row.append(cell | ({"is_header": True} if tag == "th" else {}))
        elif tag in _TEXTS:
            self._paragraph(tag)

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in _TEXTS:
            self._text += data
        elif data.strip():
            raise bad("can't parse rich message: text outside of a block")

    def _paragraph(self, tag: str) -> None:
        self.said.append(self._text)
        if tag == "summary":
            self._details()["summary"] = self._text
        elif tag in _HEADINGS:
            self._into().append({"type": "heading", "text": self._text, "size": int(tag[1])})
        else:
            self._into().append({"type": "paragraph", "text": self._text})

    def _into(self) -> list[Block]:
        """Where the next block goes."""
        inside = "details" in self.open and self.blocks and self.blocks[-1]["type"] == "details"
        found: list[Block] = self.blocks[-1]["blocks"] if inside else self.blocks
        return found

    def _table(self) -> Block:
        return self._into()[-1]

    def _details(self) -> Block:
        return self.blocks[-1]
