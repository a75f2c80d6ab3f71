"""Opens the zip of a workbook safely.

Sizes are checked twice, as declared and as inflated; the result is repacked, so that later readers
see only what was checked.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.errors import Refused
from bot.sheets.limits import MAX_INFLATED, MAX_PARTS, MAX_RATIO, MEGABYTE, RATIO_FROM

_UNREAD = (
    *("xl/pivot", "xl/drawings/", "xl/media/", "xl/charts", "xl/theme/", "xl/embeddings/"),
    *("xl/comments", "xl/threadedcomments", "xl/externallinks/", "xl/printersettings/"),
    *("xl/worksheets/_rels/", "xl/calcchain", "xl/richdata/", "customxml/", "docprops/"),
)
_CHUNK = 65_536
_ENCRYPTED = 0x1
_ENTRY = b"PK\1\2"


def package_parts(data: bytes) -> dict[str, bytes]:
    """The needed parts of a workbook, inflated, by name.

    Raises Refused: sheet_damaged, sheet_protected, sheet_inflates, not_a_sheet, sheet_format.
    """
    if data.count(_ENTRY) > MAX_PARTS:
        raise Refused("sheet_damaged")
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (BadZipFile, ValueError, NotImplementedError, struct.error, OSError) as error:
        raise Refused("sheet_damaged") from error
    _check_directory(infos)
    return _inflated(data, [info for info in infos if _matters(info.filename)])


def pack_parts(found: Mapping[str, bytes]) -> bytes:
    """The parts as a new, uncompressed zip."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for name, content in found.items():
            archive.writestr(ZipInfo(name), content)
    return buffer.getvalue()


def _matters(name: str) -> bool:
    low = name.lower()
    return low.endswith((".xml", ".rels")) and not low.startswith(_UNREAD)


def _check_directory(infos: list[ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise Refused("sheet_damaged")
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise Refused("sheet_protected")
    _check_kind({name.lower() for name in names})


def _check_kind(names: set[str]) -> None:
    if "xl/workbook.bin" in names:
        raise Refused("sheet_format", format="xlsb")
    if "content.xml" in names:
        raise Refused("sheet_format", format="ods")
    if "xl/workbook.xml" not in names:
        raise Refused("not_a_sheet")


def _inflated(data: bytes, infos: list[ZipInfo]) -> dict[str, bytes]:
    if sum(info.file_size for info in infos) > MAX_INFLATED:
        raise _inflates()
    found: dict[str, bytes] = {}
    left = MAX_INFLATED
    for info in infos:
        found[info.filename] = content = b"".join(_content(data, info, left))
        if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise Refused("sheet_damaged")
        left -= len(content)
    return found


def _content(data: bytes, info: ZipInfo, left: int) -> Iterator[bytes]:
    size = 0
    for piece in _pieces(_raw(data, info), info.compress_type):
        size += len(piece)
        if size > left or (size > RATIO_FROM and size > MAX_RATIO * info.compress_size):
            raise _inflates()
        yield piece


def _raw(data: bytes, info: ZipInfo) -> memoryview:
    header = data[info.header_offset : info.header_offset + 30]
    if len(header) < 30 or not header.startswith(b"PK\x03\x04"):
        raise Refused("sheet_damaged")
    name_and_extra = sum(struct.unpack("<HH", header[26:30]))
    start = info.header_offset + 30 + name_and_extra
    return memoryview(data)[start : start + info.compress_size]


def _pieces(raw: memoryview, method: int) -> Iterator[bytes]:
    if method == ZIP_STORED:
        yield bytes(raw)
    elif method == ZIP_DEFLATED:
        yield from _deflated(raw)
    else:
        raise Refused("sheet_damaged")


def _deflated(raw: memoryview) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(raw), _CHUNK):
            rest = bytes(raw[start : start + _CHUNK])
            while rest and not inflater.eof:
                yield inflater.decompress(rest, _CHUNK)
                rest = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise Refused("sheet_damaged") from error


def _inflates() -> Refused:
    return Refused("sheet_inflates", limit_mb=MAX_INFLATED // MEGABYTE)
