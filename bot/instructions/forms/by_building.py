"""A reply of somebody with several buildings that answers for each: 3栋 是 3 20；4栋 否 0 5."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_BEGINS = re.compile(r"(?:^|(?<=[\s,、;。]))(\d+[a-z]?)\s*(?:栋|幢|座|号楼|#)(?:\s*楼)?[\s:,、]*")


def by_building(words: str, own: Collection[str] | None = None) -> dict[str, str]:
    """What is said of each building, by its number; empty where fewer than two are named, the words
    begin otherwise, one is named twice, or one is not among `own`, where they are given."""
    plain = unicodedata.normalize("NFKC", words).strip().casefold()
    found = [*_BEGINS.finditer(plain)]
    numbers = [each[1] for each in found]
    if len(found) < 2 or found[0].start() or len({*numbers}) < len(numbers):
        return {}
    if own is not None and {*numbers} - {*own}:
        return {}
    ends = [*(each.start() for each in found[1:]), len(plain)]
    return {
        each[1]: plain[each.end() : end].strip(" ,、;。\t\n")
        for each, end in zip(found, ends, strict=True)
    }
