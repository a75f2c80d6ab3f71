"""Whatever goes wrong at the terminal ends as a sentence on stderr and exit status 1."""

from __future__ import annotations

import asyncio
import sqlite3
import traceback
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import typer
from typer.core import TyperGroup

from bot.chat.sentences import SENTENCES, sentence
from bot.cli.terminal import t
from bot.errors import GridcallError, Refused

R = TypeVar("R")
_PACKAGE = str(Path(__file__).parent.parent)


class SayingGroup(TyperGroup):
    """A group of commands none of which ends in a traceback: one could show the token."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            if hasattr(error, "exit_code"):  # typer's own: wrong usage, or a command that is done
                raise
            complain(said(error))
            raise typer.Exit(1) from None


def complain(text: str) -> None:
    """Write to stderr."""
    typer.echo(text, err=True)


def said(error: Exception) -> str:
    """An error as a sentence for the one at the terminal."""
    match error:
        case Refused(reason=reason) if reason in SENTENCES:
            return sentence(error, t)
        case GridcallError():
            return str(error)
        case psycopg.ProgrammingError():  # may repeat a part of the url, and so of a password
            return t("The database cannot be used: {error}.", error=type(error).__name__)
        case sqlite3.Error() | psycopg.Error():
            return t("The database cannot be used: {error}.", error=_first_line(error))
        case OSError(strerror=str(why), filename=str(name)):
            return f"{name}: {why}."
        case OSError():
            return f"{_first_line(error)}."
    return t("Something unexpected happened: {error}.", error=_where(error))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _where(error: Exception) -> str:
    """The kind of error and the line of ours that raised it, but nothing of what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(_PACKAGE)]
    place = f", {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
    return f"{type(error).__name__}{place}"


def wait_for(work: Coroutine[Any, Any, R]) -> R:
    """Run something asynchronous to its end."""
    return asyncio.run(work)
