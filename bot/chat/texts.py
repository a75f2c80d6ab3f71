"""What is said, in three languages: the English text is the key of its translations."""

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
"""Marks a text in a table as one to be translated where it is used."""
_FOLDERS = {"zh-hans": "zh_Hans", "zh-hant": "zh_Hant"}
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_SPACE = re.compile(r"[\u3400-\u9fff] $")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Translator:
    """Says things in one language. Placeholders are plain names in braces.

    What fills them is never read as a template itself, and a forgotten one stays visible.
    """

    language: str

    def __call__(self, msgid: str, /, **facts: object) -> str:
        return _filled(_catalogue(self.language).get(msgid, msgid), facts)

    def n(self, singular: str, plural: str, n: int, /, **facts: object) -> str:
        """The form that suits `n`, which fills `{n}`."""
        chosen = singular if n == 1 else plural
        found = _catalogue(self.language).get(singular, chosen)
        return _filled(found, {"n": n, **facts})

    def text(self, msgid: str, /, **facts: object) -> Text:
        """As a call, but a Text among the facts keeps its entities."""
        template = _catalogue(self.language).get(msgid, msgid)
        found = Text()
        for index, piece in enumerate(_parted(template)):
            found += piece if index % 2 == 0 else plain(facts.get(piece, f"{{{piece}}}"))
        return found


@cache
def translator(language: str) -> Translator:
    """The translator for one of LANGUAGES; English for anything else."""
    return Translator(language if language in LANGUAGES else "en")


def load() -> None:
    """Read all catalogues; otherwise each is read when it is first needed."""
    for language in LANGUAGES:
        _catalogue(language)


def language_from_telegram(code: str | None) -> str | None:
    """Which of LANGUAGES a Telegram language code means; None where it is another."""
    first, *rest = (code or "").lower().replace("_", "-").split("-")
    if first == "zh":
        traditional = {"tw", "hk", "mo", "hant"} & set(rest)
        return "zh-hant" if traditional and "hans" not in rest else "zh-hans"
    return "en" if first == "en" else None


def catalogue_files(language: str) -> list[Path]:
    """The .po files of a language, one a subject."""
    folder = _FOLDERS.get(language)
    return [] if folder is None else sorted((LOCALE / folder).glob("*.po"))


@cache
def _catalogue(language: str) -> dict[str, str]:
    return {key: value for path in catalogue_files(language) for key, value in _messages(path)}


def _messages(path: Path) -> list[tuple[str, str]]:
    with path.open("rb") as file:
        found = read_po(file, abort_invalid=True)
    # Chinese has one plural form; it stands under the English singular.
    pairs = [(_first(message.id), _first(message.string)) for message in found]
    return [(key, value) for key, value in pairs if key and value]


def _first(value: str | tuple[str, ...] | list[str] | None) -> str:
    return value if isinstance(value, str) else (value or [""])[0]


@lru_cache(maxsize=2_000)
def _parted(template: str) -> tuple[str, ...]:
    """Words and the names of placeholders, in turn."""
    return tuple(_PLACEHOLDER.split(template))


def _filled(template: str, facts: dict[str, object]) -> str:
    """The template with its placeholders filled.

    A `{time}` is a figure or begins with a word: 请 17:40 前, 请明天 09:00 前. Chinese sets figures
    apart by a space and words by none, which only here can be told.
    """
    pieces = [*_parted(template)]
    for index in range(1, len(pieces), 2):
        said = str(facts.get(pieces[index], f"{{{pieces[index]}}}"))
        timed = pieces[index] == "time" and _HAN.match(said)
        if timed and _HAN_SPACE.search(pieces[index - 1]):
            pieces[index - 1] = pieces[index - 1][:-1]
        pieces[index] = said
    return "".join(pieces)
