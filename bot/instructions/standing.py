"""How a unit can be reached at present."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.roster.model import Unit


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit, its groups, and the number of its leads, deputies and helpers.

    A person with two posts of the unit counts twice: only zero matters. Who is on leave counts in
    `away` alone.
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
    away: int = 0
    """Holders on leave."""
    called: int = 0
    """Holders without Telegram, who are reached by telephone."""
    paged: int = 0
    """Of these, who answer on the page, which does not ring."""

    @property
    def vacant(self) -> bool:
        """Whether nobody who is present holds a post."""
        return self.held == 0

    def without(self, chat_id: int | None) -> Standing:
        """The same unit where this group cannot be used."""
        if chat_id is None or chat_id not in (self.group_id, self.parent_group_id):
            return self
        group = None if self.group_id == chat_id else self.group_id
        parent = None if self.parent_group_id == chat_id else self.parent_group_id
        return replace(self, group_id=group, parent_group_id=parent)

    @property
    def chat_id(self) -> int | None:
        """The group chat that gets its card or line."""
        return self.parent_group_id if self.group_id is None else self.group_id
