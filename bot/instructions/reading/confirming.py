"""Which buildings have received it, by the words of somebody who stands above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.instructions.reading.meanings import Meaning
from bot.instructions.reading.phrases import Lexicon
from bot.instructions.reading.reader import Writer, read

_CLAUSES = re.compile(
    r"(?<!\d)[，,]|[，,](?!\d)|[。；;！!\n]"
    r"|(?:(?<=收到)|(?<=[^\s\d、,，和跟与及至到~—代替帮第-]))(?=\d+\s*[栋幢座号棟號#])"
)
"""Between clauses, and before a building that is named without a pause: 4栋收到5栋还没."""
_ONLY_NAMES = re.compile(r"[\s\d一二三四五六七八九十百、,，和跟与及#栋幢座号楼棟幢座號樓]*")
_FOR = re.compile(r"^(?:我)?[代替帮幫]")
_EXCEPT = re.compile(r"除|只差|就差|还差|還差|唯独|唯獨|only|but|except", re.IGNORECASE)


def confirmed(text: str, lexicon: Lexicon | None = None) -> tuple[str, ...]:
    """The numbers of the buildings that the words say have received it: 4栋收到，5栋没接电话 says
    so of 4 alone. Each part is read as if whoever leads the buildings it names had written it."""
    if _EXCEPT.search(text):
        return ()
    found: dict[str, None] = {}
    for part in _parts(text, lexicon):
        named = read(part, lexicon=lexicon).buildings
        own = Writer(units=tuple(f"{number}栋" for number in named))
        if read(_FOR.sub("", part), own, lexicon).meaning in (Meaning.YES, Meaning.NOTE):
            found |= dict.fromkeys(named)
    return tuple(found)


def _parts(text: str, lexicon: Lexicon | None) -> Iterator[str]:
    """The clauses, each that names a building with those that follow; names alone go with what is
    said next: 4栋，5栋收到."""
    part = ""
    for clause in filter(None, map(str.strip, _CLAUSES.split(text))):
        begins = bool(read(clause, lexicon=lexicon).buildings)
        if part and begins and not _ONLY_NAMES.fullmatch(part):
            yield part
            part = ""
        part = f"{part}，{clause}" if part else clause
    yield part
