"""How a unit can be reached at present."""

from __future__ import annotations

from dataclasses import dataclass

from bot.roster.model import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, its groups, and the number of its leads, deputies and helpers.

    A person with two posts of the unit counts twice: only zero matters.
    """

    unit: Unit
    group_id: int | None
    """The chat of its own group."""
    parent_group_id: int | None
    """The chat of its parent unit's group."""
    held: int
    linked: int
    reachable: int
    heads_linked: int
    """Leads and deputies among the linked: they may relay."""
    heads_reachable: int
    """Leads and deputies who can be written to."""

    @property
    def vacant(self) -> bool:
        """Whether no post is held."""
        return self.held == 0

    @property
    def chat_id(self) -> int | None:
        """The group chat that gets its card or line."""
        return self.parent_group_id if self.group_id is None else self.group_id

    @property
    def shares_group(self) -> bool:
        """Whether it shares its group with the unit above."""
        return self.group_id is not None and self.group_id == self.parent_group_id
