"""Texts in three languages: the English text is the key of its translations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.pofile import read_po

from bot import errors
from bot.chat.text import Text, plain

LANGUAGES = ("zh-hans", "zh-hant", "en")
LOCALE = Path(__file__).parent / "locale"
N_ = errors.N_
"""Marks a text for translation where it is used."""
_FOLDERS = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_SPACE = re.compile(r"[\u3400-\u9fff] $")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Translator:
    """Translates into one language.

    Placeholders are names in braces; their values are never parsed as templates, and a missing one
    stays visible.
    """

    language: str

    def __call__(self, msgid: str, /, **facts: object) -> str:
        return _filled(_catalogue(self.language).get(msgid, msgid), facts)

    def n(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The plural form for `n`, which fills `{n}`."""
        chosen = singular if n == 1 else plural
        found = _catalogue(self.language).get(singular, chosen)
        return _filled(found, {"n": n, **facts})

    def text(self, msgid: str, /, **facts: object) -> Text:
        """As a call, but entities of Text values are kept."""
        template = _catalogue(self.language).get(msgid, msgid)
        found = Text()
        for index, piece in enumerate(_parted(template)):
            found += piece if index % 2 == 0 else plain(facts.get(piece, f"{{{piece}}}"))
        return found


@cache
def translator(language: str) -> Translator:
    """The translator for one of LANGUAGES; English for anything else."""
    return Translator(language if language in LANGUAGES else "en")


def load_catalogues() -> None:
    """Load all catalogues now; otherwise each is loaded on first use."""
    for language in LANGUAGES:
        _catalogue(language)


def language_from_telegram(code: str | None) -> str | None:
    """The one of LANGUAGES for a Telegram language code; None for any other."""
    first, *rest = (code or "").lower().replace("_", "-").split("-")
    if first == "zh":
        traditional = {"tw", "hk", "mo", "hant"} & set(rest)
        return "zh-hant" if traditional and "hans" not in rest else "zh-hans"
    return "en" if first == "en" else None


def catalogue_files(language: str) -> list[Path]:
    """The .po files of a language, one for each subject."""
    folder = _FOLDERS.get(language)
    return [] if folder is None else sorted((LOCALE / folder).glob("*.po"))


@cache
def _catalogue(language: str) -> dict[str, str]:
    return {key: value for path in catalogue_files(language) for key, value in _messages(path)}


def _messages(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as file:
        found = read_po(file, abort_invalid=True)
    # Chinese has one plural form; it is stored under the English singular.
    pairs = [(_first(message.id), _first(message.string)) for message in found]
    return [(key, value) for key, value in pairs if key and value]


def _first(value: str | tuple[str, ...] | list[str] | None) -> str:
    return value if isinstance(value, str) else (value or [""])[0]


@lru_cache(maxsize=2_000)
def _parted(template: str) -> tuple[str, ...]:
    """Text and names of placeholders, alternately."""
    return tuple(_PLACEHOLDER.split(template))


def _filled(template: str, facts: dict[str, object]) -> str:
    """The filled template.

    A `{time}`, `{day}` or `{seats}` begins with a figure or a word (请 17:40 前, 请明天 09:00 前),
    and Chinese puts a space before figures only.
    """
    pieces = [*_parted(template)]
    for index in range(1, len(pieces), 2):
        said = str(facts.get(pieces[index], f"{{{pieces[index]}}}"))
        a_word = pieces[index] in ("time", "seats", "day") and _HAN.match(said)
        if a_word and _HAN_SPACE.search(pieces[index - 1]):
            pieces[index - 1] = pieces[index - 1][:-1]
        pieces[index] = said
    return "".join(pieces)
