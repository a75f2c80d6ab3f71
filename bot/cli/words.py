"""`gridcall words`: shows how typed answers are read. Subject: answering."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.chat.reading import why
from bot.cli.opening import DEFAULT_CONFIG, ConfigOption
from bot.cli.terminal import t
from bot.config import load_config
from bot.instructions.reading.phrases import Lexicon, lexicon_of, shipped
from bot.instructions.reading.reader import Writer, read


def words(
    unit: Annotated[
        list[str] | None,
        typer.Option("--unit", metavar="NAME", help="A building of the writer's own, as 3栋."),
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="The writer's own name."),
    ] = None,
    config: ConfigOption = DEFAULT_CONFIG,
) -> None:
    """Read lines from standard input; say for each what it counts as, a tab, and why.

    yes counts; note counts and its words go up; no does not count and goes up; help opens a help
    request; other speaks of another building or person; ask is unclear and asked back.
    """
    writer = Writer(tuple(unit or ()), tuple(name or ()))
    known = _lexicon(config)
    for line in typer.get_text_stream("stdin", encoding="utf-8"):
        found = read(line.rstrip("\r\n"), writer, known)
        typer.echo(f"{found.meaning}\t{why(found, t)}")


def _lexicon(config: Path) -> Lexicon:
    """The word lists with the office's own words; without settings the shipped ones."""
    if config == DEFAULT_CONFIG and not config.exists():
        return shipped()
    return lexicon_of(load_config(config).words.model_dump())
