"""What messages of the subject helping carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class HelpArgs(Args, kind="help"):
    """A help request, for somebody who may take it."""


@dataclass(frozen=True, kw_only=True)
class HelpWordsArgs(Args, kind="help_words"):
    """The question what the trouble is; `danger`: life may be at stake."""

    danger: bool = False


@dataclass(frozen=True, kw_only=True)
class HelpHeardArgs(Args, kind="help_heard"):
    """The first reply to a typed trouble: the words, and who was told.

    `alone`: nobody can be told; `drafted`: the words became a draft.
    """

    said: str
    told: tuple[int, ...]
    danger: bool
    alone: bool = False
    drafted: bool = False


@dataclass(frozen=True, kw_only=True)
class NobodyToldArgs(Args, kind="nobody_told"):
    """Trouble of somebody for whom nobody can be told; `known`: the bot knows them."""

    known: bool = False


@dataclass(frozen=True, kw_only=True)
class HelpAnswerArgs(Args):
    """Who sees to a help request."""

    helper: int


@dataclass(frozen=True, kw_only=True)
class HelpTakenArgs(HelpAnswerArgs, kind="help_taken"):
    """A help request was taken. `instead`: the helper cannot come after all, and who was told
    instead."""

    instead: tuple[int, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class HelpSolvedArgs(HelpAnswerArgs, kind="help_solved"):
    """A help request was solved."""
