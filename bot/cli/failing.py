"""Turns every error at the terminal into a sentence on stderr and exit status 1."""

from __future__ import annotations

import asyncio
import errno
import sqlite3
import traceback
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import typer
from typer.core import TyperGroup

from bot.chat.sentences import SENTENCES, sentence
from bot.chat.texts import N_
from bot.cli.terminal import t
from bot.cli.usage import is_usage, usage
from bot.config import ConfigError, SettingsMistake
from bot.errors import GridcallError, Refused

R = TypeVar("R")
_PACKAGE = Path(__file__).parent.parent

_FILE_ERRORS = {
    errno.ENOENT: N_("{file} is not there. Please look at the name and the folder."),
    errno.EACCES: N_("{file} may not be read or written by this user."),
    errno.EPERM: N_("{file} may not be read or written by this user."),
    errno.EROFS: N_("{file} lies where nothing can be written."),
    errno.EISDIR: N_("{file} is a folder; a file is needed here."),
    errno.ENOTDIR: N_("{file} lies in something that is no folder."),
    errno.ENOSPC: N_("The disk is full, so {file} could not be written."),
    errno.EEXIST: N_("{file} is there already."),
}
_SQLITE = {
    "SQLITE_NOTADB": N_(
        "The database file is not a database. A backup takes its place with"
        " `gridcall restore FILE --force`."
    ),
    "SQLITE_CORRUPT": N_(
        "The database file is damaged. A backup takes its place with"
        " `gridcall restore FILE --force`."
    ),
    "SQLITE_BUSY": N_("Another program holds the database. Please close it and try again."),
    "SQLITE_FULL": N_("The disk is full, so the database could not be written."),
    "SQLITE_READONLY": N_("The database may not be written by this user."),
    "SQLITE_CANTOPEN": N_("The database cannot be opened: please look at [database] url."),
}


class CommandGroup(TyperGroup):
    """A group of commands that never print a traceback, which could show the token."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        try:
            return super().make_context(*args, **more)
        except Exception as error:
            raise _spoken(error) from None

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (typer.Abort, BrokenPipeError):
            raise
        except Exception as error:
            raise _spoken(error) from None


def _spoken(error: Exception) -> Exception:
    """The exception that ends the command after the error was shown."""
    if is_usage(error):
        complain(usage(error))
        return typer.Exit(2)
    if hasattr(error, "exit_code"):  # typer's own: a command that is done
        return error
    complain(said_failure(error))
    return typer.Exit(1)


def complain(text: str) -> None:
    """Write to stderr."""
    typer.echo(text, err=True)


def said_failure(error: Exception) -> str:
    """An error as sentences for the operator."""
    match error:
        case Refused(reason=reason) if reason in SENTENCES:
            return sentence(error, t)
        case ConfigError():
            return "\n".join(_mistake(each) for each in error.mistakes)
        case GridcallError():
            return t(error.text, **error.facts)
        case sqlite3.Error() | psycopg.Error():
            return _of_database(error)
        case FileNotFoundError(filename=str() | Path() as name) if not Path(name).parent.exists():
            return t("There is no folder {folder}.", folder=Path(name).parent)
        case OSError(errno=int(number), filename=str() | Path() as name) if number in _FILE_ERRORS:
            return t(_FILE_ERRORS[number], file=name)
        case OSError(strerror=str(why), filename=str() | Path() as name):
            return f"{name}: {why}."
        case OSError(strerror=str(why)):
            return f"{why}."
    return t(
        "Something unexpected happened ({place}). This is a mistake in the program: please report"
        " it with this line and what you did.",
        place=_where(error),
    )


def _mistake(mistake: SettingsMistake) -> str:
    facts = dict(mistake.facts)
    if mistake.why is not None:
        facts["why"] = _mistake(mistake.why)
    return t(mistake.text, **facts)


def _of_database(error: sqlite3.Error | psycopg.Error) -> str:
    code = getattr(error, "sqlite_errorname", None)
    if code in _SQLITE:
        return t(_SQLITE[code])
    # its text may contain parts of the URL, even the password
    if isinstance(error, psycopg.ProgrammingError):
        return t("The database cannot be used: [database] url is not as PostgreSQL needs it.")
    if isinstance(error, psycopg.OperationalError):
        told = t("The database server does not answer. Please look at it and at [database] url.")
        return f"{told}\n{_first_line(error)}"
    return t("The database cannot be used: {error}.", error=_first_line(error))


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["?"])[0].rstrip(".")


def _where(error: Exception) -> str:
    """The line of our code that raised it, without the error's text, which may contain names."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(str(_PACKAGE))]
    frame = (ours or frames)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def wait_for(work: Coroutine[Any, Any, R]) -> R:
    """Run a coroutine to its end."""
    return asyncio.run(work)
