"""Opens settings and database for commands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import notebook
from bot.clock import SystemClock
from bot.config import Config, load_config
from bot.errors import Refused
from bot.instructions.house import House
from bot.instructions.model import EscalationPolicy, Urgency
from bot.instructions.quiet import QuietHours
from bot.roster.customs import office
from bot.roster.model import PostKind, Tier
from bot.store.database import Database
from bot.store.engine import Engine, open_engine
from bot.store.lock import locked
from bot.store.migrate import migrate, migrations_folder, pending

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", metavar="FILE", help="The settings of this installation.")
]
DEFAULT_CONFIG = Path("config.toml")


@dataclass(frozen=True, slots=True)
class Installation:
    """An installation: its settings, their file, and the folder relative paths start from."""

    config: Config
    file: Path

    @property
    def folder(self) -> Path:
        """The folder of the settings file."""
        return self.file.parent

    @property
    def notebook(self) -> Path:
        """The file for notes made beside the running bot."""
        return self.folder / "gridcall.notes"

    @property
    def tiers(self) -> tuple[Tier, ...]:
        """The tiers as the roster's rules take them."""
        return tuple(Tier(each.code, each.name, each.headings) for each in self.config.tiers)

    @property
    def house(self) -> House:
        """The rules as far as they are stored in the database."""
        customs = office(self.config.roster, self.config.posts)
        ladders = {Urgency.ROUTINE: self._routine}
        undo, zone = self.config.cards.undo, self.config.timezone
        words = self.config.help
        called_in = {PostKind.PROPERTY: words.property, PostKind.OWNERS: words.owners}
        return House(
            self.tiers, ladders, undo, zone, customs=customs, called_in=called_in,
            unheard_after=self.config.gaps.unheard_after,
        )  # fmt: skip

    @property
    def _routine(self) -> EscalationPolicy:
        """The quiet hours matter, whoever an import gives a post hears of it after them."""
        mode, zone = self.config.escalation.routine, self.config.timezone
        quiet = QuietHours(mode.quiet.start, mode.quiet.end, zone) if mode.quiet else None
        return EscalationPolicy((), mode.relay_after, mode.bundle, quiet)


def site(config: Path) -> Installation:
    """The installation of a settings file."""
    return Installation(load_config(config), config.absolute())


@asynccontextmanager
async def writing(where: Installation) -> AsyncIterator[Database]:
    """The database with its lock held, created where missing. Raises Refused."""
    url = where.config.database.url
    with locked(url, where.folder):
        engine = await open_engine(url, where.folder)
        database = Database(engine, SystemClock())
        try:
            if await pending(engine) and not await _is_new(engine):
                raise Refused("database_older")
            await migrate(engine)
            await notebook.empty(where.notebook, database)
            yield database
        finally:
            await database.close()


@asynccontextmanager
async def reading(where: Installation) -> AsyncIterator[Database]:
    """The database read-only, also beside a running bot. Raises Refused where there is none."""
    file = where.config.database.file
    if file is not None and not (where.folder / file).exists():
        raise Refused("no_database")
    engine = await open_engine(where.config.database.url, where.folder, writes=False)
    database = Database(engine, SystemClock())
    try:
        if await pending(engine):
            raise Refused("no_database" if await _is_new(engine) else "database_older")
        yield database
    finally:
        await database.close()


async def _is_new(engine: Engine) -> bool:
    """Whether nothing was ever written to it."""
    return len(await pending(engine)) == len(list(migrations_folder().glob("[0-9]*.sql")))


async def log_or_note(where: Installation, action: str) -> None:
    """Write a line into the audit log; beside a running bot, note it for later."""
    try:
        async with writing(where) as database:
            await database.transact(notebook.log, action)
    except Refused as refused:
        if refused.reason != "database_in_use":
            raise
        notebook.note(where.notebook, action)
