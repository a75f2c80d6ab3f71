"""`make drill`: bots are killed by the thousand, and nothing may be lost or happen twice."""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import SystemRandom

from bot.cli.progress import bar
from bot.store.engine import open_engine
from bot.store.migrate import migrate
from tests.engines import Postgres
from tests.faults.drill import Tally, Violation
from tests.faults.processes import Nursery
from tests.faults.season import Databases, Files, OnServer, Season, Tell

ENGINES = ("sqlite", "postgresql")


def main() -> int:
    """0 where all went well, 1 where something was lost or has happened twice."""
    asked = _parser().parse_args()
    engines = ENGINES if asked.engine == "both" else (asked.engine,)
    print(f"seed {asked.seed}", flush=True)
    return max([_drill(engine, asked.seed, asked.kills) for engine in engines])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("make drill", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000, help="how many on each engine")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(10**6))
    parser.add_argument("--engine", choices=(*ENGINES, "both"), default="both")
    return parser


def told(tally: Tally) -> str:
    """A summary of the result in a few lines."""
    return (
        f"{tally.stories} stories: {_listed(tally.happened)}\n"
        f"{tally.kills} kills: {_listed(tally.deaths)}\n"
        f"{tally.on_their_way} messages were on their way, {tally.sent_again} came again and said "
        f"so, {tally.copies} stood there twice, {tally.healed} copies were touched and went\n"
        f"nothing lost, nothing twice"
    )


def _listed(counted: Counter[str]) -> str:
    return ", ".join(f"{number} {what}" for what, number in sorted(counted.items()))


def _drill(engine: str, seed: int, kills: int) -> int:
    folder = Path(tempfile.mkdtemp(prefix="gridcall-drill-"))
    with _databases(engine) as databases:
        nursery = Nursery(folder / "log")
        try:
            with bar(engine) as tell:
                tally = asyncio.run(_season(nursery, databases, folder, seed, kills, tell))
        except Violation as violation:
            print(f"{engine}: {violation}\n\nWhat the bots said stands in {folder / 'log'}.")
            print(f'Again: make drill ARGS="--engine {engine} --seed {violation.seed} --kills 1"')
            return 1
        finally:
            nursery.close()
    shutil.rmtree(folder)
    print(f"\n{engine}\n{told(tally)}", flush=True)
    return 0


async def _season(
    nursery: Nursery,
    databases: Databases | None,
    folder: Path,
    seed: int,
    kills: int,
    tell: Tell,
) -> Tally:
    engine = await open_engine(f"sqlite:///{folder / 'template.sqlite'}", folder)
    await migrate(engine)
    await engine.close()
    files = Files(folder / "template.sqlite")
    season = Season(nursery, files, databases or files, folder / "stories")
    await season.run(seed, kills, tell)
    return season.tally


@contextmanager
def _databases(engine: str) -> Iterator[Databases | None]:
    """A server of our own; none where files will do."""
    if engine == "sqlite":
        yield None
        return
    # The path of a socket may have some hundred characters only.
    server = Postgres(Path(tempfile.mkdtemp(prefix="gridcall-pg-")))
    try:
        yield OnServer(server)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
