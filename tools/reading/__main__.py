"""Writes `bot/instructions/reading/weights.txt`: `python -m tools.reading`. Takes half a minute.

`--check` says whether the file is what the texts of today make; `--held-out` trains without each
file of replies in turn and says how many of its texts the model alone reads right.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from bot.instructions.reading import learned
from bot.instructions.reading.learned import LABELS, VERSION, likelihoods, parsed
from bot.instructions.reading.second_opinion import MEANS
from tools.reading.samples import REPLIES, digest, files_of, replies_of, samples
from tools.reading.training import Weights, pieces_of, rows, train

FILE = Path(learned.__file__).with_name("weights.txt")


def main() -> int:
    """Train, then write, compare or measure."""
    parser = argparse.ArgumentParser(prog="python -m tools.reading", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    parser.add_argument("--held-out", action="store_true", help="measure instead of writing")
    asked = parser.parse_args()
    if asked.held_out:
        return _measure()
    made = as_file(train(rows(samples())))
    if asked.check:
        return int(made != FILE.read_text("utf-8"))
    FILE.write_text(made, "utf-8")
    return 0


def _measure() -> int:
    for file in files_of(REPLIES):
        weights = parsed(as_file(train(rows(samples(leaving_out=file.name)))))
        texts = list(replies_of(file))
        right = sum(_meaning(each.text, weights) in wanted for each, wanted in texts)
        print(f"{file.name}\t{right} of {len(texts)}\t{100 * right / len(texts):.1f} %")
    return 0


def _meaning(text: str, weights: learned.Weights) -> str:
    odds = likelihoods(pieces_of(text), weights)
    return str(MEANS[LABELS[odds.index(max(odds))]][0])


def as_file(weights: Weights) -> str:
    """The text of the file of weights."""
    head = f"{VERSION} {digest()} {' '.join(LABELS)}"
    lines = (learned.weight_line(gram, weights[gram]) for gram in sorted(weights))
    return "\n".join([head, *lines]) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
