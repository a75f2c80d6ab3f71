"""Break the rules on purpose and count what the tests notice: the driver of `make mutants`.

mutmut makes the mutants and runs the tests; this picks which, and judges the outcome.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTANTS = Path("mutants")
BAR = 90
"""The share of mutants, in per cent, that the tests have to kill."""

KILLED = {1, 3, 36, 24, -24, 152, 255}
"""Exit codes of a killed mutant: a test failed, pytest broke, or the time limit passed."""


def main() -> int:
    """Run what was asked for and say the score; 1 where it is below the bar."""
    asked = _arguments()
    _run(_patterns(asked.modules, asked.tenths, asked.seed))
    outcomes = _outcomes(asked.modules)
    return _say({path: tried for path, tried in outcomes.items() if tried})


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="like bot.roster.phone; all rules if left out")
    parser.add_argument("--tenths", type=int, choices=range(1, 11), help="how many in ten to try")
    parser.add_argument("--seed", type=int, default=7, help="which of them")
    asked = parser.parse_args()
    # A module takes minutes, everything takes hours.
    asked.tenths = asked.tenths or (10 if asked.modules else 1)
    return asked


def _patterns(modules: list[str], tenths: int, seed: int) -> list[str]:
    """What mutmut is to try; the mutants of a function are numbered, so last digits sample them."""
    digits = "".join(sorted(random.Random(seed).sample("0123456789", tenths)))
    return [f"{module}.*[{digits}]" for module in modules or ["bot"]]


def _run(patterns: list[str]) -> None:
    """Let mutmut try them; what an earlier run found is forgotten."""
    for meta in MUTANTS.rglob("*.meta"):
        _forget(meta)
    # Sets of test names have one order, so that the same tests come first each time.
    command = [sys.executable, "-c", "from mutmut.__main__ import cli; cli()", "run"]
    subprocess.run(
        [*command, "--max-children", "1", *patterns],
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )


def _forget(meta: Path) -> None:
    data = json.loads(meta.read_text("utf-8"))
    data["exit_code_by_key"] = dict.fromkeys(data["exit_code_by_key"])
    meta.write_text(json.dumps(data), "utf-8")


def _outcomes(modules: list[str]) -> dict[str, dict[str, int]]:
    """For each file the exit code of every mutant tried."""
    return {
        str(meta.relative_to(MUTANTS).with_suffix("")): {
            name: code
            for name, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items()
            if code is not None and (not modules or name.startswith(tuple(modules)))
        }
        for meta in sorted(MUTANTS.rglob("*.meta"))
    }


def _say(outcomes: dict[str, dict[str, int]]) -> int:
    total: Counter[bool] = Counter()
    for path, tried in outcomes.items():
        counted = Counter(code in KILLED for code in tried.values())
        total += counted
        print(f"{path:45} {counted[True]:4}/{len(tried):<4} {_percent(counted):5.1f} %")
    for tried in outcomes.values():
        for name in (name for name, code in tried.items() if code not in KILLED):
            print(f"\nSurvived: {name}\n{_difference(name)}")
    score = _percent(total)
    print(f"\n{total[True]} of {total.total()} killed: {score:.1f} % (at least {BAR} %)")
    return int(score < BAR)


def _percent(counted: Counter[bool]) -> float:
    return 100 * counted[True] / max(1, counted.total())


def _difference(name: str) -> str:
    """What the mutant changes, without the lines around it."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(name).splitlines()
    return "\n".join(f"  {line}" for line in lines if line.startswith(("-", "+")))


if __name__ == "__main__":
    sys.exit(main())
