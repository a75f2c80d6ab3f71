"""Trains multinomial logistic regression: stochastic gradient descent with AdaGrad steps."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.instructions.reading.cutting import cut
from bot.instructions.reading.learned import LABELS, features
from bot.instructions.reading.levelled import level
from bot.instructions.reading.phrases import Piece, shipped
from bot.instructions.reading.reader import MOST, Writer, writers_words
from tools.reading.samples import SEED, Sample

WRITER = Writer(("3栋",), ("王芳",))
"""Whom the texts are from."""
SELDOM = 3
"""Grams of fewer samples are left out."""
KEPT = 12_000
"""Grams that are kept."""
ROUNDS = 6
STEP = 0.25
DAMPING = 0.002
"""How fast weights decay: L2 regularisation, applied where a weight is touched."""
_SURE = 0.01

Weights = dict[str, list[float]]


class Row(NamedTuple):
    """A sample as the model sees it."""

    features: list[str]
    label: int
    weight: float


def rows(samples: Sequence[Sample]) -> list[Row]:
    """The samples with their features, sorted so that sums are always made in one order."""
    return [
        Row(sorted(features(pieces_of(each.text))), LABELS.index(each.label), each.weight)
        for each in samples
    ]


def pieces_of(text: str) -> list[Piece]:
    """A text as the model sees it."""
    return cut(level(text[:MOST]), shipped(), writers_words(WRITER))


def train(data: Sequence[Row]) -> Weights:
    """The weights of the features that matter: trained on all, then again on those kept."""
    seen = Counter(feature for row in data for feature in row.features)
    every = descend(data, {feature for feature, count in seen.items() if count >= SELDOM}, 2)
    ranked = sorted(every, key=lambda feature: (-_matters(every[feature], seen[feature]), feature))
    return descend(data, set(ranked[:KEPT]), ROUNDS)


def _matters(weights: list[float], count: int) -> float:
    return max(map(abs, weights)) * math.log(1 + count)


def descend(data: Sequence[Row], known: set[str], rounds: int) -> Weights:
    """Weights of the known features after some rounds over the data."""
    rng = random.Random(SEED)
    weights: Weights = {feature: [0.0] * len(LABELS) for feature in sorted(known)}
    slopes: Weights = {feature: [0.1] * len(LABELS) for feature in weights}
    data = list(_knowing(data, known))
    for _ in range(rounds):
        rng.shuffle(data)
        for row in data:
            _step(row, weights, slopes)
    return weights


def _knowing(data: Sequence[Row], known: set[str]) -> Iterator[Row]:
    for row in data:
        features = [each for each in row.features if each in known]
        if features:
            yield row._replace(features=features)


def _step(row: Row, weights: Weights, slopes: Weights) -> None:
    errors = _errors(row, weights)
    if max(map(abs, errors)) < _SURE:
        return
    for feature in row.features:
        own, slope = weights[feature], slopes[feature]
        for at, error in enumerate(errors):
            change = error + DAMPING * own[at]
            slope[at] += change * change
            own[at] -= STEP * change / math.sqrt(slope[at])


def _errors(row: Row, weights: Weights) -> list[float]:
    scores = [
        sum(each) for each in zip(*(weights[feature] for feature in row.features), strict=True)
    ]
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    total = sum(odds)
    errors = [row.weight * each / total for each in odds]
    errors[row.label] -= row.weight
    return errors
