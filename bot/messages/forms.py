"""What messages of the subject forms carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class FormArgs(Args, kind="form"):
    """A form being filled in, in private; the subject is the filling."""


@dataclass(frozen=True, kw_only=True)
class BranchSumsArgs(Args, kind="branch_sums"):
    """All units of a branch have reported; the subject is the branch's target."""


@dataclass(frozen=True, kw_only=True)
class TableFileArgs(Args, kind="table_file"):
    """The office's own table, filled in; the subject is the instruction. `unit`: limited to this
    part of the tree; `operator`: the reader runs the bot."""

    unit: int = 0
    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class PhotoArgs(Args, kind="photo"):
    """A photo that answers a question, shown to somebody who followed its link."""

    target: int
    question: int
