"""What messages of the subjects answering and typed carry: remarks, replies, unclear words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AliasChoices, Field

from bot.messages.args import Args
from bot.roster.model import PostKind

Settlement = Literal["yes", "no", "proxy", "late", "form"]
"""What became of unclear words: counted, not counted, counted for somebody else, too late."""


class ReplyWay(StrEnum):
    """How somebody was reached by a reply."""

    PRIVATE = "private"
    GROUP = "group"
    NOBODY = "nobody"


@dataclass(frozen=True, kw_only=True)
class NoteArgs(Args, kind="note"):
    """Remarks, bundled. The fields are those of version 0.1, which kept one remark in the
    message."""

    by: int | None = None
    post: str | None = None
    unit_id: int | None = None
    text: str | None = None
    doubt: bool = False


@dataclass(frozen=True, kw_only=True)
class CopyArgs(Args, kind="copy"):
    """A copied picture or voice message: where it is, its caption, and the remark it belongs to."""

    chat_id: Annotated[int, Field(validation_alias=AliasChoices("chat_id", "from"))]
    number: int
    caption: str | None = None
    remark: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReplyArgs(Args, kind="reply"):
    """A reply from above."""


@dataclass(frozen=True, kw_only=True)
class ReplyPostedArgs(Args, kind="reply_posted"):
    """A reply shown in a group."""


@dataclass(frozen=True, kw_only=True)
class ReplySentArgs(Args, kind="reply_sent"):
    """Whom a reply reached, and how; `refused`: the group did not take it."""

    way: ReplyWay
    told: tuple[int, ...]
    refused: bool = False


@dataclass(frozen=True, kw_only=True)
class ReplyWhomArgs(Args, kind="reply_whom"):
    """The question for whom words are; once that is chosen only the remarks stay.

    `number`: the id of the message with the words.
    """

    remarks: tuple[int, ...]
    text: str | None = None
    caption: str | None = None
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class ReplyWordsArgs(Args, kind="reply_words"):
    """The question for the words of a reply to a remark."""

    remark: int


@dataclass(frozen=True, kw_only=True)
class NotCountedArgs(Args, kind="not_counted"):
    """Words that did not count as an answer, and who was told of them."""

    said: str
    told: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ThanksArgs(Args, kind="thanks"):
    """A typed answer was counted for these units; who gave it, with post and title. `passed`: to
    how many units it was passed on, None where it was not."""

    units: tuple[str, ...]
    name: str
    post: PostKind | None
    height: int
    title: str | None = None
    passed: int | None = None


class NothingNew(StrEnum):
    """Why an answer recorded nothing."""

    ALREADY = "already"
    FORMER = "former"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"
    FORM_OVER = "form_over"
    """They were figures for a form, and it is over."""
    OUTSIDER = "outsider"
    INFORMS = "informs"
    OUTDATED = "outdated"
    """It was to a text that has been corrected."""


@dataclass(frozen=True, kw_only=True)
class NothingNewArgs(Args, kind="nothing_new"):
    """Why a typed answer recorded nothing; `target`: the one that was answered before."""

    why: NothingNew
    target: int | None = None


@dataclass(frozen=True, kw_only=True)
class PartCountedArgs(Args, kind="part_counted"):
    """A typed answer was counted for these units, and the writer has others that wait."""

    units: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AskedBackArgs(Args, kind="asked_back"):
    """The question whether words count as 收到.

    `by`: who wrote them; `where`, `number`: in which chat, as which message; `at`: when, in
    microseconds since 1970; `about`: the instructions; `named`: buildings that are not the
    writer's; `which`: the question is to which instruction they belong; `part`: the numbers of
    those of their buildings they speak of, where these are not all.
    """

    by: int
    text: str | None
    caption: str | None
    where: int
    number: int
    at: int
    about: tuple[int, ...]
    named: tuple[str, ...]
    settled: Settlement | None = None
    which: bool = False
    part: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class UnsentArgs(Args, kind="unsent"):
    """Words that went to nobody: whose, and as which message; `told`: whom they were passed to;
    `drafted`: they became a draft; `unclear`: the sentence that says what an open form made of
    them."""

    by: int
    text: str | None
    caption: str | None
    number: int
    told: tuple[int, ...] | None = None
    drafted: bool = False
    unclear: str | None = None


@dataclass(frozen=True, kw_only=True)
class RelayWordsArgs(Args, kind="relay_words"):
    """Words added when relaying; the draft itself holds them.

    `passed` is written no more: it was the number of units that got them.
    """

    passed: int | None = None
