"""Wrong usage of a command, in the terminal's language: what is wrong and where help is."""

from __future__ import annotations

import re
from typing import Any

from bot.cli.terminal import t

_NO_COMMAND = re.compile(r"No such command '(.*)'")


def usage(error: Any) -> str:
    """Two lines for typer's usage errors, which are in English only."""
    path = error.ctx.command_path if error.ctx else "gridcall"
    return f"{_wrong(error)}\n{t('`{command} --help` says how it is written.', command=path)}"


def is_usage(error: Exception) -> bool:
    """Whether an error is about how the command was called."""
    return getattr(error, "exit_code", None) == 2 and hasattr(error, "format_message")


def _wrong(error: Any) -> str:
    if found := _NO_COMMAND.search(str(error.message)):
        known = t(", ").join(error.ctx.command.list_commands(error.ctx))
        return t("There is no command {name}. There are: {known}.", name=found[1], known=known)
    if hasattr(error, "possibilities"):
        return t("There is no option {name} here.", name=error.option_name)
    if hasattr(error, "option_name"):
        return t("{name} needs a value.", name=error.option_name)
    if hasattr(error, "param_type"):
        return t("{name} is missing.", name=_name(error.param))
    if getattr(error, "param", None) is not None:
        return t("The value of {name} cannot be used.", name=_name(error.param))
    return t("This cannot be understood: {message}", message=error.format_message())


def _name(param: Any) -> str:
    """The name as typed: FILE, or --port."""
    if param.param_type_name == "option":
        return str(max(param.opts, key=len))
    return str(param.metavar or param.name).upper()
