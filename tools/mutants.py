"""Break the rules on purpose and count what the tests notice: the driver of `make mutants`.

mutmut makes the mutants; `tools.mutating`, a pytest plugin, runs the tests that reach each.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

MUTANTS = Path("mutants")
BAR = 90
"""The share of mutants, in per cent, that the tests have to kill."""

NEAR = {
    "bot/roster": [
        "tests/roster",
        "--ignore=tests/roster/test_reasons.py",  # reads the source, which here holds every mutant
        "tests/sheets/test_rosters.py",
        "tests/sheets/test_shapes.py",
    ],
    "bot/instructions": ["tests/instructions"],
    "bot/delivery": [
        "tests/delivery/test_limits.py",
        "tests/delivery/test_outcomes.py",
        "tests/delivery/test_pacer.py",
        "tests/delivery/test_rate_limiter.py",
        "tests/delivery/test_trouble.py",
    ],
    "bot/usecases": ["tests/usecases/test_rights.py"],
}
"""The tests that have to kill the mutants of a folder: the quick ones of its rules."""

PYTEST = [
    *("-q", "-p", "tools.mutating", "-p", "no:cacheprovider", "--hypothesis-profile=mutants"),
    *("--disable-warnings", "--tb=native", "--assert=plain", "-o", "faulthandler_timeout=0"),
    *("-o", "timeout=0"),  # a child limits itself
    *("-k", "not postgresql"),
]

Verdicts = dict[str, str]
"""The name of a mutant and what became of it: killed, timeout, survived or unreached."""


def main() -> int:
    """Run what was asked for and say the score; 1 where it is below the bar."""
    asked = _arguments()
    names = _chosen(_make(), asked.modules, asked.tenths, asked.seed)
    return _say(names, _try(names, asked.children, asked.seconds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("modules", nargs="*", help="like bot.roster.phone; all rules if left out")
    parser.add_argument("--tenths", type=int, choices=range(1, 11), default=10, help="how many")
    parser.add_argument("--seed", type=int, default=7, help="which of them")
    parser.add_argument("--children", type=int, default=os.cpu_count() or 1, help="at a time")
    parser.add_argument("--seconds", type=float, default=2, help="of tests for each at most")
    return parser.parse_args()


def _make() -> dict[str, list[str]]:
    """Write every mutant into `mutants/`; the names of those in each source file."""
    from mutmut.__main__ import create_mutants
    from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir

    _forget_what_changed()
    with contextlib.redirect_stdout(io.StringIO()):
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(os.cpu_count() or 1)
    return {
        str(meta.relative_to(MUTANTS).with_suffix("")): list(
            json.loads(meta.read_text("utf-8"))["exit_code_by_key"]
        )
        for meta in sorted(MUTANTS.rglob("*.meta"))
    }


def _forget_what_changed() -> None:
    """mutmut renews sources alone: tests and data are copied anew, and what is gone goes."""
    for folder in MUTANTS.iterdir() if MUTANTS.exists() else ():
        if folder.is_dir() and folder.name != "bot":
            shutil.rmtree(folder)
    for path in [path for path in (MUTANTS / "bot").rglob("*") if path.is_file()]:
        source = path.relative_to(MUTANTS)
        kept = path.suffix == ".py" or ".py." in path.name
        if not kept or not source.parent.joinpath(source.name.split(".py")[0] + ".py").exists():
            path.unlink()


def _chosen(
    made: dict[str, list[str]], modules: list[str], tenths: int, seed: int
) -> dict[str, list[str]]:
    """Which to try; the mutants of a function are numbered, so last digits sample them."""
    digits = tuple(random.Random(seed).sample("0123456789", tenths))
    chosen = {
        path: [
            name
            for name in names
            if name.endswith(digits) and (not modules or f"{name}.".startswith(_prefixes(modules)))
        ]
        for path, names in made.items()
    }
    return {path: names for path, names in chosen.items() if names}


def _prefixes(modules: list[str]) -> tuple[str, ...]:
    return tuple(f"{module}." for module in modules)


def _try(names: dict[str, list[str]], children: int, seconds: float) -> Verdicts:
    """Run the tests of each folder against its mutants."""
    verdicts: Verdicts = {}
    for folder, tests in NEAR.items():
        if wanted := [one for path in names if path.startswith(folder) for one in names[path]]:
            plan = {"names": wanted, "children": children, "seconds": seconds}
            verdicts |= _pytest(tests, plan)
    return verdicts


def _pytest(tests: list[str], plan: dict[str, Any]) -> Verdicts:
    (MUTANTS / "plan.json").write_text(json.dumps(plan), "utf-8")
    verdicts, log = MUTANTS / "verdicts.json", MUTANTS / "pytest.log"
    verdicts.unlink(missing_ok=True)
    # Sets of strings have one order, so that the same mutants live each time.
    surroundings = {**os.environ, "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-m", "pytest", *PYTEST, *tests]
    with log.open("w") as written:
        subprocess.run(command, cwd=MUTANTS, env=surroundings, stdout=written, check=False)
    if not verdicts.exists():
        sys.exit(f"The tests fail without a mutant; see {log}.")
    found: Verdicts = json.loads(verdicts.read_text("utf-8"))
    return found


def _say(names: dict[str, list[str]], verdicts: Verdicts) -> int:
    total: Counter[bool] = Counter()
    for path, tried in names.items():
        counted = Counter(_is_killed(verdicts[name]) for name in tried)
        total += counted
        print(f"{path:45} {counted[True]:4}/{len(tried):<4} {_percent(counted):5.1f} %")
    for name, verdict in verdicts.items():
        if not _is_killed(verdict):
            print(f"\n{verdict.capitalize()}: {name}\n{_difference(name)}")
    score = _percent(total)
    print(f"\n{total[True]} of {total.total()} killed: {score:.1f} % (at least {BAR} %)")
    return int(score < BAR)


def _is_killed(verdict: str) -> bool:
    return verdict in ("killed", "timeout")


def _percent(counted: Counter[bool]) -> float:
    return 100 * counted[True] / max(1, counted.total())


def _difference(name: str) -> str:
    """What the mutant changes, without the lines around it."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    lines = get_diff_for_mutant(name).splitlines()
    changed = [line for line in lines if line.startswith(("-", "+", "@@"))][2:]
    return "\n".join(f"  {line}" for line in changed)


if __name__ == "__main__":
    sys.exit(main())
