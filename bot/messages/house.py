"""What messages of the subject house carry: notices, help, language, alarms, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.instructions.alarm import Trouble
from bot.messages.args import Args
from bot.messages.sentences import Sentence

Facts = dict[str, int | float | str]
"""What a sentence is filled with."""


def plain_facts(facts: Mapping[str, object]) -> Facts:
    """Facts as they are stored; what is no number becomes text."""
    return {
        name: value if isinstance(value, int | float) else str(value)
        for name, value in facts.items()
    }


@dataclass(frozen=True, kw_only=True)
class NoticeArgs(Args, kind="notice"):
    """A sentence of `bot.chat.house.notices`, and what it names. `upper`: the unit above `unit`."""

    key: str
    unit: str | None = None
    upper: str | None = None
    group: str | None = None
    button: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToldArgs(Args, kind="told"):
    """The answer to a button that was typed. `text`: by former versions, in words."""

    said: Sentence | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class SentenceArgs(Args, kind="sentence"):
    """Why something was refused."""

    reason: str
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class HowToArgs(Args, kind="how_to"):
    """Help; `operator`: the reader runs the bot."""

    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class LanguageArgs(Args, kind="language"):
    """The choice of languages; `chosen`: one was chosen here."""

    chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class BehindArgs(Args, kind="behind"):
    """Backlogs: how many entries, and since when the oldest is overdue, in microseconds since 1970.

    `still`: none is new.
    """

    lags: dict[Trouble, tuple[int, int]]
    still: bool


@dataclass(frozen=True, kw_only=True)
class CaughtUpArgs(Args, kind="caught_up"):
    """The backlogs that are over, and how many seconds each lasted."""

    spans: dict[Trouble, float]


@dataclass(frozen=True, kw_only=True)
class UnwrittenArgs(Args, kind="unwritten"):
    """For how many seconds the database could not be written."""

    span: float


@dataclass(frozen=True, kw_only=True)
class MyDataArgs(Args, kind="my_data"):
    """What is held about the reader, in short.

    `operator`: the settings name them; `language`: the one they read; `known`: anything is held.
    """

    operator: bool
    language: str
    known: bool


@dataclass(frozen=True, kw_only=True)
class MyDataFileArgs(Args, kind="my_data_file"):
    """The same as a file."""

    operator: bool
    language: str
    known: bool


@dataclass(frozen=True, kw_only=True)
class ErasedArgs(Args, kind="erased"):
    """A message whose words were removed with the person they named."""
