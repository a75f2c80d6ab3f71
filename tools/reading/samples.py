"""The labelled texts that the model of reading learns from.

Three sources: whole texts (`texts.tsv` and the replies that the tests hold), the patterns in
`clauses/`, and texts composed of these as people compose them: an answer, more words, thanks.
"""

from __future__ import annotations

import hashlib
import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bot.instructions.reading.learned import Label

CLAUSES = Path(__file__).parent / "clauses"
TEXTS = Path(__file__).with_name("texts.tsv")
REPLIES = Path(__file__).parents[2] / "tests" / "instructions" / "reading"
SEED = 7
MOST_OF_A_PATTERN = 20
COMPOSED = 3_000
"""How many texts of each label are composed."""
_LONG_ANSWERS = 0.3


class Sample(NamedTuple):
    """A text, its label, and its weight in training."""

    text: str
    label: Label
    weight: float = 1.0


Clauses = dict[str, list[list[str]]]
"""By kind the texts of each pattern."""


def digest() -> str:
    """The fingerprint of all sources."""
    found = hashlib.sha256()
    for file in (*files_of(CLAUSES), TEXTS, *files_of(REPLIES)):
        found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def samples(leaving_out: str = "") -> list[Sample]:
    """All samples, always in the same order. `leaving_out`: the file of replies to leave out."""
    rng = random.Random(SEED)
    clauses = read_clauses(rng)
    return [*_replies(leaving_out), *_alone(clauses, rng), *_composed(clauses, rng)]


def files_of(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.tsv"))


def _lines(file: Path) -> Iterator[list[str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_clauses(rng: random.Random) -> Clauses:
    """The texts of each pattern by kind: {a|b} stands for a or b."""
    found: Clauses = {}
    for file in files_of(CLAUSES):
        for pattern, kind in _lines(file):
            found.setdefault(kind, []).append(expanded(pattern, rng))
    return found


_CHOICE = re.compile(r"\{([^{}]*)\}")


def expanded(pattern: str, rng: random.Random) -> list[str]:
    """The texts a pattern stands for; of many a selection."""
    parts = _CHOICE.split(pattern)
    choices = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    count = 1
    for each in choices:
        count *= len(each)
    if count <= MOST_OF_A_PATTERN:
        return sorted({"".join(each) for each in itertools.product(*choices)})
    drawn = ("".join(map(rng.choice, choices)) for _ in range(5 * MOST_OF_A_PATTERN))
    return list(dict.fromkeys(drawn))[:MOST_OF_A_PATTERN]


_OF_HELP = {"danger": Label.DANGER, "trouble": Label.TROUBLE}
_OF_NO = {"question": Label.QUESTION, "denial": Label.DENIAL}


def _replies(leaving_out: str) -> Iterator[Sample]:
    for file in (TEXTS, *files_of(REPLIES)):
        if file.name != leaving_out:
            yield from (sample for sample, _ in replies_of(file))


def replies_of(file: Path) -> Iterator[tuple[Sample, set[str]]]:
    """The texts of a file, each with all its right meanings."""
    for text, meanings, *kind in _lines(file):
        right = meanings.split("/")
        yield Sample(text, label_of(text, right[0], (*kind, "")[0])), set(right)


def label_of(text: str, meaning: str, kind: str) -> Label:
    """The label of a reply: the third column tells danger from trouble, questions from denials."""
    if meaning == "help":
        return _OF_HELP.get(kind, Label.TROUBLE)
    if meaning == "no":
        return _OF_NO.get(
            kind, Label.QUESTION if text.endswith(("?", "？", "吗")) else Label.DENIAL
        )
    return Label(meaning)


_ALONE = {
    "assent": Label.YES,
    "denial": Label.DENIAL,
    "question": Label.QUESTION,
    "trouble": Label.TROUBLE,
    "life": Label.DANGER,
    "other": Label.OTHER,
    "unclear": Label.ASK,
    "over": Label.NOTE,
    "idle": Label.ASK,
    "remark": Label.ASK,
}
"""What a clause of each kind says where nothing stands beside it."""
_OF_A_PATTERN = {"idle": 5.0, "remark": 4.0}
"""The weight of all texts of a pattern together; of other kinds `_WHOLE`."""
_WHOLE = 10.0


def _alone(clauses: Clauses, rng: random.Random) -> Iterator[Sample]:
    for kind, label in _ALONE.items():
        for texts in clauses[kind]:
            weight = min(1.0, _OF_A_PATTERN.get(kind, _WHOLE) / len(texts))
            for text in texts:
                yield Sample(text, label, weight)
                if kind not in _OF_A_PATTERN and rng.random() < 0.3:
                    yield Sample(_beside(clauses, text, rng), label, weight)


def _beside(clauses: Clauses, text: str, rng: random.Random) -> str:
    """A text with thanks or small talk beside it."""
    thanks, idle = _one(clauses, "thanks", rng), _one(clauses, "idle", rng)
    return _joined(rng, *rng.choice([(text, thanks), (thanks, text), (text, idle)]))


_PAUSES = ("，", " ", "。", "", "！", ",", "，", " ")
_ENDS = ("", "", "", "。", "！", "～")

_SHAPES: dict[Label, tuple[str, ...]] = {
    Label.YES: (
        *("answer idle", "idle answer", "answer assent", "answer idle thanks", "thanks answer"),
        *("answer assent idle", "idle answer idle"),
    ),
    Label.NOTE: (
        *("answer remark", "answer remark", "remark answer", "answer assent remark"),
        *("answer remark thanks", "answer idle remark", "answer remark remark", "answer over"),
        *("answer question", "over answer"),
    ),
    Label.DENIAL: ("denial", "denial denial", "denial idle", "thanks denial", "denial question"),
    Label.QUESTION: ("question", "question question", "thanks question", "idle question"),
    Label.OTHER: ("other", "other thanks", "thanks other", "idle other"),
    Label.TROUBLE: (
        *("answer trouble", "trouble", "trouble thanks", "idle trouble", "answer idle trouble"),
        *("assent trouble", "answer remark trouble", "thanks trouble"),
    ),
    Label.DANGER: (
        *("answer life", "life", "life thanks", "idle life", "answer idle life"),
        *("assent life", "answer remark life", "thanks life"),
    ),
}
"""How texts are composed, by what the whole says."""


def _composed(clauses: Clauses, rng: random.Random) -> Iterator[Sample]:
    for _ in range(COMPOSED):
        for label, shapes in _SHAPES.items():
            parts = [_part(clauses, each, rng) for each in rng.choice(shapes).split()]
            yield Sample(_joined(rng, *parts), label, 0.5)


def _part(clauses: Clauses, kind: str, rng: random.Random) -> str:
    if kind == "answer" and rng.random() < _LONG_ANSWERS:
        kind = "assent"
    return _one(clauses, kind, rng)


def _one(clauses: Clauses, kind: str, rng: random.Random) -> str:
    return rng.choice(rng.choice(clauses[kind]))


def _joined(rng: random.Random, *parts: str) -> str:
    text = parts[0]
    for part in parts[1:]:
        text += rng.choice(_PAUSES) + part
    return text + rng.choice(_ENDS)
