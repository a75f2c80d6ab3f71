"""What messages of the subject groups carry."""

from __future__ import annotations

from dataclasses import dataclass

from bot.messages.args import Args


@dataclass(frozen=True, kw_only=True)
class ClaimArgs(Args, kind="claim"):
    """The request in a group to be linked."""


@dataclass(frozen=True, kw_only=True)
class UnknownWriterArgs(Args, kind="unknown_writer"):
    """How an unlinked writer in a group is linked."""


@dataclass(frozen=True, kw_only=True)
class BindHowArgs(Args, kind="bind_how"):
    """How a group is bound."""


@dataclass(frozen=True, kw_only=True)
class BindQuestionArgs(Args, kind="bind_question"):
    """The question whose group it is, and what it shows.

    `at`: the unit whose page is shown, 0 for the topmost; None for the suggestions. `added_by`: the
    member who added the bot, where another is asked.
    """

    operator: bool = False
    at: int | None = None
    page: int = 0
    added_by: int | None = None
    done: bool = False
    leaving: bool = False


@dataclass(frozen=True, kw_only=True)
class WhoBindsArgs(Args, kind="who_binds"):
    """To whoever added the bot and may not bind the group: the member `above` is asked."""

    above: int


@dataclass(frozen=True, kw_only=True)
class ChooseGroupArgs(Args, kind="choose_group"):
    """The request to choose the group of these units from Telegram's list."""

    units: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class GroupChosenArgs(Args, kind="group_chosen"):
    """The group that was chosen, and what it serves."""


@dataclass(frozen=True, kw_only=True)
class AdministratorArgs(Args, kind="administrator"):
    """The request to take the administrator's rights away."""


@dataclass(frozen=True, kw_only=True)
class MutedArgs(Args, kind="muted"):
    """A group in which the bot may not write; `seen`: 知道了 was pressed."""

    seen: bool = False
