"""The model of reading: its file, its features, and the script that trains it."""

from __future__ import annotations

import random
from importlib import resources

from bot.instructions.reading.learned import (
    LABELS,
    VERSION,
    Label,
    features,
    likelihoods,
    masked,
    parsed,
    shipped_weights,
    trained_on,
    weight_line,
)
from tools.reading.__main__ import as_file
from tools.reading.samples import Sample, digest, expanded, label_of, samples
from tools.reading.training import descend, pieces_of, rows, train

MOST_BYTES = 300_000


def test_the_weights_are_those_of_the_texts_in_the_repository() -> None:
    """Whoever changes a text trains anew: python -m tools.reading."""
    assert trained_on() == f"{VERSION} {digest()} {' '.join(LABELS)}"


def test_the_file_is_small() -> None:
    file = resources.files("bot.instructions.reading").joinpath("weights.txt")
    assert len(file.read_bytes()) <= MOST_BYTES
    assert len(shipped_weights()) > 5_000


def test_the_model_agrees_with_the_texts_it_learned_from() -> None:
    some = random.Random(3).sample(samples(), 1_500)
    agreed = sum(_best(each.text) is each.label for each in some)
    assert agreed / len(some) > 0.95


def _best(text: str) -> Label:
    odds = likelihoods(pieces_of(text))
    assert abs(sum(odds) - 1) < 1e-9
    return LABELS[odds.index(max(odds))]


def test_buildings_and_numbers_are_masked() -> None:
    assert masked(pieces_of("3栋收到，5栋也收到，共128户")) == "O收到,P也收到,共0户"
    found = features(pieces_of("5栋收到"))
    assert {"^", "^P", "收到$", "<place>", "<assent>"} <= found
    assert "5栋" not in found


def test_training_is_the_same_each_time_and_learns() -> None:
    some = random.Random(5).sample(samples(), 400)
    data = rows(some)
    weights = train(data)
    assert as_file(weights) == as_file(train(data))
    assert sum(_errs(row.features, row.label, weights) for row in data) < 8
    assert set(descend(data, {"收", "到"}, 1)) == {"收", "到"}


def _errs(found: list[str], label: int, weights: dict[str, list[float]]) -> bool:
    known = [weights[each] for each in found if each in weights]
    scores = [sum(each) for each in zip(*known, strict=True)]
    return scores.index(max(scores)) != label


def test_a_pattern_stands_for_each_of_its_choices() -> None:
    assert expanded("{我|俺}{这就|}去", random.Random(1)) == [
        "俺去",
        "俺这就去",
        "我去",
        "我这就去",
    ]
    many = expanded("{1|2|3|4|5}{1|2|3|4|5}", random.Random(1))
    assert len(set(many)) == len(many) == 20


def test_a_third_column_tells_danger_from_trouble() -> None:
    assert label_of("着火了", "help", "danger") is Label.DANGER
    assert label_of("人手不够", "help", "") is Label.TROUBLE
    assert label_of("几点", "no", "question") is Label.QUESTION
    assert label_of("停吗", "no", "") is Label.QUESTION
    assert label_of("没收到", "no", "") is Label.DENIAL
    assert label_of("好", "yes", "") is Label.YES


def test_every_label_has_samples_and_a_file_can_be_left_out() -> None:
    every = samples()
    assert {each.label for each in every} == set(Label)
    assert Sample("群里发了", Label.YES) in every
    assert Sample("群里发了", Label.YES) not in samples(leaving_out="replies.tsv")


def test_weights_are_written_within_their_bounds() -> None:
    assert weight_line("好", [0, 0.1, -0.1, 99, -99, 0, 0, 0]) == "好\tOPN}!OOO"


def test_a_written_weight_is_the_weight_that_is_read() -> None:
    """Each label has its own field, and a weight below zero borrows from none beside it."""
    likely = {each: 0.5 if each is Label.OTHER else -0.4 for each in LABELS}
    weights = parsed("1\n" + weight_line("好", list(likely.values())))
    odds = likelihoods(pieces_of("好"), weights)
    best = max(odds)
    assert odds.index(best) == LABELS.index(Label.OTHER)
    others = [each for each in odds if each != best]
    assert max(others) == min(others)
    assert abs(best / others[0] - 2.718281828**0.9) < 1e-6
