"""What messages of the subject writing carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.messages.args import Args
from bot.roster.permissions import Right


@dataclass(frozen=True, kw_only=True)
class PreviewArgs(Args, kind="preview"):
    """The issuer's message about an instruction, and what it shows.

    `screen`: a choice instead of the preview, with the open `unit` and the `page`;
    `missing`: typed places that no unit is called; `gone`: why
    there is no draft any more; `handed_over`: somebody else writes it now.
    """

    screen: (
        Literal["scope", "deadline", "lines", "night", "changed", "questions", "blank", "often"]
        | None
    ) = None
    unit: int = 0
    page: int = 0
    missing: tuple[str, ...] = ()
    gone: str | None = None
    handed_over: bool = False


@dataclass(frozen=True, kw_only=True)
class ConfirmArgs(Args, kind="confirm"):
    """The question for confirmation of `act`; `under`: the message that was pressed."""

    act: Right
    under: int


@dataclass(frozen=True, kw_only=True)
class TooLateArgs(Args, kind="too_late"):
    """What came too late: an edit of a message, or a piece of an album."""

    what: Literal["edit", "piece"]


@dataclass(frozen=True, kw_only=True)
class WithdrawnNoteArgs(Args, kind="withdrawn_note"):
    """An instruction was withdrawn."""


@dataclass(frozen=True, kw_only=True)
class CorrectionNoteArgs(Args, kind="correction_note"):
    """An instruction was corrected; `version`: its new text."""

    version: int


@dataclass(frozen=True, kw_only=True)
class HowToWriteArgs(Args, kind="how_to_write"):
    """How an instruction is written; `operator`: the reader runs the bot."""

    operator: bool = False


@dataclass(frozen=True, kw_only=True)
class ApprovalArgs(Args, kind="approval"):
    """Somebody is asked to approve an urgent instruction; the subject is the request.

    `asks`: they refused it, and are asked why; `night`: they are asked whether it may ring now.
    """

    asks: bool = False
    night: bool = False


@dataclass(frozen=True, kw_only=True)
class ApprovalNewsArgs(Args, kind="approval_news"):
    """The issuer hears what became of a request for approval, which is the subject."""


@dataclass(frozen=True, kw_only=True)
class EditUnreadArgs(Args, kind="edit_unread"):
    """Words were changed that belong to no draft; the subject is their message."""
