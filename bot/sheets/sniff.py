"""Detects a file's type by its first bytes; the name is ignored."""

from __future__ import annotations

from bot.errors import Refused
from bot.sheets.limits import MAX_BYTES, MEGABYTE

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
    b"PK",
)
_HTML = (b"<html", b"<table", b"<!doctype html", b"<?xml", b"<workbook", b"<meta", b"<head")


def is_workbook(data: bytes) -> bool:
    """Whether the bytes are a workbook, else text.

    Raises Refused for anything else: too large, empty, .xls, protected, a web page, a picture.
    """
    if len(data) > MAX_BYTES:
        raise Refused("sheet_too_large", limit_mb=MAX_BYTES // MEGABYTE)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("sheet_empty")
    if data.startswith(_ZIP):
        return True
    _refuse_others(data)
    return False


def _refuse_others(data: bytes) -> None:
    if data.startswith(_OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in data
        raise Refused("sheet_protected" if protected else "sheet_is_xls")
    start = data[:1024].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith(_HTML):
        raise Refused("sheet_is_html")
    if data.startswith(_OTHERS):
        raise Refused("not_a_sheet")
