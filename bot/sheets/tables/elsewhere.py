"""What other parts of a workbook say of a worksheet in which rows were inserted: formulas, names,
charts, pivot tables, and its own tables, comments and drawings."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from bot.sheets.scan import elements
from bot.sheets.tables.references import QUALIFIED, moved_references

_FORMULA = re.compile(
    rb"(<((?:\w+:)?(?:f|formula|formula1|formula2|definedName))(?:\s[^>]*)?(?<!/)>)([^<]+)(</\2>)"
)
_RULE = re.compile(
    rb"(<((?:\w+:)?(?:formula|formula1|formula2|sqref))(?:\s[^>]*)?(?<!/)>)([^<]+)(</\2>)"
)
_ROWS = re.compile(r"(\$?)(\d+):(\$?)(\d+)")
_SOURCE = re.compile(rb"<(?:\w+:)?worksheetSource\b[^>]*>")
_REF = re.compile(rb'(\sref=")([^"]*)(")')
_SHEET = re.compile(rb'\ssheet="([^"]*)"')
_ANCHOR = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</(?:\w+:)?row>)")


@dataclass(frozen=True, slots=True)
class Grown:
    """`by` rows were inserted below row `after` of the worksheet `sheet`, whose part is `part`."""

    sheet: str
    part: str
    after: int
    by: int

    def formula(self, text: str) -> str:
        """A formula with its references to the worksheet moved."""
        return QUALIFIED.sub(self._reference, text)

    def _reference(self, found: re.Match[str]) -> str:
        name = found[1].replace("''", "'") if found[1] else found[2]
        if unescape(name, {"&apos;": "'", "&quot;": '"'}).casefold() != self.sheet.casefold():
            return found[0]
        return found[0][: found.start(3) - found.start()] + self.place(found[3])

    def place(self, text: str) -> str:
        """A cell, a range or rows of the worksheet, where they are now."""
        rows = _ROWS.fullmatch(text)
        if rows is None:
            return moved_references(text, self.after, self.by)
        first, last = int(rows[2]), int(rows[4])
        first += self.by if first > self.after else 0
        last += self.by if last >= self.after else 0
        return f"{rows[1]}{first}:{rows[3]}{last}"


def mended(name: str, data: bytes, grown: Grown, own: Mapping[str, str]) -> bytes:
    """A part of the workbook with its references moved. `own`: the kinds of the parts that belong
    to the worksheet, by name."""
    low = name.lower()
    if low == "xl/workbook.xml" or low.startswith(("xl/worksheets/", "xl/charts/")):
        data = _FORMULA.sub(lambda found: _said(found, grown.formula), data)
        if name == grown.part:
            data = _RULE.sub(lambda found: _said(found, grown.place), data)
    elif low.startswith("xl/pivotcache/"):
        data = _SOURCE.sub(lambda found: _source(found[0], grown), data)
    mend = _OWN.get(own.get(low, ""))
    return data if mend is None else mend(data, grown)


def _said(found: re.Match[bytes], moved: Callable[[str], str]) -> bytes:
    return found[1] + moved(found[3].decode()).encode() + found[4]


def _source(tag: bytes, grown: Grown) -> bytes:
    sheet = _SHEET.search(tag)
    if sheet is None or unescape(sheet[1].decode()) != grown.sheet:
        return tag
    return _places_moved(tag, grown)


def _places_moved(data: bytes, grown: Grown) -> bytes:
    return _REF.sub(
        lambda found: found[1] + grown.place(found[2].decode()).encode() + found[3], data
    )


def _anchors_moved(data: bytes, grown: Grown) -> bytes:
    def moved(found: re.Match[bytes]) -> bytes:
        row = int(found[2])
        return found[1] + b"%d" % (row + grown.by if row >= grown.after else row) + found[3]

    return _ANCHOR.sub(moved, data)


_OWN: Mapping[str, Callable[[bytes, Grown], bytes]] = {
    "table": _places_moved,
    "comments": _places_moved,
    "threadedComment": _places_moved,
    "drawing": _anchors_moved,
}


def own_parts(part: str, relations: bytes | None) -> dict[str, str]:
    """The parts that belong to a worksheet, with their kinds; names in small letters."""
    found: dict[str, str] = {}
    for each in elements(relations, "Relationship") if relations else ():
        target = posixpath.join("/", posixpath.dirname(part), each.get("Target", ""))
        kind = each.get("Type", "").rpartition("/")[2]
        found[posixpath.normpath(target)[1:].lower()] = kind
    return found
