"""A small statistical model of whole texts: how likely each meaning is, from its characters.

Multinomial logistic regression over the characters of a text and the kinds of its phrases.
`weights.txt` holds the weights; `python -m tools.reading` writes it from labelled texts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from enum import StrEnum, auto
from functools import cache
from importlib import resources
from operator import add
from struct import Struct

from bot.instructions.reading.phrases import Is, Piece, Says

VERSION = "1"
"""Of the form of `weights.txt`."""


class Label(StrEnum):
    """What the model tells apart. The order is that of the weights of a line."""

    YES = auto()
    NOTE = auto()
    DENIAL = auto()
    QUESTION = auto()
    TROUBLE = auto()
    DANGER = auto()
    OTHER = auto()
    ASK = auto()


LABELS = tuple(Label)
SCALE = 10
"""Steps of a weight a unit."""
_ZERO = 79
"""The code of the letter that stands for the weight 0."""
LARGEST = 46
"""The largest weight that is written, in steps."""
_BEGINNING, _END = "^", "$"
_MASKS: Mapping[Says | Is, str] = {Is.PLACE: "P", Is.MIXED: "P", Is.OWN: "O"}
"""Capital letters, which no normalised text holds, in place of buildings and names."""
_LONG_NUMBER = re.compile(r"\d{2,}")

Weights = Mapping[str, int]
"""By feature the weights of all labels in one integer, so that one addition adds them all."""

_PACKED = Struct(f"<{len(LABELS)}I")
_MIDDLE = 1 << 31
_MIDDLES = int.from_bytes(_PACKED.pack(*[_MIDDLE] * len(LABELS)), "little")
"""Added before unpacking: each field of 32 bits is then above zero."""


def features(pieces: Sequence[Piece]) -> set[str]:
    """What the model looks at: the 1- to 3-grams of the masked text with its beginning and end,
    and the kinds of its phrases."""
    whole = _BEGINNING + masked(pieces) + _END
    pairs = list(map(add, whole, whole[1:]))
    triples = map(add, pairs, whole[2:])
    return {*whole, *pairs, *triples, *[_KIND[each.says] for each in pieces]}


_KIND: Mapping[Says | Is, str] = {each: f"<{each}>" for each in (*Says, *Is)}


def masked(pieces: Sequence[Piece]) -> str:
    """The text of the pieces with a letter for each building, and 0 for each number of two or
    more digits."""
    if _MASKS.keys().isdisjoint([each.says for each in pieces]):
        text = "".join([each.text for each in pieces])
    else:
        text = "".join([_MASKS.get(each.says, each.text) for each in pieces])
    return _LONG_NUMBER.sub("0", text)


def likelihoods(pieces: Sequence[Piece], weights: Weights | None = None) -> list[float]:
    """The probability of each of `LABELS`."""
    scores = _scores(pieces, weights or shipped_weights())
    most = max(scores)
    odds = [math.exp((score - most) / SCALE) for score in scores]
    total = sum(odds)
    return [each / total for each in odds]


def _scores(pieces: Sequence[Piece], weights: Weights) -> list[int]:
    known = filter(None, map(weights.get, features(pieces)))
    return _unpacked(sum(known))


def _unpacked(scores: int) -> list[int]:
    fields = (scores + _MIDDLES).to_bytes(_PACKED.size, "little")
    return [each - _MIDDLE for each in _PACKED.unpack(fields)]


@cache
def shipped_weights() -> Weights:
    """The weights of the repository."""
    return parsed(_read())


def parsed(text: str) -> Weights:
    """The weights of a file."""
    _, *lines = text.splitlines()
    return dict(_weighed(each) for each in lines)


def trained_on() -> str:
    """The version of the file and the digest of the texts that its weights were learned from."""
    return _read().partition("\n")[0]


def _weighed(line: str) -> tuple[str, int]:
    feature, _, letters = line.partition("\t")
    steps = [ord(each) - _ZERO for each in letters]
    return feature, sum(step << 32 * at for at, step in enumerate(steps))


def weight_line(feature: str, weights: Sequence[float]) -> str:
    """The line of a feature."""
    steps = (max(-LARGEST, min(LARGEST, round(each * SCALE))) for each in weights)
    return feature + "\t" + "".join(chr(_ZERO + each) for each in steps)


def _read() -> str:
    return resources.files(__package__).joinpath("weights.txt").read_text("utf-8")
